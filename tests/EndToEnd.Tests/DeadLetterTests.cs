using Microsoft.AspNetCore.Http;
using Pintle.TestKit;

namespace Pintle.EndToEnd.Tests;

public sealed class DeadLetterTests
{
    private readonly CancellationTokenSource _limit = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);

    public DeadLetterTests() => _limit.CancelAfter(TimeSpan.FromSeconds(90));

    private CancellationToken Ct => _limit.Token;

    [Fact]
    public async Task A_replay_delivers_every_letter_once_in_order_and_empties_the_box()
    {
        var refuses = true;
        await using var vendor = await FakeVendor.StartAsync();
        vendor.Answer = (_, context) =>
        {
            context.Response.StatusCode = refuses ? StatusCodes.Status400BadRequest : StatusCodes.Status200OK;
            return Task.CompletedTask;
        };
        await using var server = new ServerProcess();
        server.WriteWorkspace(WorkspaceJson.Of(("hook", vendor.Url)));
        Assert.True(await server.StartAsync(Ct), server.Output);
        var events = new SampleEvents(1);
        var batch = SampleEvents.Batch(Enumerable.Range(0, 3_000).Select(n => events.Track($"u{n % 50}", $"m{n}", n)));
        await server.PostAsync("/v1/batch", batch, Ct);
        await server.UntilAsync(async () => await server.CountAsync(5, "hook", Ct) == 3_000, Ct);

        refuses = false;
        Assert.Equal(System.Net.HttpStatusCode.BadRequest, await server.AdminSendAsync(HttpMethod.Post, "deadletters/replay?destination=nope", Ct));
        Assert.Equal(System.Net.HttpStatusCode.Accepted, await server.AdminSendAsync(HttpMethod.Post, "deadletters/replay?destination=hook", Ct));

        await server.UntilAsync(async () => (await server.AdminAsync("jobs", Ct))[0].GetProperty("state").GetString() == "done", Ct);
        var log = new DeliveryLog(vendor.Accepted);
        Assert.Equal((3_000, 0), (log.Unique, log.Duplicates));
        Assert.Empty(log.OutOfOrder);
        Assert.Equal(0, (await server.AdminAsync("deadletters/groups", Ct)).GetArrayLength());
    }

    [Fact]
    public async Task A_deleted_destinations_waiting_events_are_counted_and_its_state_goes()
    {
        await using var server = new ServerProcess();
        server.WriteWorkspace(WorkspaceJson.Of(("hook", "http://127.0.0.1:1/")));
        Assert.True(await server.StartAsync(Ct), server.Output);
        var events = new SampleEvents(1);
        await server.PostAsync("/v1/batch", SampleEvents.Batch(Enumerable.Range(0, 500).Select(n => events.Track($"u{n}", $"m{n}", n))), Ct);
        await server.UntilAsync(async () => (await server.AdminAsync("status", Ct)).GetProperty("destinations")[0].GetProperty("problem").GetString()!.Length > 0, Ct);

        server.WriteWorkspace(WorkspaceJson.Of());

        await server.UntilAsync(async () => (await server.AdminAsync("status", Ct)).GetProperty("destinations").GetArrayLength() == 0, Ct);
        Assert.Equal(500, await server.CountAsync(6, "hook", Ct));
        Assert.Equal(500, await server.CountAsync(1, "", Ct));
    }
}
