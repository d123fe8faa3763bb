using System.Text.Json;
using System.Text.Json.Nodes;
using Pintle.DestinationKit;
using Pintle.DestinationKit.Delivery;
using Pintle.Destinations.Webhook;

namespace Pintle.Destinations.Tests;

/// <summary>Replays the recorded cases when they are there; the floor only rises.</summary>
public sealed class WebhookConformanceTests
{
    [Fact]
    public void Passes_at_least_as_many_recorded_cases_as_before()
    {
        var root = AppContext.BaseDirectory.Split($"{Path.DirectorySeparatorChar}artifacts{Path.DirectorySeparatorChar}")[0];
        var file = Path.Combine(root, "..", "shared", "conformance", "cases", "destinations", "webhook.json");
        Assert.SkipUnless(File.Exists(file), "The recorded cases are not here.");
        var floor = JsonNode.Parse(File.ReadAllText(Path.Combine(root, "tests", "conformance-floor.json")))!["webhook"]!.GetValue<int>();

        var failures = new List<string>();
        var passed = 0;
        foreach (var test in JsonNode.Parse(File.ReadAllText(file))!["cases"]!.AsArray().Where(c => c!["feature"]!.GetValue<string>() == "processor"))
        {
            var input = test!["input"]!["request"]!["body"]![0]!;
            var expected = test["output"]!["response"]!["body"]![0]!["output"];
            var actual = Transform(input);
            if (JsonNode.DeepEquals(expected, actual))
            {
                passed++;
            }
            else
            {
                failures.Add($"{test["key"]}:\nexpected {expected?.ToJsonString()}\nactual   {actual?.ToJsonString()}");
            }
        }

        Assert.True(passed >= floor, $"{passed} of {passed + failures.Count} pass, the floor is {floor}.\n{string.Join("\n", failures)}");
    }

    private static JsonObject? Transform(JsonNode input)
    {
        var config = JsonSerializer.SerializeToElement(input["destination"]!["Config"]);
        var message = JsonSerializer.SerializeToElement(input["message"]);
        var outcome = new WebhookDestination().Configure(config).Transform(new EventInput(message, default));
        return outcome is Outcome.Send send ? Render(send.Requests[0]) : null;
    }

    /// <summary>A request in the shape of the transformer API.</summary>
    private static JsonObject Render(VendorRequest request) => new()
    {
        ["version"] = "1",
        ["type"] = request.Type,
        ["method"] = request.Method,
        ["endpoint"] = request.Endpoint,
        ["headers"] = new JsonObject(request.Headers.Select(h => KeyValuePair.Create<string, JsonNode?>(h.Key, h.Value))),
        ["params"] = new JsonObject(request.Params.Select(p => KeyValuePair.Create(p.Key, JsonNode.Parse(p.Value.GetRawText())))),
        ["body"] = new JsonObject
        {
            ["JSON"] = request.Kind == BodyKind.Json ? JsonNode.Parse(request.Body.Span) : new JsonObject(),
            ["JSON_ARRAY"] = new JsonObject(),
            ["XML"] = new JsonObject(),
            ["FORM"] = new JsonObject(),
        },
        ["files"] = new JsonObject(),
        ["userId"] = request.UserId,
    };
}
