using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json.Nodes;
using Pintle.TestKit;

namespace Pintle.EndToEnd.Tests.ControlPlane;

/// <summary>The configuration's database goes away under the real server; events go on.</summary>
public sealed class ControlWeatherTests : IDisposable
{
    private readonly CancellationTokenSource _limit = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);

    public ControlWeatherTests() => _limit.CancelAfter(TimeSpan.FromSeconds(120));

    private CancellationToken Ct => _limit.Token;

    public void Dispose() => _limit.Dispose();

    [Fact]
    public async Task Without_PostgreSQL_events_are_taken_and_delivered_also_after_a_restart_and_the_API_comes_back_with_it()
    {
        await using var cluster = await PostgresCluster.StartAsync();
        await using var vendor = await FakeVendor.StartAsync();
        await using var server = new ServerProcess();
        string[] flags = ["--workspace.file", "", "--control.database", await cluster.CreateDatabaseAsync()];
        Assert.True(await server.StartAsync(Ct, fault: null, flags), server.Output);
        using var browser = new HttpClient { BaseAddress = server.ControlAddress };
        var (workspace, key) = await ConnectAsync(server, browser, vendor);

        await cluster.StopAsync();
        await SendAsync(server, key);
        await vendor.WaitForAsync(1, Ct);
        await MustBeAwayAsync(browser, workspace);
        using (var sdk = ByKey(server.ControlAddress, key))
        {
            Assert.Contains(key, await sdk.GetStringAsync(new Uri("/sourceConfig", UriKind.Relative), Ct), StringComparison.Ordinal);
        }

        server.Kill();
        Assert.True(await server.StartAsync(Ct, fault: null, flags), server.Output);
        await SendAsync(server, key);
        await vendor.WaitForAsync(2, Ct);
        await MustBeAwayAsync(browser, workspace);
        var health = await server.ControlAsync("/health/ready", Ct);
        Assert.Equal(HttpStatusCode.OK, health!.Value.Status);
        Assert.Contains("database is away", health.Value.Body, StringComparison.Ordinal);

        await cluster.ResumeAsync();
        await server.UntilAsync(async () => await StatusAsync(browser, workspace) == HttpStatusCode.OK, Ct);
        await server.UntilAsync(async () => !(await server.ControlAsync("/health/ready", Ct))!.Value.Body.Contains("is away", StringComparison.Ordinal), Ct);
        await browser.MakeAsync($"{workspace}/sources", new { name = "Another", type = "HTTP" }, Ct);
        Assert.DoesNotContain("Unhandled", server.Output, StringComparison.OrdinalIgnoreCase);
    }

    [Fact]
    public async Task On_a_full_disk_what_is_configured_can_be_read_and_is_changed_when_there_is_room()
    {
        await using var disk = await SmallDisk.TryMountAsync(megabytes: 32);
        Assert.SkipWhen(disk is null, "Only root can mount a small disk.");
        await using var vendor = await FakeVendor.StartAsync();
        await using var server = new ServerProcess(disk.Path);
        Assert.True(await server.StartInTheBoxAsync(Ct), server.Output);
        using var browser = new HttpClient { BaseAddress = server.ControlAddress };
        var (workspace, _) = await ConnectAsync(server, browser, vendor);

        disk.Fill(free: 0);
        HttpStatusCode status;
        var made = -1;
        do
        {
            using var answer = await browser.PostAsJsonAsync($"{workspace}/sources", new { name = $"Source {++made}", type = "HTTP" }, Ct);
            status = answer.StatusCode;
        }
        while (status == HttpStatusCode.Created);
        Assert.Equal(HttpStatusCode.ServiceUnavailable, status);
        Assert.Equal(HttpStatusCode.OK, await StatusAsync(browser, workspace));

        disk.MakeRoom();
        await browser.MakeAsync($"{workspace}/sources", new { name = "Last", type = "HTTP" }, Ct);
        var all = (await browser.GetFromJsonAsync<JsonNode>($"{workspace}/sources?limit=200", Ct))!["items"]!.AsArray();
        Assert.Equal(made + 2, all.Count);
    }

    private async Task<(string Workspace, string WriteKey)> ConnectAsync(ServerProcess server, HttpClient browser, FakeVendor vendor)
    {
        var workspace = $"/api/v1/workspaces/{await server.SetUpAsync(browser, Ct)}";
        var source = await browser.MakeAsync($"{workspace}/sources", new { name = "Web", type = "Javascript" }, Ct);
        var destination = await browser.MakeAsync($"{workspace}/destinations", new { name = "Hook", type = "WEBHOOK", settings = new { webhookUrl = vendor.Url, webhookMethod = "POST" } }, Ct);
        await browser.MakeAsync($"{workspace}/connections", new { sourceId = source["id"], destinationId = destination["id"] }, Ct);
        var key = source["writeKey"]!.GetValue<string>();
        await server.UntilAsync(() => Task.FromResult(server.Output.Contains("sources: 1, destinations: 1", StringComparison.Ordinal)), Ct);
        return (workspace, key);
    }

    private async Task MustBeAwayAsync(HttpClient browser, string workspace)
    {
        using var answer = await browser.GetAsync(new Uri($"{workspace}/sources", UriKind.Relative), Ct);
        Assert.Equal(HttpStatusCode.ServiceUnavailable, answer.StatusCode);
        Assert.Equal("application/problem+json", answer.Content.Headers.ContentType!.MediaType);
        Assert.NotNull(answer.Headers.RetryAfter);
    }

    private async Task<HttpStatusCode> StatusAsync(HttpClient browser, string workspace)
    {
        using var answer = await browser.GetAsync(new Uri($"{workspace}/sources", UriKind.Relative), Ct);
        return answer.StatusCode;
    }

    private async Task SendAsync(ServerProcess server, string writeKey)
    {
        using var http = ByKey(server.GatewayAddress, writeKey);
        using var answer = await http.PostAsJsonAsync("/v1/track", new { userId = "u1", @event = "Hello" }, Ct);
        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
    }

    private static HttpClient ByKey(Uri address, string writeKey) => new()
    {
        BaseAddress = address,
        DefaultRequestHeaders = { Authorization = new AuthenticationHeaderValue("Basic", Convert.ToBase64String(Encoding.UTF8.GetBytes($"{writeKey}:"))) },
    };
}
