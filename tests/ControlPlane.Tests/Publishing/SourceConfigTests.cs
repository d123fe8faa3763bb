using System.Diagnostics;
using System.Net;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json.Nodes;
using Microsoft.Extensions.Logging.Abstractions;
using Pintle.ControlPlane.Publishing;
using Pintle.ControlPlane.Tests.Rig;

namespace Pintle.ControlPlane.Tests.Publishing;

/// <summary>What SDKs learn of their source from the control plane, on every database: workspace-config.md §6 and §7.</summary>
public abstract class SourceConfigTests(ControlRig rig) : IDisposable
{
    private protected static readonly TimeSpan Limit = TimeSpan.FromSeconds(30);

    private readonly HttpClient _http = new(new SocketsHttpHandler { AllowAutoRedirect = false });

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task The_source_of_every_workspace_is_found_by_its_write_key()
    {
        foreach (var shop in new[] { await rig.NewWorkspaceAsync(), await rig.NewWorkspaceAsync() })
        {
            var source = await NewSourceAsync(shop);
            using var answer = await GetAsync(source.Text("writeKey"));
            Assert.Equal((HttpStatusCode.OK, "application/json"), (answer.StatusCode, answer.Content.Headers.ContentType!.MediaType));
            var told = (await JsonAsync(answer))["source"]!;
            Assert.Equal((source.Id, shop.Id), ((string?)told["id"], (string?)told["workspaceId"]));
        }
    }

    [Theory]
    [InlineData("/sourceConfig?p=npm&v=3.34.1&build=modern&writeKey=KEY&lockIntegrationsVersion=true", false)]
    [InlineData("/sourceConfig/?p=cdn&v=2.52.21&writeKey=KEY", false)]
    [InlineData("//sourceConfig//?writeKey=KEY", false)]
    [InlineData("/sourceConfig?p=android&v=1.9&bv=33", true)]
    [InlineData("/sourceConfig/", true)]
    public async Task Every_address_that_SDKs_use_is_answered(string path, bool showsKey)
    {
        var key = (await NewSourceAsync(await rig.NewWorkspaceAsync())).Text("writeKey");
        using var answer = await SendAsync(HttpMethod.Get, path.Replace("KEY", key, StringComparison.Ordinal), showsKey ? key : null);
        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        Assert.Equal("*", answer.Headers.GetValues("Access-Control-Allow-Origin").Single());
        using var head = await SendAsync(HttpMethod.Head, $"/sourceConfig/?view=ad&writeKey={key}", null);
        Assert.Equal((HttpStatusCode.OK, 0), (head.StatusCode, (await head.Content.ReadAsByteArrayAsync(Ct)).Length));
    }

    [Fact]
    public async Task Browsers_may_ask_with_their_authorization()
    {
        using var answer = await SendAsync(HttpMethod.Options, "/sourceConfig/", null);
        Assert.True(answer.IsSuccessStatusCode);
        Assert.Equal("GET, HEAD, OPTIONS", string.Join(", ", answer.Headers.GetValues("Access-Control-Allow-Methods")));
        Assert.Equal("Authorization, Content-Type, Accept", string.Join(", ", answer.Headers.GetValues("Access-Control-Allow-Headers")));
        using var post = await SendAsync(HttpMethod.Post, "/sourceConfig/", null);
        Assert.Equal(HttpStatusCode.MethodNotAllowed, post.StatusCode);
    }

    [Fact]
    public async Task A_key_that_no_source_has_is_refused_as_apps_understand_it()
    {
        var shop = await rig.NewWorkspaceAsync();
        var deleted = await NewSourceAsync(shop);
        (await shop.Editor.DeleteAsync($"sources/{deleted.Id}")).Must(HttpStatusCode.NoContent);
        foreach (var key in new[] { "", "nonsense", shop.Token, deleted.Text("writeKey") })
        {
            using var answer = await GetAsync(key);
            Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
            Assert.Contains("Invalid write key", await answer.Content.ReadAsStringAsync(Ct), StringComparison.Ordinal);
            Assert.Equal("*", answer.Headers.GetValues("Access-Control-Allow-Origin").Single());
        }

        (await shop.Editor.PostAsync($"sources/{deleted.Id}/restore")).Must(HttpStatusCode.OK);
        using var restored = await GetAsync(deleted.Text("writeKey"));
        Assert.Equal(HttpStatusCode.OK, restored.StatusCode);
    }

