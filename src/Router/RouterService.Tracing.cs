using Pintle.DestinationKit.Delivery;
using Pintle.Router.Delivery;
using Pintle.Router.Tracing;
using Pintle.Store;
using Pintle.Store.Segments;

namespace Pintle.Router;

/// <summary>Answers where an event is.</summary>
public sealed partial class RouterService
{
    /// <summary>
    /// What has become of an event, from the memory of the running loops; rules are today's. A settled one may still be a dead letter:
    /// after <see cref="FlushAsync"/> the store knows.
    /// </summary>
    public EventFate FateOf(SegmentEvent e)
    {
        var snapshot = _workspace.Require();
        var fates = new List<DestinationFate>();
        foreach (var (id, running) in _loops.OrderBy(l => l.Key, StringComparer.Ordinal))
        {
            var fate = running.Loop.FateOf(e);
            if (fate.Kind != FateKind.NotConnected || snapshot.IsFed(e.Header.SourceId, id))
            {
                fates.Add(fate.Kind == FateKind.Done ? Judged(fate, running.Loop.Judge(e)) : fate);
            }
        }

        return new EventFate(_bookkeeper?.HasCounted(e.Lane, e.Offset) == true, _setup.Steps.Drop(e.Header, snapshot), fates);
    }

    /// <summary>Completes when everything that was settled before the call is in the store.</summary>
    public Task FlushAsync(CancellationToken ct) => Task.WhenAll(_setup.Committers.Select(c => c.FlushAsync(ct)));

    /// <summary>Append time of the oldest event that each destination still has to settle; null when it is up to date.</summary>
    /// <exception cref="StoreUnavailableException">The store can't say now.</exception>
    public async Task<IReadOnlyDictionary<string, DateTimeOffset?>> OldestWaitingAsync(CancellationToken ct)
    {
        var ages = new Dictionary<string, DateTimeOffset?>();
        foreach (var (id, running) in _loops)
        {
            var (oldest, unopened) = running.Loop.OldestWaiting();
            foreach (var (shard, sequence) in unopened)
            {
                if (await _setup.Store.ReadAsync(shard, sequence, 1, SegmentParts.Head, ct) is [var head, ..] && !(oldest <= head.AppendedAt))
                {
                    oldest = head.AppendedAt;
                }
            }

            ages[id] = oldest;
        }

        return ages;
    }

    private static DestinationFate Judged(DestinationFate fate, Transformed? today) => today switch
    {
        { Verdict: { Kind: VerdictKind.Filtered } filtered } => fate with { Kind = FateKind.Filtered, Detail = filtered.Reason },
        { Verdict: { Kind: VerdictKind.Abort } refused } => fate with { Detail = $"today's configuration would refuse it: {refused.Reason}" },
        { Requests: null, Verdict: null } => fate with { Kind = FateKind.Filtered, Detail = "dropped before the fan-out" },
        _ => fate,
    };
}
