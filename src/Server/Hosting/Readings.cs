using Pintle.Insight;
using Pintle.Lanes;
using Pintle.Router;
using Pintle.Store;
using Pintle.Store.DeadLetters;

namespace Pintle.Server.Hosting;

/// <summary>What metrics show of store and router: the dear part is looked up now and then, the cheap part when it is collected.</summary>
internal sealed class Readings : IDisposable
{
    private static readonly TimeSpan Every = TimeSpan.FromSeconds(15);

    private readonly IEventStore _store;
    private readonly RouterService _router;
    private readonly TimeProvider _time;
    private readonly IDisposable[] _gauges;
    private volatile IReadOnlyList<ShardReading> _shards = [];
    private volatile IReadOnlyDictionary<string, long> _deadLetters = new Dictionary<string, long>();
    private volatile IReadOnlyDictionary<string, DateTimeOffset?> _oldest = new Dictionary<string, DateTimeOffset?>();

    public Readings(IEventStore store, LaneOwner lanes, RouterService router, DiskGuard disk, TimeProvider time)
    {
        (_store, _router, _time) = (store, router, time);
        _gauges =
        [
            new LaneGauges(lanes.Readings),
            new DestinationGauges(router.Status, destination => _oldest.GetValueOrDefault(destination), time),
            new StoreGauges(() => _shards, () => _deadLetters, () => disk.Reading, time),
        ];
    }

    public async Task RunAsync(CancellationToken ct)
    {
        using var timer = new PeriodicTimer(Every, _time);
        do
        {
            try
            {
                await LookAsync(ct);
            }
            catch (StoreUnavailableException)
            {
                // Readiness and the committers report it; the last readings stay.
            }
        }
        while (await timer.WaitForNextTickAsync(ct));
    }

    public void Dispose() => Array.ForEach(_gauges, g => g.Dispose());

    private async Task LookAsync(CancellationToken ct)
    {
        var shards = new List<ShardReading>();
        for (var shard = 0; shard < _store.ShardCount; shard++)
        {
            var status = await _store.StatusAsync(shard, ct);
            shards.Add(new ShardReading(shard, status.Bytes, status.NextSequence - status.FirstSequence, status.OldestAppend));
        }

        _shards = shards;
        _oldest = await _router.OldestWaitingAsync(ct);
        _deadLetters = (await _store.DeadLetters.GroupsAsync(new DeadLetterFilter(), ct))
            .GroupBy(g => g.DestinationId).ToDictionary(g => g.Key, g => g.Sum(x => x.Count));
    }
}