    [Fact]
    public async Task A_change_is_answered_at_once_and_what_is_as_it_was_not_again()
    {
        var shop = await rig.NewWorkspaceAsync();
        var source = await NewSourceAsync(shop);
        using var first = await GetAsync(source.Text("writeKey"));
        Assert.True((bool)(await JsonAsync(first))["source"]!["enabled"]!);
        using var same = await GetAsync(source.Text("writeKey"), $"W/{first.Headers.ETag}");
        Assert.Equal((HttpStatusCode.NotModified, first.Headers.ETag), (same.StatusCode, same.Headers.ETag));

        (await shop.Editor.PatchAsync($"sources/{source.Id}", new { enabled = false })).Must(HttpStatusCode.OK);
        await ChangedAsync(rig.Address, source, first, "enabled", "false");
    }

    [Fact]
    public async Task Only_what_runs_on_the_device_is_told_without_its_secrets()
    {
        var shop = await rig.NewWorkspaceAsync();
        var source = await NewSourceAsync(shop);
        var native = await ConnectAsync(shop, source, new { name = "Native", type = "GA4", settings = new { measurementId = "G-1", apiSecret = "hush", typesOfClient = "gtag", connectionMode = "hybrid" } });
        await ConnectAsync(shop, source, new { name = "Cloud", type = "WEBHOOK", settings = new { webhookUrl = "https://a.example/hidden", connectionMode = "cloud" } });
        await ConnectAsync(shop, source, new { name = "Off", type = "GA4", enabled = false, settings = new { measurementId = "G-2", apiSecret = "hush", typesOfClient = "gtag", connectionMode = "device" } });
        using var answer = await GetAsync(source.Text("writeKey"));
        var text = await answer.Content.ReadAsStringAsync(Ct);
        Assert.DoesNotContain("hush", text, StringComparison.Ordinal);
        var told = JsonNode.Parse(text)!;
        var destination = Assert.Single(told["source"]!["destinations"]!.AsArray())!;
        Assert.Equal((native, "Native", "GA4"), ((string?)destination["id"], (string?)destination["name"], (string?)destination["destinationDefinition"]!["name"]));
        Assert.Equal(("G-1", "hybrid"), ((string?)destination["config"]!["measurementId"], (string?)destination["config"]!["connectionMode"]));
        var connection = (await shop.Viewer.GetAsync($"connections?destinationId={native}"))["items"]![0]!;
        Assert.Equal((string?)connection["id"], (string?)told["source"]!["connections"]![0]!["id"]);
        Assert.Equal("""
            consentManagementMetadata source updatedAt
            config connections createdAt createdBy dataplanes deleted destinations enabled id name secretVersion sourceDefinition sourceDefinitionId transient updatedAt workspaceId writeKey
            config deleted destinationDefinition destinationDefinitionId enabled id name propagateEventsUntransformedOnError shouldApplyDeviceModeTransformation updatedAt
            createdAt deleted destinationId enabled id sourceId updatedAt
            category config configSchema createdAt displayName id name options uiConfig updatedAt
            """.ReplaceLineEndings("\n"),
            string.Join('\n', new[] { told, told["source"]!, destination, told["source"]!["connections"]![0]!, told["source"]!["sourceDefinition"]! }
                .Select(part => string.Join(' ', part.AsObject().Select(m => m.Key).Order(StringComparer.Ordinal)))));
    }

    public void Dispose()
    {
        _http.Dispose();
        GC.SuppressFinalize(this);
    }

