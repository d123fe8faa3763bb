using System.Diagnostics.Metrics;
using Pintle.Store.Segments;

namespace Pintle.Lanes;

/// <summary>Metrics of the lanes. Names and units are part of the product: dashboards use them. Nothing is allocated per call.</summary>
internal static class LaneMetrics
{
    private static readonly Meter Meter = new("Pintle.Lanes");

    public static readonly Counter<long> Duplicates =
        Meter.CreateCounter<long>("pintle.lanes.duplicates", "{event}", "Events left out because their message id was accepted before.");

    private static readonly Counter<long> DamagedSegments =
        Meter.CreateCounter<long>("pintle.lanes.damaged_segments", "{segment}", "Segments, or unreadable stretches of several, that were set aside and passed over, by shard.");

    private static readonly Counter<long> Events =
        Meter.CreateCounter<long>("pintle.lanes.committed_events", "{event}", "Events made durable, by shard.");

    private static readonly Counter<long> EventBytes =
        Meter.CreateCounter<long>("pintle.lanes.committed_event_bytes", "By", "Size of the durable events before compression, by shard.");

    private static readonly Counter<long> StoredBytes =
        Meter.CreateCounter<long>("pintle.lanes.committed_stored_bytes", "By", "Size of the segments as stored, by shard.");

    private static readonly Histogram<int> EventsPerCommit = Meter.CreateHistogram(
        "pintle.lanes.events_per_commit", "{event}", "Events in one commit, by shard.",
        advice: new InstrumentAdvice<int> { HistogramBucketBoundaries = [1, 4, 16, 64, 256, 1024, 4096] });

    private static readonly Histogram<double> AppendDuration = Meter.CreateHistogram<double>(
        "pintle.lanes.append_duration", "s", "Time that the store took to make one segment durable, by shard.",
        advice: new InstrumentAdvice<double> { HistogramBucketBoundaries = [0.0005, 0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 5] });

    private static readonly Counter<long> AppendErrors =
        Meter.CreateCounter<long>("pintle.lanes.append_errors", "{attempt}", "Appends that the store could not take and that were repeated, by shard.");

    private static readonly Counter<long> TailMisses =
        Meter.CreateCounter<long>("pintle.lanes.tail_misses", "{read}", "Reads of consumers that were behind the tail in memory and went to the store, by shard.");

    /// <summary>Shows a shard's errors as none from the start on: an increase from nothing could not be seen.</summary>
    public static void Begin(int shard)
    {
        AppendErrors.Add(0, ShardTag.Of(shard));
        TailMisses.Add(0, ShardTag.Of(shard));
        DamagedSegments.Add(0, ShardTag.Of(shard));
    }

    public static void Damaged(int shard) => DamagedSegments.Add(1, ShardTag.Of(shard));

    public static void Committed(int shard, int events, EncodedSegment segment)
    {
        var tag = ShardTag.Of(shard);
        Events.Add(events, tag);
        EventBytes.Add(segment.EventBytes, tag);
        StoredBytes.Add(segment.Head.Length + segment.Body.Length + segment.Keys.Length, tag);
        EventsPerCommit.Record(events, tag);
    }

    public static void Appended(int shard, double seconds) => AppendDuration.Record(seconds, ShardTag.Of(shard));

    public static void AppendFailed(int shard) => AppendErrors.Add(1, ShardTag.Of(shard));

    public static void TailMissed(int shard) => TailMisses.Add(1, ShardTag.Of(shard));
}
