using Pintle.Lanes.Processing;
using Pintle.Store.Segments;
using Pintle.Workspace;

namespace Pintle.Lanes.Tail;

/// <summary>
/// A segment as consumers share it: decoded once, each event processed once, on first demand, with the configuration of
/// that moment. Where only one consumer processes, nothing processed is kept. Thread-safe.
/// </summary>
public sealed class TailSegment(Segment segment, ProcessingSteps steps, WorkspaceHolder workspace, Func<bool> isShared)
{
    // Processed events take about twice the memory of the stored ones: text and index.
    private const int ProcessedFactor = 3;

    private readonly Lock _gate = new();
    private ProcessedEvent?[]? _processed;

    public Segment Segment { get; } = segment;

    public int Shard => Segment.Shard;

    public long Sequence => Segment.Sequence;

    internal long Weight => Segment.Weight * ProcessedFactor;

    /// <summary>The processed form of an event. Consumers that walk together take turns, so the work is done once.</summary>
    public ProcessedEvent Process(int index)
    {
        if (!isShared())
        {
            return Fresh(index);
        }

        lock (_gate)
        {
            _processed ??= new ProcessedEvent?[Segment.Events.Length];
            return _processed[index] ??= Fresh(index);
        }
    }

    private ProcessedEvent Fresh(int index) => steps.Process(Segment.Events[index].Header, Segment.Events[index].Body, workspace.Require());
}
