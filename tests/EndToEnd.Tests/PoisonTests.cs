using System.Net;
using Pintle.TestKit;

namespace Pintle.EndToEnd.Tests;

/// <summary>An event whose transformation ends the process.</summary>
public sealed class PoisonTests
{
    private const int Events = 2_000;
    private const string Fault = "event:Poison";

    private readonly CancellationTokenSource _limit = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);

    public PoisonTests() => _limit.CancelAfter(TimeSpan.FromSeconds(120));

    private CancellationToken Ct => _limit.Token;

    [Fact]
    public async Task After_three_crashes_it_is_a_dead_letter_and_everything_else_is_delivered_in_order()
    {
        await using var vendor = await FakeVendor.StartAsync();
        await using var server = new ServerProcess();
        var (good, paused) = (new Webhook("hook", vendor.Url), new Webhook("hook", vendor.Url, Paused: true));
        server.WriteWorkspace(WorkspaceJson.Of([paused]));
        Assert.True(await server.StartAsync(Ct), server.Output);
        var samples = new SampleEvents(1);
        var events = Enumerable.Range(0, Events).Select(n => samples.Track($"u{n % 50}", $"m{n}", n)).ToList();
        events[Events / 2] = """{"type":"track","event":"Poison","userId":"u0","messageId":"poison","properties":{"number":1000}}""";
        Assert.Equal(HttpStatusCode.OK, await server.PostAsync("/v1/batch", SampleEvents.Batch(events), Ct));
        Assert.Equal(0, await server.StopAsync(Ct));

        server.WriteWorkspace(WorkspaceJson.Of([good]));
        for (var crash = 1; crash <= 3; crash++)
        {
            await server.StartAsync(Ct, Fault);
            Assert.NotEqual(0, await server.EndAsync(Ct));
        }

        Assert.True(await server.StartAsync(Ct, Fault), server.Output);
        await server.UntilAsync(async () => await server.CountAsync(3, "hook", Ct) == Events - 1, Ct);
        var letter = Assert.Single((await server.AdminAsync("deadletters?destination=hook", Ct)).GetProperty("letters").EnumerateArray());
        Assert.Equal(("crashed the process", "poison"), (letter.GetProperty("reason").GetString(), letter.GetProperty("messageId").GetString()));
        var log = new DeliveryLog(vendor.Accepted);
        Assert.Equal(Events - 1, log.Unique);
        Assert.Empty(log.OutOfOrder);
        Assert.InRange(log.Duplicates, 0, 3 * 800);

        // With the fault mended its replay arrives; also after a clean stop, which wipes the strikes out.
        Assert.Equal(0, await server.StopAsync(Ct));
        Assert.True(await server.StartAsync(Ct), server.Output);
        Assert.Equal(HttpStatusCode.Accepted, await server.AdminSendAsync(HttpMethod.Post, "deadletters/replay?destination=hook", Ct));
        await server.UntilAsync(() => Task.FromResult(vendor.Accepted.Any(c => c.Body.Contains("\"poison\"", StringComparison.Ordinal))), Ct);
    }
}
