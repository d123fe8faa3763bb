namespace Pintle.Load;

/// <summary>Durable ingest beside a bare endpoint, in turn, and what it writes.</summary>
internal static class IngestScenario
{
    public static async Task<int> RunAsync(Arguments arguments)
    {
        var pool = new EventPool();
        var time = TimeSpan.FromSeconds(arguments.Seconds);
        byte[] Request() => pool.Request(arguments.EventsPerRequest);
        using var bare = await Subject.YardstickAsync();
        using var pintle = await Subject.PintleAsync(Subject.Workspace(0, ""));
        await Generator.RunAsync(bare.Port, arguments.Connections, TimeSpan.FromSeconds(2), Request);
        await Generator.RunAsync(pintle.Port, arguments.Connections, TimeSpan.FromSeconds(2), Request);
        var ratios = new List<double>();
        var (stored, written) = (pintle.StoredBytes, pintle.WrittenBytes);
        var events = 0L;
        for (var round = 0; round < arguments.Rounds; round++)
        {
            var yard = await Generator.RunAsync(bare.Port, arguments.Connections, time, Request);
            var ours = await Generator.RunAsync(pintle.Port, arguments.Connections, time, Request);
            ratios.Add(ours.PerSecond / yard.PerSecond);
            events += ours.Requests * arguments.EventsPerRequest;
            Console.WriteLine(
                $"bare {yard.PerSecond:F0} req/s, Pintle {ours.PerSecond:F0} req/s = {ours.PerSecond * arguments.EventsPerRequest:F0} events/s, ratio {ratios[^1]:F2}, "
                + $"p50 {ours.Percentile(0.5):F1} ms, p99 {ours.Percentile(0.99):F1} ms, failures {ours.Failures + yard.Failures}, RSS {pintle.ResidentMb:F0} MB");
        }

        var size = events * pool.EventBytes;
        ratios.Sort();
        Console.WriteLine(
            $"median ratio {ratios[ratios.Count / 2]:F2}; on disk {(pintle.StoredBytes - stored) / size:F2}, written {(pintle.WrittenBytes - written) / size:F2} of the events' size ({pool.EventBytes:F0} B each)");
        return 0;
    }
}
