using System.Net;
using Pintle.TestKit;

namespace Pintle.EndToEnd.Tests;

/// <summary>A disk with no room at all, which <c>store.minFree</c> didn't prevent, under the running server and under one that starts.</summary>
public sealed class DiskFullTests
{
    private readonly CancellationTokenSource _limit = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
    private readonly HashSet<string> _acknowledged = [];
    private readonly SampleEvents _samples = new(13);
    private long _sent;

    public DiskFullTests() => _limit.CancelAfter(TimeSpan.FromSeconds(120));

    private CancellationToken Ct => _limit.Token;

    [Fact]
    public async Task Senders_are_put_off_nothing_acknowledged_is_lost_and_all_goes_on_when_there_is_room()
    {
        await using var disk = await SmallDisk.TryMountAsync(megabytes: 32);
        Assert.SkipWhen(disk is null, "Only root can mount a small disk.");
        await using var vendor = await FakeVendor.StartAsync();
        await using var server = new ServerProcess(disk.Path);
        server.WriteWorkspace(WorkspaceJson.Of(("hook", vendor.Url)));
        Assert.True(await server.StartAsync(Ct), server.Output);
        Assert.Equal(HttpStatusCode.OK, await SendAsync(server));

        disk.Fill(free: 256 << 10);
        await server.UntilAsync(async () => await SendAsync(server) == HttpStatusCode.ServiceUnavailable, Ct);
        Assert.Equal(HttpStatusCode.ServiceUnavailable, await SendAsync(server));
        disk.MakeRoom();
        await server.UntilAsync(async () => await SendAsync(server) == HttpStatusCode.OK, Ct);
        await AssertAllArriveAsync(server, vendor);

        disk.Fill(free: 0);
        server.Kill();
        var started = server.StartAsync(Ct);
        await Task.WhenAny(started, server.UntilAsync(async () => (await server.ControlAsync("/health/live", Ct))?.Status == HttpStatusCode.OK, Ct));
        disk.MakeRoom();
        Assert.True(await started, server.Output);
        await server.UntilAsync(async () => await SendAsync(server) == HttpStatusCode.OK, Ct);
        await AssertAllArriveAsync(server, vendor);
    }

    private async Task<HttpStatusCode?> SendAsync(ServerProcess server)
    {
        var numbers = Enumerable.Range(0, 200).Select(_ => ++_sent).ToList();
        var status = await server.PostAsync("/v1/batch", SampleEvents.Batch(numbers.Select(n => _samples.Track($"u{n % 20}", $"m{n}", n))), Ct);
        Assert.True(status is HttpStatusCode.OK or HttpStatusCode.ServiceUnavailable, $"{status}\n{server.Output}");
        if (status == HttpStatusCode.OK)
        {
            _acknowledged.UnionWith(numbers.Select(n => $"m{n}"));
        }

        return status;
    }

    private async Task AssertAllArriveAsync(ServerProcess server, FakeVendor vendor)
    {
        await server.UntilAsync(
            async () => _acknowledged.IsSubsetOf(new DeliveryLog(vendor.Accepted).MessageIds) && await server.CountAsync(1, "", Ct) == await server.CountAsync(3, "hook", Ct), Ct);
        var log = new DeliveryLog(vendor.Accepted);
        Assert.Empty(log.OutOfOrder);
        Assert.Equal(log.Unique, await server.CountAsync(1, "", Ct));
    }
}
