using System.Diagnostics.Metrics;

namespace Pintle.Lanes;

/// <summary>What the lanes hold in memory, read when metrics are collected.</summary>
public sealed class LaneGauges : IDisposable
{
    private readonly Meter _meter = new("Pintle.Lanes");

    public LaneGauges(Func<IReadOnlyList<LaneReading>> read)
    {
        Gauge("pintle.lanes.tail_bytes", "By", "Memory of recent events with their processed form, by shard.", r => r.TailBytes);
        Gauge("pintle.lanes.duplicate_window_entries", "{message}", "Message ids that are remembered, by shard.", r => r.DuplicateEntries);
        Gauge("pintle.lanes.duplicate_window_length", "s", "How far back message ids are remembered now, by shard; shorter than configured when there are too many.", r => r.DuplicateWindow.TotalSeconds);

        void Gauge(string name, string unit, string description, Func<LaneReading, double> value) => _meter.CreateObservableGauge(
            name, () => read().Select(r => new Measurement<double>(value(r), new KeyValuePair<string, object?>("shard", r.Shard))), unit, description);
    }

    public void Dispose() => _meter.Dispose();
}

/// <summary>What a shard's lanes hold in memory.</summary>
public sealed record LaneReading(int Shard, long TailBytes, int DuplicateEntries, TimeSpan DuplicateWindow);