    private protected static async Task<ApiAnswer> NewSourceAsync(TestWorkspace workspace) =>
        (await workspace.Editor.PostAsync("sources", new { name = "Web", type = "Javascript" })).Must(HttpStatusCode.Created);

    /// <summary>Waits until the answer to a source's SDK is another. The clock stands still, so nobody finds it by looking every second: it was told.</summary>
    private protected async Task ChangedAsync(Uri node, ApiAnswer source, HttpResponseMessage before, string member, string value)
    {
        var since = Stopwatch.GetTimestamp();
        while (true)
        {
            using var answer = await GetAsync(source.Text("writeKey"), before.Headers.ETag!.ToString(), node);
            if (answer.StatusCode == HttpStatusCode.OK)
            {
                Assert.Equal(value, (await JsonAsync(answer))["source"]![member]!.ToJsonString());
                return;
            }

            Assert.True(Stopwatch.GetElapsedTime(since) < Limit, "The answer stays as it was.");
        }
    }

    protected Task<HttpResponseMessage> GetAsync(string key, string? tag = null, Uri? node = null) => SendAsync(HttpMethod.Get, "/sourceConfig/?p=npm&v=3.34.1", key, tag, node);

    private static async Task<JsonNode> JsonAsync(HttpResponseMessage answer) => JsonNode.Parse(await answer.Content.ReadAsStringAsync(Ct))!;

    private static async Task<string> ConnectAsync(TestWorkspace shop, ApiAnswer source, object destination)
    {
        var id = (await shop.Editor.PostAsync("destinations", destination)).Must(HttpStatusCode.Created).Id;
        (await shop.Editor.PostAsync("connections", new { sourceId = source.Id, destinationId = id })).Must(HttpStatusCode.Created);
        return id;
    }

    private async Task<HttpResponseMessage> SendAsync(HttpMethod method, string path, string? key, string? tag = null, Uri? node = null)
    {
        var address = node ?? rig.Address;
        using var request = new HttpRequestMessage(method, $"{address.GetLeftPart(UriPartial.Authority)}{path}");
        request.Headers.Authorization = key is null ? null : new AuthenticationHeaderValue("Basic", Convert.ToBase64String(Encoding.UTF8.GetBytes($"{key}:")));
        if (tag is not null)
        {
            request.Headers.TryAddWithoutValidation("If-None-Match", tag);
        }

        return await _http.SendAsync(request, Ct);
    }
}

public sealed class SourceConfigOnSqlite(SqliteRig rig) : SourceConfigTests(rig), IClassFixture<SqliteRig>;

public sealed class SourceConfigOnPostgres(PostgresRig rig) : SourceConfigTests(rig), IClassFixture<PostgresRig>
{
    [Fact]
    public async Task A_change_is_answered_by_every_node_before_its_clock_moves()
    {
        var shop = await rig.NewWorkspaceAsync();
        var source = await NewSourceAsync(shop);
        var (app, address) = await rig.StartNodeAsync();
        await using var _ = app;
        using var first = await GetAsync(source.Text("writeKey"), node: address);
        Assert.Equal(HttpStatusCode.OK, first.StatusCode);
        (await shop.Editor.PatchAsync($"sources/{source.Id}", new { name = "Shop window" })).Must(HttpStatusCode.OK);
        await ChangedAsync(address, source, first, "name", "\"Shop window\"");
    }

    [Fact]
    public async Task What_was_committed_before_a_node_could_listen_is_looked_for_when_it_can()
    {
        var feed = new RevisionFeed();
        using var listener = new RevisionListener(rig.Options, feed, rig.Time, NullLogger<RevisionListener>.Instance);
        var told = feed.NextAsync(RevisionFeed.Any, feed.Told, TestContext.Current.CancellationToken);
        await listener.StartAsync(TestContext.Current.CancellationToken);
        await told.WaitAsync(Limit, TestContext.Current.CancellationToken);
        await listener.StopAsync(TestContext.Current.CancellationToken);
    }
}
