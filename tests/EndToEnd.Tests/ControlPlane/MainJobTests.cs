using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json.Nodes;
using Pintle.TestKit;

namespace Pintle.EndToEnd.Tests.ControlPlane;

/// <summary>What everybody does first: the server, with nothing but its executable, and its API.</summary>
public sealed class MainJobTests
{
    private readonly CancellationTokenSource _limit = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);

    public MainJobTests() => _limit.CancelAfter(TimeSpan.FromSeconds(90));

    private CancellationToken Ct => _limit.Token;

    [Fact]
    public async Task From_nothing_to_a_delivered_event_by_API_calls_alone_and_again_after_a_crash()
    {
        await using var vendor = await FakeVendor.StartAsync();
        await using var server = new ServerProcess();
        Assert.True(await server.StartInTheBoxAsync(Ct), server.Output);
        using var browser = new HttpClient { BaseAddress = server.ControlAddress };

        var workspace = $"/api/v1/workspaces/{await server.SetUpAsync(browser, Ct)}";
        var source = await browser.MakeAsync($"{workspace}/sources", new { name = "Web", type = "Javascript" }, Ct);
        var destination = await browser.MakeAsync($"{workspace}/destinations", new { name = "Hook", type = "WEBHOOK", settings = new { webhookUrl = vendor.Url, webhookMethod = "POST" } }, Ct);
        await browser.MakeAsync($"{workspace}/connections", new { sourceId = source["id"], destinationId = destination["id"] }, Ct);

        await SendAsync(server, source, "Hello");
        await vendor.WaitForAsync(1, Ct);
        var status = await browser.GetFromJsonAsync<JsonNode>($"{workspace}/status", Ct);
        Assert.Single(status!["destinations"]!.AsArray());

        server.Kill();
        Assert.True(await server.StartInTheBoxAsync(Ct), server.Output);
        Assert.DoesNotContain("works once", server.Output.Split("Pintle takes events")[^1], StringComparison.Ordinal);
        await SendAsync(server, source, "Again");
        await vendor.WaitForAsync(2, Ct);

        // The session is still good.
        Assert.Equal("ada@shop.example", (await browser.GetFromJsonAsync<JsonNode>("/api/v1/session", Ct))!["user"]!["email"]!.GetValue<string>());
    }

    [Fact]
    public async Task Live_events_are_told_as_they_happen()
    {
        await using var vendor = await FakeVendor.StartAsync();
        await using var server = new ServerProcess();
        Assert.True(await server.StartInTheBoxAsync(Ct), server.Output);
        using var browser = new HttpClient { BaseAddress = server.ControlAddress };
        var workspace = $"/api/v1/workspaces/{await server.SetUpAsync(browser, Ct)}";
        var source = await browser.MakeAsync($"{workspace}/sources", new { name = "Web", type = "Javascript" }, Ct);

        using var live = await browser.GetAsync($"{workspace}/live", HttpCompletionOption.ResponseHeadersRead, Ct);
        Assert.Equal("text/event-stream", live.Content.Headers.ContentType!.MediaType);
        using var lines = new StreamReader(await live.Content.ReadAsStreamAsync(Ct));
        Assert.Equal("event: beat", await lines.ReadLineAsync(Ct));
        await SendAsync(server, source, "Hello");
        var told = "";
        while (!told.Contains("\"received\"", StringComparison.Ordinal))
        {
            told = await lines.ReadLineAsync(Ct) ?? throw new InvalidOperationException("The stream has ended.");
        }

        Assert.Contains("\"name\":\"Hello\"", told, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_paused_destination_and_a_disabled_connection_are_switched_while_the_server_runs()
    {
        await using var vendor = await FakeVendor.StartAsync();
        await using var server = new ServerProcess();
        Assert.True(await server.StartInTheBoxAsync(Ct), server.Output);
        using var browser = new HttpClient { BaseAddress = server.ControlAddress };
        var workspace = $"/api/v1/workspaces/{await server.SetUpAsync(browser, Ct)}";
        var source = await browser.MakeAsync($"{workspace}/sources", new { name = "Web", type = "Javascript" }, Ct);
        var destination = await browser.MakeAsync($"{workspace}/destinations", new { name = "Hook", type = "WEBHOOK", settings = new { webhookUrl = vendor.Url, webhookMethod = "POST" } }, Ct);
        var connection = await browser.MakeAsync($"{workspace}/connections", new { sourceId = source["id"], destinationId = destination["id"] }, Ct);
        await SendAsync(server, source, "Before");
        await vendor.WaitForAsync(1, Ct);

        // What it holds back waits, in order, until it is resumed.
        await ChangeAsync(browser, $"{workspace}/destinations/{destination["id"]}", new { paused = true });
        await UntilHeldAsync(browser, workspace, "paused");
        await SendAsync(server, source, "Waits 1");
        await SendAsync(server, source, "Waits 2");
        await ChangeAsync(browser, $"{workspace}/destinations/{destination["id"]}", new { paused = false });
        await vendor.WaitForAsync(3, Ct);
        Assert.Equal(["Before", "Waits 1", "Waits 2"], vendor.Accepted.Select(r => (string?)JsonNode.Parse(r.Body)!["event"]));

        await ChangeAsync(browser, $"{workspace}/connections/{connection["id"]}", new { enabled = false });
        await UntilHeldAsync(browser, workspace, "disabled");
    }

    private async Task ChangeAsync(HttpClient browser, string path, object patch)
    {
        using var request = new HttpRequestMessage(HttpMethod.Patch, path) { Content = JsonContent.Create(patch), Headers = { { "If-Match", "*" } } };
        using var answer = await browser.SendAsync(request, Ct);
        Assert.True(answer.IsSuccessStatusCode, await answer.Content.ReadAsStringAsync(Ct));
    }

    private async Task UntilHeldAsync(HttpClient browser, string workspace, string reason)
    {
        while (!(await browser.GetStringAsync($"{workspace}/status", Ct)).Contains(reason, StringComparison.Ordinal))
        {
            Ct.ThrowIfCancellationRequested();
        }
    }

    private async Task SendAsync(ServerProcess server, JsonNode source, string name)
    {
        using var http = new HttpClient { BaseAddress = server.GatewayAddress };
        http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Basic", Convert.ToBase64String(Encoding.ASCII.GetBytes($"{source["writeKey"]}:")));
        using var answer = await http.PostAsJsonAsync("/v1/track", new { userId = "u1", @event = name }, Ct);
        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
    }
}
