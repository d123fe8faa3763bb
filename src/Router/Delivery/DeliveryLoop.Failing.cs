using Pintle.Lanes.Tail;
using Pintle.Router.Parking;
using Pintle.Router.Sending;
using Pintle.Router.Tracing;

namespace Pintle.Router.Delivery;

/// <summary>What is failing and tried again, for people.</summary>
internal sealed partial class DeliveryLoop
{
    /// <summary>Events that have failed and wait for their next try, by what they came back with, the largest group first.</summary>
    public async Task<DestinationFailing> FailingAsync(CancellationToken ct)
    {
        List<(FailedEvent Failed, DateTimeOffset NextTry)> failed;
        DestinationFailing failing;
        lock (_gate)
        {
            // A hundred thousand at most; what is made of them is made outside.
            failed = [.. _state.Parked.All.Where(u => u.Failed is not null).Select(u => (u.Failed!, u.NextTry))];
            failing = new DestinationFailing(_destinationId, _range is not null, _breaker.IsOpen, Problem, _state.Parked.Waiting - failed.Count, []);
        }

        var groups = new List<FailingGroup>();
        foreach (var group in failed.GroupBy(f => (f.Failed.Last.Reason, f.Failed.Last.StatusCode)).OrderByDescending(g => g.Count()))
        {
            var newest = group.MaxBy(f => f.Failed.FirstAttempt);
            groups.Add(new FailingGroup(
                group.Key.Reason, group.Key.StatusCode, group.LongCount(), group.Min(f => f.Failed.FirstAttempt), group.Min(f => f.NextTry), await SampleAsync(newest.Failed, newest.NextTry, ct)));
        }

        return failing with { Groups = groups };
    }

    private async Task<FailingSample> SampleAsync(FailedEvent failed, DateTimeOffset nextTry, CancellationToken ct)
    {
        Task<TailSegment?> find;
        lock (_gate)
        {
            find = FindAsync(failed.Address);
        }

        var pending = ToPending(failed.Address, (await find.WaitAsync(ct))?.Segment.Find(failed.Address.Lane, failed.Address.Offset));
        return new FailingSample(
            MessageIds.Read(pending.Stored.Span), pending.Header.SourceId, pending.Header.Type, pending.Header.Name, failed.Last.Message, failed.Attempts, failed.FirstAttempt, nextTry,
            First(failed.Remaining) is { } request ? Redaction.Describe(request) : "");
    }
}
