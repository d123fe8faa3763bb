using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Http;
using Pintle.EndToEnd.Tests.ControlPlane;
using Pintle.TestKit;

namespace Pintle.EndToEnd.Tests.Watching;

/// <summary>A person looks at what happens, and does something about it, over the API.</summary>
public sealed class WatchingTests : IAsyncLifetime
{
    private readonly CancellationTokenSource _limit = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
    private readonly ServerProcess _server = new();
    private readonly HttpClient _browser = new();
    private FakeVendor _vendor = null!;
    private string _workspace = "";
    private string _writeKey = "";
    private string _hook = "";

    private CancellationToken Ct => _limit.Token;

    public async ValueTask InitializeAsync()
    {
        _limit.CancelAfter(TimeSpan.FromSeconds(90));
        _vendor = await FakeVendor.StartAsync();
        _vendor.Answer = (call, context) =>
        {
            context.Response.StatusCode = call.Body.Contains("\"Bad\"", StringComparison.Ordinal) ? 400 : call.Body.Contains("\"Flaky\"", StringComparison.Ordinal) ? 500 : 200;
            return context.Response.WriteAsync("an answer");
        };
        Assert.True(await _server.StartAsync(Ct, fault: null, "--workspace.file", "", "--live.redact", "email,properties.*.card"), _server.Output);
        _browser.BaseAddress = _server.ControlAddress;
        _workspace = $"/api/v1/workspaces/{await _server.SetUpAsync(_browser, Ct)}";
        var source = await _browser.MakeAsync($"{_workspace}/sources", new { name = "Web", type = "Javascript" }, Ct);
        _writeKey = source["writeKey"]!.GetValue<string>();
        var destination = await _browser.MakeAsync($"{_workspace}/destinations", new { name = "Hook", type = "WEBHOOK", settings = new { webhookUrl = _vendor.Url, webhookMethod = "POST" } }, Ct);
        _hook = destination["id"]!.GetValue<string>();
        await _browser.MakeAsync($"{_workspace}/connections", new { sourceId = source["id"], destinationId = _hook }, Ct);

        // The connection is in force a moment later.
        await _server.UntilAsync(async () =>
        {
            await SendAsync("First");
            return _vendor.Accepted.Count > 0;
        }, Ct);
    }

    public async ValueTask DisposeAsync()
    {
        _browser.Dispose();
        await _server.DisposeAsync();
        await _vendor.DisposeAsync();
    }

    [Fact]
    public async Task Live_events_have_their_payload_without_what_the_rules_hide_and_none_is_shown_unasked()
    {
        using var live = await _browser.GetAsync(new Uri($"{_workspace}/live?payload=true&destination={_hook}", UriKind.Relative), HttpCompletionOption.ResponseHeadersRead, Ct);
        using var lines = new StreamReader(await live.Content.ReadAsStreamAsync(Ct));
        Assert.Equal("event: beat", await lines.ReadLineAsync(Ct));
        await SendAsync("Hello");
        var told = await StepAsync(lines, "delivered");
        Assert.Equal("[redacted]", told["payload"]!["context"]!["traits"]!["email"]!.GetValue<string>());
        Assert.Equal("[redacted]", told["payload"]!["properties"]!["pay"]!["card"]!.GetValue<string>());
        Assert.Equal("EUR", told["payload"]!["properties"]!["pay"]!["currency"]!.GetValue<string>());
        Assert.Equal("u1", told["user"]!.GetValue<string>());
        Assert.InRange(told["payloadBytes"]!.GetValue<int>(), 100, 10_000);

        using var bare = await _browser.GetAsync(new Uri($"{_workspace}/live", UriKind.Relative), HttpCompletionOption.ResponseHeadersRead, Ct);
        using var bareLines = new StreamReader(await bare.Content.ReadAsStreamAsync(Ct));
        Assert.Equal("event: beat", await bareLines.ReadLineAsync(Ct));
        await SendAsync("Hello");
        Assert.Null((await StepAsync(bareLines, "delivered"))["payload"]);
    }

