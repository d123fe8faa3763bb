using System.Diagnostics.Metrics;
using Pintle.Store.Segments;

namespace Pintle.Lanes;

/// <summary>Metrics of the lanes. Names and units are part of the product: dashboards use them.</summary>
internal static class LaneMetrics
{
    private static readonly Meter Meter = new("Pintle.Lanes");

    public static readonly Counter<long> Duplicates =
        Meter.CreateCounter<long>("pintle.lanes.duplicates", "{event}", "Events left out because their message id was accepted before.");

    public static readonly Counter<long> DamagedSegments =
        Meter.CreateCounter<long>("pintle.lanes.damaged_segments", "{segment}", "Segments, or unreadable stretches of several, that were set aside and passed over.");

    private static readonly Counter<long> Events =
        Meter.CreateCounter<long>("pintle.lanes.committed_events", "{event}", "Events made durable.");

    private static readonly Counter<long> EventBytes =
        Meter.CreateCounter<long>("pintle.lanes.committed_event_bytes", "By", "Size of the durable events before compression.");

    private static readonly Counter<long> StoredBytes =
        Meter.CreateCounter<long>("pintle.lanes.committed_stored_bytes", "By", "Size of the segments as stored.");

    private static readonly Histogram<int> EventsPerCommit =
        Meter.CreateHistogram<int>("pintle.lanes.events_per_commit", "{event}", "Events in one commit.");

    public static void Committed(int events, EncodedSegment segment)
    {
        Events.Add(events);
        EventBytes.Add(segment.EventBytes);
        StoredBytes.Add(segment.Head.Length + segment.Body.Length + segment.Keys.Length);
        EventsPerCommit.Record(events);
    }
}
