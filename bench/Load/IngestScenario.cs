using System.Globalization;

namespace Pintle.Load;

/// <summary>Durable ingest and what it writes, in turn with its yardstick: a bare endpoint, or for batches the same gateway without a store.</summary>
internal static class IngestScenario
{
    public static async Task<int> RunAsync(Arguments arguments)
    {
        var pool = new EventPool();
        var time = TimeSpan.FromSeconds(arguments.Seconds > 0 ? arguments.Seconds : 5);
        var kind = arguments.EventsPerRequest == 1 ? Yardstick.Bare : Yardstick.Parsing;
        byte[] Request() => pool.Request(arguments.EventsPerRequest);
        using var yardstick = await Subject.YardstickAsync(kind);
        await using var store = await StoreUnderLoad.StartAsync(arguments.Store);
        using var pintle = await Subject.PintleAsync(Subject.Workspace(0, ""), store);
        await Generator.RunAsync(yardstick.Port, arguments.Connections, TimeSpan.FromSeconds(5), Request);
        await Generator.RunAsync(pintle.Port, arguments.Connections, TimeSpan.FromSeconds(5), Request);
        var ratios = new List<double>();
        var (stored, written, onDisks) = (pintle.StoredBytes, pintle.StoreWrittenBytes, Subject.WrittenBytes);
        var events = 0L;
        for (var round = 0; round < arguments.Rounds; round++)
        {
            var yard = await Generator.RunAsync(yardstick.Port, arguments.Connections, time, Request);
            var ours = await Generator.RunAsync(pintle.Port, arguments.Connections, time, Request);
            ratios.Add(ours.PerSecond / yard.PerSecond);
            events += ours.Requests * arguments.EventsPerRequest;
            Console.WriteLine(string.Create(
                CultureInfo.InvariantCulture,
                $"{kind} {yard.PerSecond:F0} req/s, Pintle {ours.PerSecond:F0} req/s = {ours.PerSecond * arguments.EventsPerRequest:F0} events/s, ratio {ratios[^1]:F2}, p50 {ours.Percentile(0.5):F1} ms, p99 {ours.Percentile(0.99):F1} ms, failures {ours.Failures + yard.Failures}, RSS {pintle.ResidentMb:F0} MB"));
        }

        var size = events * pool.EventBytes;
        var perCommit = await pintle.MetricAsync("pintle_lanes_events_per_commit_sum") / await pintle.MetricAsync("pintle_lanes_events_per_commit_count");
        ratios.Sort();
        Console.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"{arguments.Store}, {arguments.EventsPerRequest} events/request, {arguments.Connections} connections: median {ratios[ratios.Count / 2]:F2} of {kind}; on disk {(pintle.StoredBytes - stored) / size:F2}, written by the store {(pintle.StoreWrittenBytes - written) / size:F2}, as the disks count it {(Subject.WrittenBytes - onDisks) / size:F2} of the events' size ({pool.EventBytes:F0} B each), {perCommit:F0} events a commit"));
        return 0;
    }
}