    [Fact]
    public async Task Errors_are_grouped_with_samples_and_chosen_ones_are_looked_at_replayed_and_dropped()
    {
        for (var n = 0; n < 4; n++)
        {
            await SendAsync("Bad");
        }

        await _server.UntilAsync(async () => (await GetAsync("deadletters/groups"))!.AsArray() is [{ } one] && one["count"]!.GetValue<int>() == 4, Ct);
        var group = (await GetAsync("deadletters/groups?samples=2"))![0]!;
        Assert.Equal("answered 400", group["reason"]!.GetValue<string>());
        var samples = group["samples"]!.AsArray();
        Assert.Equal((2, "Bad", 400), (samples.Count, samples[0]!["name"]!.GetValue<string>(), samples[0]!["status"]!.GetValue<int>()));
        Assert.Contains("an answer", samples[0]!["message"]!.GetValue<string>(), StringComparison.Ordinal);

        var id = samples[0]!["id"]!.GetValue<string>();
        var letter = (await GetAsync($"deadletters/{id}"))!;
        Assert.Equal("[redacted]", JsonNode.Parse(letter["event"]!.GetValue<string>())!["context"]!["traits"]!["email"]!.GetValue<string>());
        Assert.DoesNotContain("ada@shop.example", letter["request"]!.GetValue<string>(), StringComparison.Ordinal);

        _vendor.Answer = (_, _) => Task.CompletedTask;
        await RefusedAsync("transformationVersion: Transformation not found", $"deadletters/replay?transformationVersion=none&destination={_hook}", null);
        await RefusedAsync("letters: \"x\" is not", "deadletters/replay", new { letters = new[] { "x" } });
        await RefusedAsync("not both", "deadletters/replay?reason=r", new { letters = new[] { id } });
        var job = (await _browser.MakeAsync($"{_workspace}/deadletters/replay", new { letters = new[] { id } }, Ct))["job"]!.GetValue<string>();
        await _server.UntilAsync(async () => (await GetAsync($"jobs/{job}"))!["state"]!.GetValue<string>() == "done", Ct);
        Assert.Equal(1, (await GetAsync($"jobs/{job}"))!["progress"]!["delivered"]!.GetValue<int>());
        Assert.Equal(HttpStatusCode.NotFound, (await _browser.GetAsync(new Uri($"{_workspace}/deadletters/{id}", UriKind.Relative), Ct)).StatusCode);

        var dropped = await _browser.MakeAsync($"{_workspace}/deadletters/drop", new { letters = new[] { id, samples[1]!["id"]!.GetValue<string>() } }, Ct);
        Assert.Equal(1, dropped["dropped"]!.GetValue<int>());
        Assert.Equal(2, (await GetAsync("deadletters/groups"))![0]!["count"]!.GetValue<int>());
    }

