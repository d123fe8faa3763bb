using System.Diagnostics.Metrics;

namespace Pintle.Insight;

/// <summary>How full the store is, read when metrics are collected.</summary>
public sealed class StoreGauges : IDisposable
{
    private readonly Meter _meter = new("Pintle.Store");

    /// <param name="shards">State of every shard, as known last.</param>
    /// <param name="deadLetters">Stored dead letters of every destination, as known last.</param>
    /// <param name="disk">The data directory's disk.</param>
    /// <param name="time">The clock of ages.</param>
    public StoreGauges(
        Func<IReadOnlyList<ShardReading>> shards, Func<IReadOnlyDictionary<string, long>> deadLetters, Func<DiskReading?> disk, TimeProvider time)
    {
        Gauge("pintle.store.size", "By", "Bytes of the store on disk, by shard.", s => s.Bytes);
        Gauge("pintle.store.segments", "{segment}", "Segments in the log, by shard.", s => s.Segments);
        Gauge("pintle.store.oldest_event", "s", "Age of the oldest segment in the log, by shard.", s => s.OldestAppend is { } at ? Math.Max(0, (time.GetUtcNow() - at).TotalSeconds) : 0);
        _meter.CreateObservableGauge(
            "pintle.store.dead_letters", () => deadLetters().Select(d => new Measurement<long>(d.Value, new KeyValuePair<string, object?>("destination", d.Key))),
            "{event}", "Dead letters that are kept, by destination.");
        _meter.CreateObservableGauge("pintle.store.disk_free", () => Disk(d => d.Free), "By", "Free bytes on the data directory's disk.");
        _meter.CreateObservableGauge("pintle.store.disk_min_free", () => Disk(d => d.MinFree), "By", "Free bytes below which events are refused (store.minFree).");

        void Gauge(string name, string unit, string description, Func<ShardReading, double> value) => _meter.CreateObservableGauge(
            name, () => shards().Select(s => new Measurement<double>(value(s), new KeyValuePair<string, object?>("shard", s.Shard))), unit, description);

        IEnumerable<Measurement<long>> Disk(Func<DiskReading, long> value) => disk() is { } known ? [new Measurement<long>(value(known))] : [];
    }

    public void Dispose() => _meter.Dispose();
}

/// <summary>State of a shard's log.</summary>
public sealed record ShardReading(int Shard, long Bytes, long Segments, DateTimeOffset? OldestAppend);

/// <summary>State of the data directory's disk.</summary>
public sealed record DiskReading(long Free, long MinFree);
