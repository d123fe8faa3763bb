using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Pintle.Load;

/// <summary>Requests of a hundred events each: a destination's recorded cases whose events all become requests, varied into different events.</summary>
internal sealed class TransformSample
{
    public const int EventsPerRequest = 100;

    private const int Requests = 8;

    private readonly bool _isRouter;
    private readonly List<JsonNode> _inputs = [];
    private string? _now;
    private byte[][] _bodies = [];

    private TransformSample(string name, bool isRouter) => (Name, _isRouter) = (name, isRouter);

    public static string Folder => Path.Combine(Subject.Repository, "..", "shared", "conformance", "cases", "destinations");

    public string Name { get; }

    /// <summary>Recorded events that it was made of.</summary>
    public int Cases => _inputs.Count;

    /// <summary>Tries the destination's cases, of one moment, and makes requests of those that succeed; at last all of them must.</summary>
    public static async Task<TransformSample> TakeAsync(HttpClient http, string name, bool isRouter)
    {
        var sample = new TransformSample(name, isRouter);
        var feature = isRouter ? "router" : "processor";
        foreach (var recorded in Recorded(name).Where(c => c["feature"]!.GetValue<string>() == feature))
        {
            var body = recorded["input"]!["request"]!["body"]!;
            var inputs = (isRouter ? body["input"]! : body).AsArray();
            var now = recorded["now"]?.GetValue<string>() ?? "";
            if (now == (sample._now ?? now) && await sample.SucceedsAsync(http, [.. inputs.Select(i => i!.DeepClone())], now))
            {
                sample._now = now;
                sample._inputs.AddRange(inputs.Select(i => i!.DeepClone()));
            }
        }

        for (var request = 0; request < Requests; request++)
        {
            var inputs = sample.Inputs(request);
            sample._bodies = [.. sample._bodies, sample.Body(inputs)];
            if (!await sample.SucceedsAsync(http, inputs, sample._now!))
            {
                throw new InvalidOperationException($"{name}: not every event of the sample becomes a request.");
            }
        }

        return sample;
    }

    /// <summary>Sends one of the requests.</summary>
    public Task<HttpResponseMessage> SendAsync(HttpClient http, int number) => SendAsync(http, _bodies[number % Requests], _now!);

    private static IEnumerable<JsonNode> Recorded(string name) =>
        JsonNode.Parse(File.ReadAllText(Path.Combine(Folder, $"{name}.json")))!["cases"]!.AsArray().Select(c => c!);

    private async Task<bool> SucceedsAsync(HttpClient http, JsonArray inputs, string now)
    {
        using var answer = await SendAsync(http, Body(inputs), now);
        var json = JsonNode.Parse(await answer.Content.ReadAsStringAsync());
        var items = (_isRouter ? json?["output"] : json) as JsonArray;
        return items is { Count: > 0 } && items.All(i => i!["statusCode"]?.GetValue<int>() == 200 && (i["output"] ?? i["batchedRequest"]) is not null);
    }

    private JsonArray Inputs(int request)
    {
        var inputs = new JsonArray();
        for (var i = 0; i < EventsPerRequest; i++)
        {
            var number = (request * EventsPerRequest) + i;
            var input = _inputs[number % _inputs.Count].DeepClone();
            Vary(input["message"]!.AsObject(), number);
            inputs.Add(input);
        }

        return inputs;
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
            foreach (var property in properties.Where(p => p.Value is JsonValue v && v.GetValueKind() == JsonValueKind.Number).ToList())
            {
                properties[property.Key] = property.Value!.GetValue<double>() + number;
            }
        }
    }

    private byte[] Body(JsonArray inputs) =>
        Encoding.UTF8.GetBytes((_isRouter ? new JsonObject { ["input"] = inputs.DeepClone(), ["destType"] = Name } : (JsonNode)inputs).ToJsonString());

    private Task<HttpResponseMessage> SendAsync(HttpClient http, byte[] body, string now)
    {
        var request = new HttpRequestMessage(HttpMethod.Post, _isRouter ? "/routerTransform" : $"/v0/destinations/{Name}") { Content = new ByteArrayContent(body) };
        if (now.Length > 0)
        {
            request.Headers.Add("X-Test-Now", now);
        }

        return http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead);
    }
}
