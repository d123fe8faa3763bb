using System.Runtime.CompilerServices;
using System.Text.Json;
using Pintle.Events;
using Pintle.Lanes;
using Pintle.Lanes.Processing;
using Pintle.Store;
using Pintle.Workspace;

namespace Pintle.Router.UserCode;

/// <summary>Events of the log as they reach a destination's user transformation, in batches of one source. Nothing is delivered or noted.</summary>
internal sealed class CodeHistory(IEventStore store, LaneOwner lanes, ProcessingSteps steps, WorkspaceSnapshot snapshot, Destination destination, TransformationRef transformation, int batchSize)
{
    private readonly Dictionary<string, List<(EventHeader Header, JsonElement Message)>> _bySource = [];

    /// <summary>What was appended from a time on and is still in the log, up to now.</summary>
    public async IAsyncEnumerable<CodeSample> ReadAsync(DateTimeOffset from, [EnumeratorCancellation] CancellationToken ct)
    {
        for (var shard = 0; shard < store.ShardCount; shard++)
        {
            var end = lanes.Reader.LastSequence(shard) + 1;
            var first = Math.Min((await store.StatusAsync(shard, ct)).FirstSequence, end);
            var next = await SequenceByTime.FindInLogAsync(store, shard, first, end, from, ct);
            while (next < end)
            {
                var page = await lanes.Reader.ReadAsync(shard, next, ct);
                if (page.Next == next)
                {
                    break;
                }

                next = page.Next;
                foreach (var e in page.Segments.SelectMany(s => s.Segment.Events))
                {
                    if (Add(e.Header, e.Body) is { } full)
                    {
                        yield return full;
                    }
                }
            }
        }

        foreach (var rest in _bySource.Values.Where(events => events.Count > 0))
        {
            yield return Sample(rest);
        }
    }

    private CodeSample? Add(EventHeader header, ReadOnlyMemory<byte> stored)
    {
        if (!snapshot.IsFed(header.SourceId, destination.Id) || steps.Process(header, stored, snapshot) is not { DropReason: null } processed
            || steps.Select(processed, snapshot.SourcesById[header.SourceId], destination) is not null)
        {
            return null;
        }

        if (!_bySource.TryGetValue(header.SourceId, out var events))
        {
            _bySource[header.SourceId] = events = [];
        }

        events.Add((header, processed.Message));
        if (events.Count < batchSize)
        {
            return null;
        }

        _bySource[header.SourceId] = [];
        return Sample(events);
    }

    private CodeSample Sample(List<(EventHeader Header, JsonElement Message)> events)
    {
        var text = new CodeEvents(snapshot.SourcesById[events[0].Header.SourceId], destination, transformation).Write(events);
        return new CodeSample(new CodeBatch(transformation, snapshot, text), events);
    }
}

/// <summary>A batch of events of the log, and the events in it.</summary>
public sealed record CodeSample(CodeBatch Batch, IReadOnlyList<(EventHeader Header, JsonElement Message)> Events);
