using System.Diagnostics;
using System.Globalization;
using System.Text;
using System.Text.Json.Nodes;

namespace Pintle.Load;

/// <summary>
/// Transformation through the HTTP API, the server on one core: recorded cases that need no look-up, varied into different
/// events, in batches of a hundred. Webhook, which only passes events on, is the yardstick of the run.
/// </summary>
internal static class TransformScenario
{
    private const int EventsPerRequest = 100;
    private const int Requests = 8;
    private const int Connections = 3;

    public static async Task<int> RunAsync(string[] names, Arguments arguments)
    {
        var cases = Path.Combine(Subject.Repository, "..", "shared", "conformance", "cases", "destinations");
        if (!Directory.Exists(cases))
        {
            Console.WriteLine("The recorded cases are not here.");
            return 1;
        }

        if (names.Length == 0)
        {
            var floors = JsonNode.Parse(await File.ReadAllTextAsync(Path.Combine(Subject.Repository, "tests", "conformance-floor.json")))!.AsObject();
            names = [.. floors.Select(f => f.Key).Where(n => n != "webhook").Prepend("webhook")];
        }

        using var transformer = await Subject.TransformerAsync();
        var rates = new List<double>();
        foreach (var name in names)
        {
            var rate = await MeasureAsync(transformer.Port, name, Path.Combine(cases, $"{name}.json"), TimeSpan.FromSeconds(arguments.Seconds > 0 ? arguments.Seconds : 5));
            rates.Add(rate);
            Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{name,-16} {rate,9:N0} events/s = {rate / rates[0]:F2} of {names[0]}"));
        }

        rates.Sort();
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"median {rates[rates.Count / 2]:N0}, least {rates[0]:N0} events/s; RSS {transformer.ResidentMb:F0} MB"));
        return 0;
    }

    private static async Task<double> MeasureAsync(int port, string name, string file, TimeSpan time)
    {
        using var http = new HttpClient { BaseAddress = new Uri($"http://127.0.0.1:{port}") };
        var samples = await SamplesAsync(http, name, JsonNode.Parse(await File.ReadAllTextAsync(file))!["cases"]!.AsArray());
        if (samples.Count == 0)
        {
            return 0;
        }

        var bodies = Enumerable.Range(0, Requests).Select(r => Body(samples, r)).ToArray();
        var sent = 0L;
        var until = Stopwatch.GetTimestamp() + (long)((time + TimeSpan.FromSeconds(2)).TotalSeconds * Stopwatch.Frequency);
        var counted = Stopwatch.GetTimestamp() + (2 * Stopwatch.Frequency);
        await Task.WhenAll(Enumerable.Range(0, Connections).Select(async connection =>
        {
            for (var i = connection; Stopwatch.GetTimestamp() < until; i++)
            {
                var (body, now) = bodies[i % Requests];
                using var answer = await SendAsync(http, name, body, now);
                await answer.Content.CopyToAsync(Stream.Null);
                if (Stopwatch.GetTimestamp() >= counted)
                {
                    Interlocked.Add(ref sent, EventsPerRequest);
                }
            }
        }));
        return sent / time.TotalSeconds;
    }

    // Cases of which every event becomes a request while no vendor can be asked; those of one moment only.
    private static async Task<List<(JsonNode Input, string Now)>> SamplesAsync(HttpClient http, string name, JsonArray cases)
    {
        var samples = new List<(JsonNode, string)>();
        foreach (var recorded in cases.Where(c => c!["feature"]!.GetValue<string>() == "processor"))
        {
            var (body, now) = (recorded!["input"]!["request"]!["body"]!.AsArray(), recorded["now"]?.GetValue<string>() ?? "");
            using var answer = await SendAsync(http, name, Encoding.UTF8.GetBytes(body.ToJsonString()), now);
            var items = JsonNode.Parse(await answer.Content.ReadAsStringAsync()) as JsonArray;
            if (items?.All(i => i!["statusCode"]?.GetValue<int>() == 200) == true && (samples.Count == 0 || samples[0].Item2 == now))
            {
                samples.AddRange(body.Select(i => (i!.DeepClone(), now)));
            }
        }

        return samples;
    }

    private static (byte[] Body, string Now) Body(List<(JsonNode Input, string Now)> samples, int request)
    {
        var inputs = new JsonArray();
        for (var i = 0; i < EventsPerRequest; i++)
        {
            var number = (request * EventsPerRequest) + i;
            var input = samples[number % samples.Count].Input.DeepClone();
            Vary(input["message"]!.AsObject(), number);
            inputs.Add(input);
        }

        return (Encoding.UTF8.GetBytes(inputs.ToJsonString()), samples[0].Now);
    }

    // Another person, another id, other numbers.
    private static void Vary(JsonObject message, int number)
    {
        message["messageId"] = $"m-{number}";
        foreach (var id in (string[])["userId", "anonymousId"])
        {
            if (message[id] is JsonValue value && value.TryGetValue<string>(out var text) && text.Length > 0)
            {
                message[id] = $"{text}-{number}";
            }
        }

        if (message["properties"] is JsonObject properties)
        {
            foreach (var property in properties.Where(p => p.Value is JsonValue v && v.GetValueKind() == System.Text.Json.JsonValueKind.Number).ToList())
            {
                properties[property.Key] = property.Value!.GetValue<double>() + number;
            }
        }
    }

    private static Task<HttpResponseMessage> SendAsync(HttpClient http, string name, byte[] body, string now)
    {
        var request = new HttpRequestMessage(HttpMethod.Post, $"/v0/destinations/{name}") { Content = new ByteArrayContent(body) };
        if (now.Length > 0)
        {
            request.Headers.Add("X-Test-Now", now);
        }

        return http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead);
    }
}
