using Pintle.Lanes.Processing;
using Pintle.Store.Segments;
using Pintle.Workspace;

namespace Pintle.Lanes.Tail;

/// <summary>
/// A segment as consumers share it: decoded once, each event processed once, on first demand, with the configuration of
/// that moment. Thread-safe.
/// </summary>
public sealed class TailSegment(Segment segment, ProcessingSteps steps, WorkspaceHolder workspace)
{
    // Processed events take about twice the memory of the stored ones: text and index.
    private const int ProcessedFactor = 3;

    private readonly ProcessedEvent?[] _processed = new ProcessedEvent?[segment.Events.Length];

    public Segment Segment { get; } = segment;

    public int Shard => Segment.Shard;

    public long Sequence => Segment.Sequence;

    internal long Weight => Segment.Weight * ProcessedFactor;

    /// <summary>The processed form of an event. Consumers that walk together take turns, so the work is done once.</summary>
    public ProcessedEvent Process(int index)
    {
        if (Volatile.Read(ref _processed[index]) is { } done)
        {
            return done;
        }

        lock (_processed)
        {
            if (_processed[index] is { } meanwhile)
            {
                return meanwhile;
            }

            var e = Segment.Events[index];
            var fresh = steps.Process(e.Header, e.Body, workspace.Require());
            Volatile.Write(ref _processed[index], fresh);
            return fresh;
        }
    }
}
