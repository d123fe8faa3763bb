using System.Net;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Http;
using Pintle.TestKit;

namespace Pintle.EndToEnd.Tests;

/// <summary>One event, five destinations, five ends: <c>pintle events find</c> tells them apart.</summary>
public sealed class FindTests : IAsyncDisposable
{
    private readonly CancellationTokenSource _limit = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
    private readonly TaskCompletionSource _answer = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly ServerProcess _server = new();
    private FakeVendor _vendor = null!;

    public FindTests() => _limit.CancelAfter(TimeSpan.FromSeconds(90));

    private CancellationToken Ct => _limit.Token;

    public async ValueTask DisposeAsync()
    {
        _answer.TrySetResult();
        await _server.DisposeAsync();
        await _vendor.DisposeAsync();
        _limit.Dispose();
    }

    [Fact]
    public async Task Every_destinations_state_of_an_event_is_told_with_its_reason()
    {
        await StartAsync();
        await SendAsync("""{"userId":"u1","event":"Bought","messageId":"m1"}""");
        await _server.UntilAsync(async () => States(await FindAsync("message=m1"))
            is { Count: 5 } s && s["crm"].State == "parked" && s["mail"].State == "dead" && s["hook"].State == "delivered", Ct);

        var found = await FindAsync("message=m1");
        var e = found[0];
        Assert.Equal(("Bought", "u1", "m1", "log"), (Text(e, "name"), Text(e, "user"), Text(e, "messageId"), Text(e, "in")));
        Assert.True(e.GetProperty("isProcessed").GetBoolean());
        var states = States(found);
        Assert.Equal(
            ["ads: filtered", "crm: parked", "hook: delivered", "mail: dead", "slow: waiting"], states.OrderBy(s => s.Key).Select(s => $"{s.Key}: {s.Value.State}"));
        Assert.Contains("answered 500", states["crm"].Detail, StringComparison.Ordinal);
        Assert.Equal("answered 400: no such plan", states["mail"].Detail);
        Assert.Equal("Message type not supported", states["ads"].Detail);
        var crm = e.GetProperty("destinations").EnumerateArray().Single(d => Text(d, "id") == "crm");
        Assert.True(crm.GetProperty("attempts").GetInt32() >= 1 && crm.TryGetProperty("nextTry", out _));
        Assert.Equal(1, found[1].GetProperty("found").GetInt32());

        var text = await FoundAsync("--user", "u1", "--since", "1h");
        Assert.Matches(@"track ""Bought""  user u1  message m1  lane \d+, offset \d+\n  processed\n", text);
        Assert.Matches(@"(?m)^  ads +filtered +Message type not supported \(by today's configuration\)$", text);
        Assert.Matches(@"(?m)^  crm +parked +\d+ attempts?, next try .*, answered 500", text);
        Assert.Matches(@"(?m)^  hook +delivered *$", text);
        Assert.Matches(@"(?m)^  mail +dead letter +1 attempt, ended .*, answered 400: no such plan, id 0-\d+-\d+$", text);
        Assert.Matches(@"(?m)^  slow +waiting +its request is on its way, or its turn comes$", text);
        Assert.Contains("1 event found; 1 header read in", text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_users_many_events_come_in_pages_with_a_clear_end()
    {
        await StartAsync();
        var events = new SampleEvents(1);
        await _server.PostAsync("/v1/batch", SampleEvents.Batch(Enumerable.Range(0, 250).Select(n => events.Track("u1", $"m{n}", n))), Ct);

        var first = (await FoundAsync("--user", "u1", "--json", "--limit", "200")).Split('\n', StringSplitOptions.RemoveEmptyEntries);
        Assert.Equal(201, first.Length);
        var next = JsonDocument.Parse(first[^1]).RootElement.GetProperty("next").GetString()!;
        var rest = await FindAsync($"user=u1&limit=200&after={next}");
        Assert.Equal(51, rest.Count);
        Assert.False(rest[^1].TryGetProperty("next", out _));
        Assert.Equal(
            Enumerable.Range(0, 250).Select(n => $"m{n}"), first.SkipLast(1).Select(l => JsonDocument.Parse(l).RootElement).Concat(rest.SkipLast(1)).Select(e => Text(e, "messageId")));
        Assert.Equal(HttpStatusCode.BadRequest, await _server.AdminSendAsync(HttpMethod.Get, "events", Ct));
        Assert.Equal(HttpStatusCode.BadRequest, await _server.AdminSendAsync(HttpMethod.Get, "events?user=u1&source=nobody", Ct));
    }

    [Fact]
    public async Task The_tail_shows_each_step_with_status_and_duration_and_its_filters_hold()
    {
        await StartAsync();
        await using var all = _server.FollowAsync("events/tail?source=Test&user=u1", Ct).GetAsyncEnumerator(Ct);
        await using var failures = _server.FollowAsync("events/tail?failed=true&destination=mail", Ct).GetAsyncEnumerator(Ct);
        var (anything, failure) = (all.MoveNextAsync().AsTask(), failures.MoveNextAsync().AsTask());
        while (!anything.IsCompleted || !failure.IsCompleted)
        {
            await SendAsync("""{"userId":"other","event":"Passed over"}""");
            await SendAsync("""{"userId":"u1","event":"Bought"}""");
            await Task.WhenAny(Task.WhenAll(anything, failure), Task.Delay(100, Ct));
        }

        Assert.True(await failure);
        Assert.Equal(("dead", "mail", 400, "answered 400"), (Text(failures.Current, "step"), Text(failures.Current, "destinationId"), failures.Current.GetProperty("statusCode").GetInt32(), Text(failures.Current, "detail")));
        Assert.True(failures.Current.GetProperty("milliseconds").GetDouble() > 0);
        for (var steps = new HashSet<string>(); !steps.IsSupersetOf(["received", "filtered", "delivered", "dead", "parked"]); Assert.True(await all.MoveNextAsync()))
        {
            Assert.Equal("u1", Text(all.Current, "user"));
            steps.Add(Text(all.Current, "step"));
        }
    }

    [Fact]
    public async Task What_the_log_has_gone_past_is_found_in_a_destinations_copy_or_in_a_dead_letter()
    {
        await StartAsync("--store.keep", "1s", "--lanes.duplicateWindow", "1s", "--store.trimEvery", "200ms");
        _answer.SetResult();
        await SendAsync("""{"userId":"u1","event":"Kept failing","messageId":"m1"}""");
        await SendAsync("""{"userId":"u2","event":"Refused","messageId":"m2","properties":{"crm":"takes it"}}""");

        await _server.UntilAsync(async () => In(await FindAsync("message=m1")) == "spill" && In(await FindAsync("message=m2")) == "aged", Ct);

        var text = await FoundAsync("--user", "u1");
        Assert.Contains("(the log is past it; a destination has copied it)\n  processed\n", text, StringComparison.Ordinal);
        Assert.Matches(@"(?m)^  crm +parked ", text);
        Assert.Matches(@"(?m)^  hook +delivered *$", text);
        text = await FoundAsync("--user", "u2", "--source", "test");
        Assert.Contains("(aged out of the log; a dead letter has it)\n  processed\n", text, StringComparison.Ordinal);
        Assert.Matches(@"(?m)^  crm +delivered *$", text);
        Assert.Matches(@"(?m)^  mail +dead letter ", text);

        static string In(List<JsonElement> lines) => lines[0].TryGetProperty("in", out var place) ? place.GetString()! : "";
    }

    private async Task StartAsync(params string[] flags)
    {
        _vendor = await FakeVendor.StartAsync();
        _vendor.Answer = async (call, context) =>
        {
            switch (call.Target.TrimStart('/'))
            {
                case "crm" when !call.Body.Contains("takes it", StringComparison.Ordinal):
                    context.Response.StatusCode = StatusCodes.Status500InternalServerError;
                    break;
                case "mail":
                    context.Response.StatusCode = StatusCodes.Status400BadRequest;
                    context.Response.ContentType = "text/plain";
                    await context.Response.WriteAsync("no such plan");
                    break;
                case "slow":
                    await _answer.Task;
                    break;
            }
        };
        var workspace = JsonNode.Parse(WorkspaceJson.Of([.. ((string[])["hook", "crm", "mail", "slow", "ads"]).Select(id => (id, $"{_vendor.Url}/{id}"))]))!;
        workspace["sources"]![0]!["destinations"]![4]!["destinationDefinition"]!["config"]!["supportedMessageTypes"] = new JsonArray("identify");
        _server.WriteWorkspace(workspace.ToJsonString());
        Assert.True(await _server.StartAsync(Ct, fault: null, flags), _server.Output);
    }

    private async Task<string> FoundAsync(params string[] flags)
    {
        var (code, text, _) = await _server.TryCommandAsync(Ct, ["events", "find", .. flags]);
        Assert.Equal(0, code);
        return text;
    }

    private async Task SendAsync(string body) => Assert.Equal(HttpStatusCode.OK, await _server.PostAsync("/v1/track", Encoding.UTF8.GetBytes(body), Ct));

    private async Task<List<JsonElement>> FindAsync(string query)
    {
        var lines = new List<JsonElement>();
        await foreach (var line in _server.FollowAsync($"events?{query}", Ct))
        {
            lines.Add(line);
        }

        return lines;
    }

    private static Dictionary<string, (string State, string Detail)> States(List<JsonElement> lines) =>
        lines[0].TryGetProperty("destinations", out var destinations)
            ? destinations.EnumerateArray().ToDictionary(d => Text(d, "id"), d => (Text(d, "state"), d.TryGetProperty("detail", out var detail) ? detail.GetString()! : ""))
            : [];

    private static string Text(JsonElement of, string name) => of.GetProperty(name).GetString()!;
}
