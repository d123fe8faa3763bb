using System.Net;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Pintle.TestKit;

namespace Pintle.EndToEnd.Tests;

/// <summary>People's own code on the way to a destination: what it makes of events, mended by a new version, tried on the log, through kills.</summary>
public sealed class UserTransformationTests : IAsyncDisposable
{
    private const string Mask = """
        import { mask } from "maskLibrary";
        import { sha256 } from "@rs/hash/v1";
        export function transformEvent(event: any, metadata: any) {
          if (event.properties.number % 4 === 1) return null;
          if (event.properties.number % 4 === 2) throw new Error("no " + event.properties.number);
          event.properties.email = mask("jo@example.com");
          event.properties.hash = sha256(getCredential("SALT") + event.userId);
          event.properties.from = metadata(event).sourceName;
          return event;
        }
        """;

    private const string Library = "export function mask(text) { return text.replace(/^[^@]+/, '***'); }";

    private readonly CancellationTokenSource _limit = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
    private readonly ServerProcess _server = new();

    public UserTransformationTests() => _limit.CancelAfter(TimeSpan.FromSeconds(120));

    private CancellationToken Ct => _limit.Token;

    public async ValueTask DisposeAsync()
    {
        await _server.DisposeAsync();
        _limit.Dispose();
    }

    [Fact]
    public async Task Code_changes_leaves_out_and_fails_events_and_a_new_version_mends_the_failures()
    {
        await using var vendor = await FakeVendor.StartAsync();
        _server.WriteWorkspace(Workspace(vendor.Url, "v1", Mask));
        Assert.True(await _server.StartAsync(Ct), _server.Output);
        await SendAsync(400);
        await _server.UntilAsync(async () => await _server.CountAsync(3, "hook", Ct) == 200 && await _server.CountAsync(4, "hook", Ct) == 100 && await _server.CountAsync(5, "hook", Ct) == 100, Ct);
        var sent = JsonElement.Parse(vendor.Accepted.First(c => c.Body.Contains("\"u3\"", StringComparison.Ordinal)).Body).GetProperty("properties");
        Assert.Equal("***@example.com", sent.GetProperty("email").GetString());
        Assert.Equal("Test", sent.GetProperty("from").GetString());
        Assert.Equal(Convert.ToHexStringLower(System.Security.Cryptography.SHA256.HashData("pepperu3"u8)), sent.GetProperty("hash").GetString());
        var letter = (await _server.AdminAsync("deadletters?destination=hook&limit=1", Ct)).GetProperty("letters")[0];
        Assert.Equal("transformation Mask failed", letter.GetProperty("reason").GetString());
        Assert.Matches(@"^Error: no \d+\n    at transformEvent \(Mask( \[\d+\])?:5:48\)$", letter.GetProperty("message").GetString());

        var tried = await _server.CommandAsync(Ct, "transformations", "replay", "mask", "--since", "1h", "--version", "v2", "--show", "1");
        Assert.Contains("400 events since", tried, StringComparison.Ordinal);
        Assert.Contains("v1 → v2: 100 change: 100 no longer fail.", tried, StringComparison.Ordinal);

        _server.WriteWorkspace(Workspace(vendor.Url, "v2", Mask));
        await _server.UntilAsync(async () => (await _server.AdminAsync("status", Ct)).GetProperty("revision").GetInt64() > 1, Ct);
        Assert.Equal(HttpStatusCode.Accepted, await _server.AdminSendAsync(HttpMethod.Post, "deadletters/replay?destination=hook", Ct));
        await _server.UntilAsync(() => Task.FromResult(vendor.Accepted.Count == 300), Ct);
    }

    [Fact]
    public async Task Kills_lose_nothing_and_keep_every_user_s_order()
    {
        await using var vendor = await FakeVendor.StartAsync();
        _server.WriteWorkspace(Workspace(vendor.Url, "v1", "export function transformBatch(events) { return events; }"));
        var sent = 0;
        for (var round = 0; round < 4; round++)
        {
            Assert.True(await _server.StartAsync(Ct), _server.Output);
            await SendAsync(1_000, sent);
            sent += 1_000;
            await _server.UntilAsync(() => Task.FromResult(vendor.Accepted.Count > sent - 700), Ct);
            _server.Kill();
        }

        Assert.True(await _server.StartAsync(Ct), _server.Output);
        await _server.UntilAsync(async () => await _server.CountAsync(3, "hook", Ct) == sent, Ct);
        var log = new DeliveryLog(vendor.Accepted);
        Assert.Equal(sent, log.Unique);
        Assert.Empty(log.OutOfOrder);
    }

    private async Task SendAsync(int count, int from = 0)
    {
        for (var first = from; first < from + count; first += 100)
        {
            var events = Enumerable.Range(first, 100).Select(n => $$"""{"type":"track","event":"E","userId":"u{{n % 40}}","messageId":"m{{n}}","properties":{"number":{{n}} } }""");
            Assert.Equal(HttpStatusCode.OK, await _server.PostAsync("/v1/batch", Encoding.UTF8.GetBytes($$"""{"batch":[{{string.Join(',', events)}}]}"""), Ct));
        }
    }

    // The second version leaves out the line that throws.
    private static string Workspace(string url, string version, string code)
    {
        var document = JsonNode.Parse(WorkspaceJson.Of([new Webhook("hook", url, Transformation: version)]))!;
        document["sources"]![0]!["destinations"]![0]!["transformations"]![0]!["id"] = "mask";
        document["transformationVersions"] = new JsonArray(Version("v1", code), Version("v2", code.Replace("throw new", "new", StringComparison.Ordinal)));
        document["libraryVersions"] = new JsonArray(new JsonObject { ["id"] = "lib", ["versionId"] = "lib1", ["name"] = "Mask Library", ["code"] = Library });
        document["libraries"] = new JsonArray(new JsonObject { ["versionId"] = "lib1" });
        document["credentials"] = new JsonObject { ["c1"] = new JsonObject { ["key"] = "SALT", ["value"] = "pepper", ["isSecret"] = true } };
        return document.ToJsonString();
    }

    private static JsonObject Version(string version, string code) => new()
    {
        ["id"] = "mask", ["versionId"] = version, ["name"] = "Mask", ["code"] = code, ["language"] = "typescript",
    };
}
