using System.Text.Json.Nodes;
using Pintle.UserCode.Code;

namespace Pintle.UserCode.Tests.Tooling;

/// <summary><c>POST /customTransform</c> (user transformations §7), with real workers.</summary>
public sealed class CustomTransformRouteTests : IAsyncDisposable
{
    private const string Code = """
        export function transformEvent(event, metadata) {
          if (event.what === "leave out") return;
          if (event.what === "throw") throw new Error("no");
          if (event.what === "rename") return { ...event, messageId: "other" };
          if (event.what === "big") return { n: 1n };
          return { ...event, at: metadata(event).destinationId };
        }
        """;

    private readonly Running _running = new();

    public ValueTask DisposeAsync() => _running.DisposeAsync();

    [Fact]
    public async Task Each_event_gets_its_own_answer()
    {
        var items = await ItemsAsync(_running, Request("d", "", "leave out", "throw", "rename", "big"));
        Assert.Equal(5, items.Count);
        AssertItem("""{"output":{"messageId":"m0","what":"","at":"d"},"metadata":{"messageId":"m0","destinationId":"d","sourceId":"s"},"statusCode":200}""", ById(items, "m0"));
        AssertItem("""{"statusCode":298,"metadata":{"messageId":"m1","destinationId":"d","sourceId":"s","messageIds":null}}""", ById(items, "m1"));
        Assert.StartsWith("Error: no\n    at transformEvent (", Error(items, "m2"), StringComparison.Ordinal);
        Assert.Contains("BigInt", Error(items, "m4"), StringComparison.Ordinal);

        // It is known which event it came from, whatever it calls itself.
        Assert.Equal("other", ById(items, "m3")["output"]!["messageId"]!.GetValue<string>());
    }

    [Fact]
    public async Task What_is_left_out_is_not_mentioned_unless_asked_for()
    {
        var (_, body, _) = await TransformerRequest.PostAsync(_running.Runner, new Store(), "/customTransform", Request("d", "leave out"));
        Assert.Equal("[]", body);
    }

    [Theory]
    [InlineData("nobody", 404, "Transformation not found")]
    [InlineData("", 400, "Transformation VersionID not found")]
    [InlineData("broken", 400, "Unexpected end of input")]
    public async Task Code_that_can_t_be_had_or_read_fails_each_event(string version, int status, string error)
    {
        var items = await ItemsAsync(_running, Request("d", version, [""]));
        var item = Assert.Single(items);
        Assert.Equal(status, item["statusCode"]!.GetValue<int>());
        Assert.Contains(error, item["error"]!.GetValue<string>(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("away", 809)]
    [InlineData("refused", 503)]
    public async Task While_the_control_plane_is_away_the_caller_keeps_its_events(string version, int expected)
    {
        var (status, _, headers) = await TransformerRequest.PostAsync(_running.Runner, new Store(), "/customTransform", Request("d", version, [""]));
        Assert.Equal(expected, status);
        Assert.Equal(expected == 503 ? "true" : "", headers["X-Rudder-Should-Retry"].ToString());
    }

    [Theory]
    [InlineData(false, 2)]
    [InlineData(true, 4)]
    public async Task Only_as_a_strict_peer_groups_answer_for_one_another(bool isStrict, int count)
    {
        await using var running = new Running(options: Running.Options() with { StrictPeer = isStrict });
        var (first, second) = (JsonNode.Parse(Request("d1", ""))!.AsArray(), JsonNode.Parse(Request("d2", ""))!.AsArray());
        Assert.Equal(count, (await ItemsAsync(running, new JsonArray(first[0]!.DeepClone(), second[0]!.DeepClone()).ToJsonString())).Count);
    }

    private static string Request(string destination, params string[] what) => Request(destination, "v", what);

    private static string Request(string destination, string version, string[] what) => new JsonArray([.. what.Select((w, n) => (JsonNode)new JsonObject
    {
        ["message"] = new JsonObject { ["messageId"] = $"m{n}", ["what"] = w },
        ["metadata"] = new JsonObject { ["messageId"] = $"m{n}", ["destinationId"] = destination, ["sourceId"] = "s" },
        ["destination"] = new JsonObject { ["Transformations"] = new JsonArray(new JsonObject { ["VersionID"] = version }) },
    })]).ToJsonString();

    private static async Task<List<JsonNode>> ItemsAsync(Running running, string request)
    {
        var (status, body, _) = await TransformerRequest.PostAsync(running.Runner, new Store(), "/customTransform", request, ("X-Feature-Filter-Code", "?1"));
        Assert.Equal(200, status);
        return [.. JsonNode.Parse(body)!.AsArray().Select(i => i!)];
    }

    private static JsonNode ById(List<JsonNode> items, string id) => Assert.Single(items, i => i["metadata"]!["messageId"]!.GetValue<string>() == id);

    private static string Error(List<JsonNode> items, string id) => ById(items, id)["error"]!.GetValue<string>();

    private static void AssertItem(string expected, JsonNode item) => Assert.True(JsonNode.DeepEquals(JsonNode.Parse(expected), item), item.ToJsonString());

    private sealed class Store : ICodeStore
    {
        public Task<StoredCode> TransformationAsync(string versionId, CancellationToken ct) => versionId switch
        {
            "v" => Task.FromResult(new StoredCode(versionId, "Base", "base", Code, "1")),
            "broken" => Task.FromResult(new StoredCode(versionId, "Base", "base", "export function transformEvent(e) {", "1")),
            "away" => throw new CodeMissingException(809, "The control plane is away."),
            "refused" => throw new CodeMissingException(503, "Who asks is not let in."),
            _ => throw new CodeMissingException(404, $"Transformation not found at {versionId}"),
        };

        public Task<StoredCode> LibraryAsync(string versionId, CancellationToken ct) => throw new CodeMissingException(404, versionId);
    }
}
