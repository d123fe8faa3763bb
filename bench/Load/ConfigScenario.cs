using System.Diagnostics;
using System.Globalization;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Pintle.TestKit;

namespace Pintle.Load;

/// <summary>A large workspace in the control plane in the box: 1,000 sources, 1,000 destinations, 5,000 connections.</summary>
internal static partial class ConfigScenario
{
    private const int Things = 1_000;
    private const int ConnectionsOfEach = 5;
    private const int Lists = 400;
    private const int Changes = 15;

    public static async Task<int> RunAsync()
    {
        var directory = Directory.CreateDirectory(Path.Combine(Path.GetTempPath(), $"pintle-load-{Guid.CreateVersion7()}")).FullName;
        var (gateway, control) = (FreePort.Take(), FreePort.Take());
        using var server = Process.Start(new ProcessStartInfo(Subject.Executable)
        {
            RedirectStandardOutput = true,
            ArgumentList =
            {
                "serve", "--dataDirectory", directory, "--workspace.file", "", "--gateway.host", "127.0.0.1", "--gateway.port", $"{gateway}", "--control.port", $"{control}", "--log.level", "warning",
            },
        })!;
        try
        {
            var token = Token().Match((await server.StandardOutput.ReadLineAsync())!).Groups[1].Value;
            using var api = new HttpClient { BaseAddress = new Uri($"http://127.0.0.1:{control}") };
            using var events = new HttpClient { BaseAddress = new Uri($"http://127.0.0.1:{gateway}") };
            var person = await PostAsync(api, "/api/v1/setup", new { token, name = "Bench", email = "bench@load.example", password = "a long enough password", workspaceName = "Load" });
            var workspace = $"/api/v1/workspaces/{person["workspaces"]![0]!["id"]}";
            await ListAsync(api, workspace, 20);
            var before = Resident(server);

            var start = Stopwatch.GetTimestamp();
            await PostAsync(api, $"{workspace}/import", Document());
            var imported = Stopwatch.GetElapsedTime(start);
            await InForceAsync(events, $"key-{Things - 1}");
            var inForce = Stopwatch.GetElapsedTime(start) - imported;

            var changes = new List<double>();
            for (var i = 0; i < Changes; i++)
            {
                var source = await PostAsync(api, $"{workspace}/sources", new { name = $"New {i}", type = "HTTP" });
                start = Stopwatch.GetTimestamp();
                await InForceAsync(events, source["writeKey"]!.GetValue<string>());
                changes.Add(Stopwatch.GetElapsedTime(start).TotalMilliseconds);
            }

            var lists = await ListAsync(api, workspace, Lists);
            var after = Resident(server);
            var told = await SourceConfigLoad.MeasureAsync(api.BaseAddress, "/sourceConfig/", Things);
            var bare = await SourceConfigLoad.MeasureAsync(api.BaseAddress, "/health/live", Things);
            Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"""
                import of {Things} sources, {Things} destinations, {Things * ConnectionsOfEach} connections: {imported.TotalSeconds:F1} s, in force {inForce.TotalMilliseconds:F0} ms later
                a change, until the gateway takes events by it: median {changes.Order().ElementAt(Changes / 2):F0} ms, longest {changes.Max():F0} ms (snapshot built, goal < 1,000 ms)
                lists of the API: median {lists.Order().ElementAt(Lists / 2):F1} ms, p99 {lists.Order().ElementAt(Lists * 99 / 100):F1} ms (goal < 100 ms)
                sourceConfig: {told.Rate:F0} answers/s, longest {told.Longest:F0} ms (the same client with /health/live: {bare.Rate:F0} answers/s)
                memory: {before:F0} MB before, {after:F0} MB after (goal < 200 MB more), {Resident(server):F0} MB when SDKs have asked
                """));
            return 0;
        }
        finally
        {
            server.Kill();
            await server.WaitForExitAsync();
            Directory.Delete(directory, recursive: true);
        }
    }

    private static double Resident(Process process)
    {
        process.Refresh();
        return process.WorkingSet64 / 1048576.0;
    }

    private static async Task<List<double>> ListAsync(HttpClient api, string workspace, int count)
    {
        string[] what = ["sources?sort=-updatedAt", "destinations?sort=name", "connections", "sources?q=source%205", "destinations?type=WEBHOOK&limit=200"];
        var times = new List<double>();
        for (var i = 0; i < count; i++)
        {
            var start = Stopwatch.GetTimestamp();
            using var answer = await api.GetAsync(new Uri($"{workspace}/{what[i % what.Length]}", UriKind.Relative));
            answer.EnsureSuccessStatusCode();
            await answer.Content.ReadAsByteArrayAsync();
            times.Add(Stopwatch.GetElapsedTime(start).TotalMilliseconds);
        }

        return times;
    }

    // Until the write key is known: the gateway has the revision then.
    private static async Task InForceAsync(HttpClient events, string writeKey)
    {
        for (var limit = Stopwatch.StartNew(); limit.Elapsed < TimeSpan.FromSeconds(30);)
        {
            using var request = new HttpRequestMessage(HttpMethod.Post, "/v1/track") { Content = JsonContent.Create(new { userId = "u", @event = "e" }) };
            request.Headers.Authorization = new AuthenticationHeaderValue("Basic", Convert.ToBase64String(Encoding.ASCII.GetBytes($"{writeKey}:")));
            using var answer = await events.SendAsync(request);
            if (answer.IsSuccessStatusCode)
            {
                return;
            }
        }

        throw new InvalidOperationException("The change is not in force after 30 s.");
    }

    private static async Task<JsonNode> PostAsync(HttpClient http, string path, object body)
    {
        using var answer = await http.PostAsJsonAsync(path, body);
        var text = await answer.Content.ReadAsStringAsync();
        return answer.IsSuccessStatusCode ? JsonNode.Parse(text)! : throw new InvalidOperationException($"{path}: {(int)answer.StatusCode} {text}");
    }

    private static JsonObject Document() => new()
    {
        ["sources"] = new JsonArray([.. Enumerable.Range(0, Things).Select(s => new JsonObject
        {
            ["id"] = $"src-{s}", ["name"] = $"Source {s}", ["writeKey"] = $"key-{s}", ["enabled"] = true, ["config"] = new JsonObject(), ["sourceDefinition"] = new JsonObject { ["name"] = "Javascript" },
            ["destinations"] = new JsonArray([.. Enumerable.Range(0, ConnectionsOfEach).Select(d => Destination((s + (d * 7)) % Things))]),
        })]),
    };

    private static JsonObject Destination(int number) => new()
    {
        ["id"] = $"dst-{number}", ["name"] = $"Destination {number}", ["enabled"] = true, ["isProcessorEnabled"] = true,
        ["config"] = new JsonObject
        {
            ["webhookUrl"] = $"https://hook-{number}.example/in", ["webhookMethod"] = "POST",
            ["headers"] = new JsonArray(new JsonObject { ["from"] = "Authorization", ["to"] = $"Bearer {number}" }),
        },
        ["destinationDefinition"] = new JsonObject { ["name"] = "WEBHOOK" },
    };

    [GeneratedRegex(@"works once: (setup_\w+)")]
    internal static partial Regex Token();
}