    [Fact]
    public async Task Letters_are_replayed_through_a_version_that_is_not_in_force()
    {
        var code = await _browser.MakeAsync($"{_workspace}/transformations", new { name = "Mask", code = "export function transformEvent(event) { if (event.event === 'Second') { throw new Error('a bug'); } return event; }", publish = true }, Ct);
        await PatchAsync($"destinations/{_hook}", new { transformationId = code["id"] });
        await _server.UntilAsync(async () =>
        {
            await SendAsync("Second");
            return (await GetAsync("deadletters/groups"))!.AsArray().Count > 0;
        }, Ct);
        await PatchAsync($"transformations/{code["id"]}", new { code = "export function transformEvent(event) { event.mended = true; return event; }" });
        var versions = (await GetAsync($"transformations/{code["id"]}/versions"))!["items"]!.AsArray();
        var newest = versions[0]!["id"]!.GetValue<string>();
        Assert.Equal(2, versions.Count);

        await RefusedAsync("transformationVersion: Transformation not found", $"deadletters/replay?destination={_hook}&transformationVersion=none", null);
        var job = (await _browser.MakeAsync($"{_workspace}/deadletters/replay?destination={_hook}&transformationVersion={newest}", new { letters = (await IdsAsync()).ToArray() }, Ct))["job"]!.GetValue<string>();
        await _server.UntilAsync(async () => (await GetAsync($"jobs/{job}"))!["state"]!.GetValue<string>() == "done", Ct);
        Assert.Contains(_vendor.Accepted, c => c.Body.Contains("\"mended\":true", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Versions_are_compared_on_events_of_the_log_and_newest_events_are_shown_without_what_the_rules_hide()
    {
        var code = await _browser.MakeAsync($"{_workspace}/transformations", new { name = "Mask", code = "export function transformEvent(event) { return event; }", publish = true }, Ct);
        var refused = await _browser.PostAsJsonAsync($"{_workspace}/transformations/{code["id"]}/compare", new { after = code["newestVersionId"] }, Ct);
        Assert.Equal(HttpStatusCode.Conflict, refused.StatusCode);
        await PatchAsync($"destinations/{_hook}", new { transformationId = code["id"] });
        await PatchAsync($"transformations/{code["id"]}", new { code = "export function transformEvent(event) { if (event.event === 'Lost') return null; event.context.traits.email += '!'; event.seen = 1; return event; }" });
        var draft = (await GetAsync($"transformations/{code["id"]}"))!["newestVersionId"]!.GetValue<string>();
        await SendAsync("Lost");

        JsonNode? compared = null;
        await _server.UntilAsync(async () =>
        {
            using var answer = await _browser.PostAsJsonAsync($"{_workspace}/transformations/{code["id"]}/compare", new { after = draft }, Ct);
            compared = answer.IsSuccessStatusCode ? JsonNode.Parse(await answer.Content.ReadAsStringAsync(Ct)) : null;
            return compared is not null;
        }, Ct);
        Assert.Equal(1, compared!["counts"]!["leftOut"]!.GetValue<int>());
        Assert.Equal(compared["events"]!.GetValue<int>() - 1, compared["counts"]!["outputs"]!.GetValue<int>());
        Assert.Contains("\"path\":\"seen\"", compared.ToJsonString(), StringComparison.Ordinal);
        Assert.DoesNotContain("ada@shop.example", compared.ToJsonString(), StringComparison.Ordinal);
        var unclear = await _browser.PostAsJsonAsync($"{_workspace}/transformations/{code["id"]}/compare", new { hours = 0 }, Ct);
        Assert.Equal(HttpStatusCode.UnprocessableEntity, unclear.StatusCode);

        var newest = (await GetAsync("events/newest?limit=1"))!["items"]!.AsArray();
        Assert.Equal("Lost", Assert.Single(newest)!["event"]!["event"]!.GetValue<string>());
        Assert.Equal("[redacted]", newest[0]!["event"]!["context"]!["traits"]!["email"]!.GetValue<string>());
        Assert.Empty((await GetAsync("events/newest?source=src_none"))!["items"]!.AsArray());
    }

    [Fact]
    public async Task Somebody_sees_why_events_are_tried_again_and_how_long_deliveries_take()
    {
        await SendAsync("Flaky");
        await _server.UntilAsync(async () => (await GetAsync("failing"))!.AsArray() is [var one] && one!["groups"]!.AsArray().Count > 0, Ct);
        var group = (await GetAsync($"failing?destination={_hook}"))![0]!["groups"]![0]!;
        Assert.Equal(("answered 500", "Flaky", 1), (group["reason"]!.GetValue<string>(), group["sample"]!["name"]!.GetValue<string>(), group["events"]!.GetValue<int>()));
        Assert.DoesNotContain("ada@shop.example", group["sample"]!["request"]!.GetValue<string>(), StringComparison.Ordinal);

        var latency = (await GetAsync($"latency?destination={_hook}&grain=hour"))![0]!;
        Assert.InRange(latency["last5Minutes"]!["delivery"]!["p50"]!.GetValue<double>(), 0.01, 90_000);
        Assert.InRange(latency["lastDay"]!["answer"]!["count"]!.GetValue<int>(), 2, 1_000);
        Assert.Equal(HttpStatusCode.BadRequest, (await _browser.GetAsync(new Uri($"{_workspace}/latency?grain=day", UriKind.Relative), Ct)).StatusCode);
    }

    [Fact]
    public async Task What_goes_over_every_connection_is_one_answer()
    {
        await SendAsync("Bad");
        await _server.UntilAsync(async () => (await SumsAsync(60)).Any(s => s!["destinationId"]!.GetValue<string>() == _hook && s["dead"]!.GetValue<long>() == 1), Ct);
        var sums = await SumsAsync(60);
        Assert.Equal(2, sums.Count);
        Assert.InRange(sums[0]!["received"]!.GetValue<long>(), 2, 1_000);
        Assert.InRange(sums[1]!["delivered"]!.GetValue<long>(), 1, 1_000);
        Assert.Equal(HttpStatusCode.BadRequest, (await _browser.GetAsync(new Uri($"{_workspace}/counters/sums?minutes=0", UriKind.Relative), Ct)).StatusCode);
    }

    private async Task<JsonArray> SumsAsync(int minutes) => (await GetAsync($"counters/sums?minutes={minutes}"))!["sums"]!.AsArray();

    private async Task<JsonNode> StepAsync(StreamReader lines, string step)
    {
        while (true)
        {
            var line = await lines.ReadLineAsync(Ct) ?? throw new InvalidOperationException("The stream has ended.");
            if (line.StartsWith("data: [", StringComparison.Ordinal) && JsonNode.Parse(line[6..])!.AsArray().FirstOrDefault(s => s!["step"]!.GetValue<string>() == step) is { } found)
            {
                return found;
            }
        }
    }

    private async Task<IEnumerable<string>> IdsAsync() => (await GetAsync("deadletters"))!["letters"]!.AsArray().Select(l => l!["id"]!.GetValue<string>());

    private Task<JsonNode?> GetAsync(string path) => _browser.GetFromJsonAsync<JsonNode>($"{_workspace}/{path}", Ct);

    private async Task PatchAsync(string path, object body)
    {
        using var request = new HttpRequestMessage(HttpMethod.Patch, $"{_workspace}/{path}") { Content = JsonContent.Create(body) };
        request.Headers.TryAddWithoutValidation("If-Match", "*");
        using var answer = await _browser.SendAsync(request, Ct);
        Assert.True(answer.IsSuccessStatusCode, await answer.Content.ReadAsStringAsync(Ct));
    }

    private async Task RefusedAsync(string why, string path, object? body)
    {
        using var answer = await _browser.PostAsync(new Uri($"{_workspace}/{path}", UriKind.Relative), body is null ? null : JsonContent.Create(body), Ct);
        Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
        Assert.Contains(why, JsonNode.Parse(await answer.Content.ReadAsStringAsync(Ct))!["detail"]!.GetValue<string>(), StringComparison.Ordinal);
    }

    private async Task SendAsync(string name)
    {
        using var http = new HttpClient { BaseAddress = _server.GatewayAddress };
        http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Basic", Convert.ToBase64String(Encoding.ASCII.GetBytes($"{_writeKey}:")));
        var body = new { userId = "u1", @event = name, context = new { traits = new { email = "ada@shop.example" } }, properties = new { pay = new { card = "4111", currency = "EUR" } } };
        using var answer = await http.PostAsJsonAsync("/v1/track", body, Ct);
        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
    }
}
