using System.Diagnostics;
using System.Net;
using Microsoft.AspNetCore.Http;
using Pintle.TestKit;

namespace Pintle.EndToEnd.Tests;

/// <summary>The real server in bad weather: hanging vendors, SIGTERM under load.</summary>
public sealed class WeatherTests
{
    private readonly CancellationTokenSource _limit = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);

    public WeatherTests() => _limit.CancelAfter(TimeSpan.FromSeconds(100));

    private CancellationToken Ct => _limit.Token;

    [Fact]
    public async Task Sigterm_under_load_ends_in_time_with_nothing_lost_and_nothing_twice_even_when_sent_twice()
    {
        await using var vendor = await FakeVendor.StartAsync();
        vendor.Answer = (_, _) => Task.Delay(5, Ct);
        await using var server = new ServerProcess();
        server.WriteWorkspace(WorkspaceJson.Of(("hook", vendor.Url)));
        Assert.True(await server.StartAsync(Ct), server.Output);
        var stored = new HashSet<string>();
        var (started, clients) = (new SemaphoreSlim(0), 8);
        var load = Enumerable.Range(0, clients).Select(client => Task.Run(
            async () =>
            {
                var samples = new SampleEvents(client);
                for (var n = 0L; ; n++)
                {
                    var ids = Enumerable.Range(0, 10).Select(i => $"c{client}-{n}-{i}").ToList();
                    var number = n;
                    var answer = await server.PostAsync("/v1/batch", SampleEvents.Batch(ids.Select((id, i) => samples.Track($"c{client}", id, (number * 10) + i))), Ct);
                    if (answer != HttpStatusCode.OK)
                    {
                        return;
                    }

                    lock (stored)
                    {
                        stored.UnionWith(ids);
                    }

                    started.Release();
                }
            },
            Ct)).ToArray();
        for (var n = 0; n < clients * 10; n++)
        {
            await started.WaitAsync(Ct);
        }

        var clock = Stopwatch.StartNew();
        var stopping = server.StopAsync(Ct);
        var again = server.StopAsync(Ct);
        Assert.Equal((0, 0), (await stopping, await again));
        Assert.InRange(clock.Elapsed, TimeSpan.Zero, TimeSpan.FromSeconds(25));
        await Task.WhenAll(load);
        Assert.True(await server.StartAsync(Ct), server.Output);
        await server.UntilAsync(() => Task.FromResult(vendor.Accepted.Count >= stored.Count), Ct);
        await server.UntilAsync(async () => await server.CountAsync(3, "hook", Ct) == await server.CountAsync(1, "", Ct), Ct);

        var log = new DeliveryLog(vendor.Accepted);
        Assert.Empty(stored.Except(log.MessageIds));
        Assert.Equal(0, log.Duplicates);
        Assert.Empty(log.OutOfOrder);
    }

    [Fact]
    public async Task Sigterm_while_a_vendor_hangs_ends_in_time_and_the_event_is_delivered_after_the_start()
    {
        var hangs = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var hung = false;
        await using var vendor = await FakeVendor.StartAsync();
        vendor.Answer = async (_, context) =>
        {
            if (!hung)
            {
                hung = true;
                context.Response.StatusCode = StatusCodes.Status500InternalServerError;
                hangs.SetResult();
                await Task.WhenAny(Task.Delay(Timeout.Infinite, context.RequestAborted));
            }
        };
        await using var server = new ServerProcess();
        server.WriteWorkspace(WorkspaceJson.Of(("hook", vendor.Url)));
        Assert.True(await server.StartAsync(Ct, fault: null, "--router.requestTimeout", "60s"), server.Output);
        await server.PostAsync("/v1/batch", SampleEvents.Batch([new SampleEvents(1).Track("u", "m", 1)]), Ct);
        await hangs.Task.WaitAsync(Ct);

        var clock = Stopwatch.StartNew();
        Assert.Equal(0, await server.StopAsync(Ct));
        Assert.InRange(clock.Elapsed, TimeSpan.Zero, TimeSpan.FromSeconds(25));
        Assert.True(await server.StartAsync(Ct), server.Output);
        await vendor.WaitForAsync(1, Ct);
        await server.UntilAsync(async () => await server.CountAsync(3, "hook", Ct) == 1, Ct);
        Assert.Single(vendor.Accepted);
    }
}
