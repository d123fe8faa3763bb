using System.Net;
using Pintle.TestKit;

namespace Pintle.EndToEnd.Tests;

public sealed class ReplayTests
{
    private readonly CancellationTokenSource _limit = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);

    public ReplayTests() => _limit.CancelAfter(TimeSpan.FromSeconds(90));

    private CancellationToken Ct => _limit.Token;

    [Fact]
    public async Task A_replay_from_the_log_survives_a_kill_and_delivers_what_was_asked_for()
    {
        await using var vendor = await FakeVendor.StartAsync();
        await using var server = new ServerProcess();
        server.WriteWorkspace(WorkspaceJson.Of(("hook", vendor.Url)));
        Assert.True(await server.StartAsync(Ct), server.Output);
        var events = new SampleEvents(1);
        await server.PostAsync("/v1/batch", SampleEvents.Batch(Enumerable.Range(0, 3_000).Select(n => events.Track($"u{n % 50}", $"m{n}", n))), Ct);
        await server.UntilAsync(async () => await server.CountAsync(3, "hook", Ct) == 3_000, Ct);
        var live = vendor.Accepted.Count;

        const string Everything = "replay?destination=hook&from=2020-01-01T00:00:00Z&type=track";
        Assert.Equal(HttpStatusCode.BadRequest, await server.AdminSendAsync(HttpMethod.Post, "replay?destination=hook", Ct));
        Assert.Equal(HttpStatusCode.Accepted, await server.AdminSendAsync(HttpMethod.Post, Everything + "&rate=1000/s", Ct));
        Assert.Equal(HttpStatusCode.Conflict, await server.AdminSendAsync(HttpMethod.Post, Everything, Ct));
        await server.UntilAsync(() => Task.FromResult(vendor.Accepted.Count > live + 500), Ct);
        server.Kill();
        Assert.True(await server.StartAsync(Ct), server.Output);
        await server.UntilAsync(async () => (await server.AdminAsync("jobs", Ct))[0].GetProperty("state").GetString() == "done", Ct);

        var again = new DeliveryLog([.. vendor.Accepted.Skip(live)]);
        Assert.Equal(3_000, again.Unique);
        Assert.InRange(again.Duplicates, 0, 800);
        Assert.Empty(again.OutOfOrder);
        Assert.Equal(3_000, (await server.AdminAsync("jobs", Ct))[0].GetProperty("progress").GetProperty("delivered").GetInt64());
    }
}
