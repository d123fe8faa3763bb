using System.Net;
using Pintle.TestKit;

namespace Pintle.EndToEnd.Tests;

/// <summary>Twenty destinations, one of which accepts connections and never says a word.</summary>
public sealed class HangingDestinationTests
{
    private const int Others = 19;
    private const int Events = 6_000;
    private const int PerRequest = 100;

    private readonly CancellationTokenSource _limit = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);

    public HangingDestinationTests() => _limit.CancelAfter(TimeSpan.FromSeconds(120));

    private CancellationToken Ct => _limit.Token;

    [Fact]
    public async Task The_other_nineteen_get_everything_in_order_and_memory_stays_flat()
    {
        await using var silent = new SilentVendor();
        await using var vendor = await FakeVendor.StartAsync();
        await using var server = new ServerProcess();
        server.WriteWorkspace(WorkspaceJson.Of([new Webhook("silent", silent.Url), .. Enumerable.Range(0, Others).Select(n => new Webhook($"hook-{n}", $"{vendor.Url}/{n}"))]));
        Assert.True(await server.StartAsync(Ct, fault: null, "--lanes.tailBytes", "4MB", "--log.level", "warning"), server.Output);
        var samples = new SampleEvents(20);
        var memory = new List<long>();
        for (var from = 0; from < Events; from += PerRequest)
        {
            var body = SampleEvents.Batch(Enumerable.Range(from, PerRequest).Select(n => samples.Track($"u{n % 500}", $"m{n}", n)));
            Assert.Equal(HttpStatusCode.OK, await server.PostAsync("/v1/batch", body, Ct));
            await vendor.WaitForAsync((from + PerRequest) * Others, Ct);
            memory.Add(server.Memory);
        }

        await server.UntilAsync(async () => await DeliveredAsync(server) == Events * Others, Ct);
        foreach (var calls in vendor.Accepted.GroupBy(c => c.Target))
        {
            var log = new DeliveryLog(calls);
            Assert.Equal((Events, 0), (log.Unique, log.Duplicates));
            Assert.Empty(log.OutOfOrder);
        }

        var hanging = (await server.AdminAsync("status", Ct)).GetProperty("destinations").EnumerateArray().Single(d => d.GetProperty("destinationId").GetString() == "silent");
        Assert.Equal((Events, 0), (hanging.GetProperty("waiting").GetInt64(), hanging.GetProperty("parkedUsers").GetInt32()));
        Assert.InRange(silent.Connections, 1, int.MaxValue);
        var third = memory.Count / 3;
        var (first, last) = (memory.Skip(third / 2).Take(third).Average() / 1e6, memory.TakeLast(third).Average() / 1e6);
        TestContext.Current.TestOutputHelper?.WriteLine($"RSS {first:F0} MB early, {last:F0} MB late; {silent.Connections} silent connections; {hanging}");
        Assert.InRange(last, 0, first * 1.3);
    }

    private async Task<long> DeliveredAsync(ServerProcess server) => (await server.AdminAsync("counters", Ct)).EnumerateArray()
        .Where(row => row.GetProperty("key").GetProperty("kind").GetInt32() == 3).Sum(row => row.GetProperty("count").GetInt64());
}
