using Pintle.DestinationKit.Delivery;
using Pintle.Events;
using Pintle.Router.Committing;
using Pintle.Router.Replay;
using Pintle.Router.Runs;
using Pintle.Router.Sending;
using Pintle.Router.Timing;
using Pintle.Store.DeadLetters;
using Pintle.Store.Outcomes;
using Pintle.Store.Segments;

namespace Pintle.Router.Delivery;

/// <summary>Writes down what became of a destination's events: counters, dead letters, live steps.</summary>
internal sealed class OutcomeLog(
    string destinationId, IReadOnlyList<OutcomeBuffer> buffers, Func<int, int> shardOf, EventNames names, LiveFeed live, DeliveryTimes times, TimeProvider time,
    ReplayTally? tally = null)
{
    private const int MostText = 10 * 1024;

    public OutcomeBuffer BufferOf(int lane) => buffers[shardOf(lane)];

    public void Delivered(PendingEvent e, int status)
    {
        Record(e, OutcomeKind.Delivered, "delivered", status, "");
        if (tally is null && e.Replay is null)
        {
            times.Delivered(e.Header.ReceivedAt);
        }
    }

    public void Filtered(PendingEvent e, string rule) => Record(e, OutcomeKind.Filtered, "filtered", 298, rule);

    /// <summary>A replayed event that the processor leaves out by now: its replay ends here, and a letter goes.</summary>
    public void Dropped(PendingEvent e, string reason) => Record(e, OutcomeKind.Dropped, "dropped", 0, reason);

    public void Discarded(PendingEvent e) => Record(e, OutcomeKind.Discarded, "discarded", 0, "destination was deleted");

    public void Dead(PendingEvent e, Verdict verdict, int attempts, WireRequest? request)
    {
        Record(e, OutcomeKind.Dead, "dead", verdict.StatusCode, verdict.Reason);
        BufferOf(e.Address.Lane).DeadLetters.Add(new DeadLetter
        {
            DestinationId = destinationId,
            SourceId = e.Header.SourceId,
            Reason = verdict.Reason,
            Message = Cut(verdict.Message),
            StatusCode = verdict.StatusCode,
            Attempts = attempts,
            Lane = e.Address.Lane,
            Offset = e.Address.Offset,
            ReceivedAt = e.Header.ReceivedAt,
            FailedAt = time.GetUtcNow(),
            MessageId = MessageIds.Read(e.Stored.Span),
            EventType = e.Header.Type,
            EventName = e.Header.Name,
            Event = e.Stored,
            Header = PackedHeader.Pack(e.Header),
            Request = request is null ? "" : Redaction.Describe(request),
        });
    }

    /// <summary>For those who watch; nothing is recorded.</summary>
    public void Parked(PendingEvent e, Verdict verdict) => Watch(e, "parked", verdict.StatusCode, verdict.Reason, verdict.Message);

    /// <summary>For those who watch: it goes back because the destination as a whole is at fault.</summary>
    public void HeldBack(PendingEvent e, Verdict verdict) => Watch(e, "held back", verdict.StatusCode, verdict.Reason, verdict.Message);

    private void Record(PendingEvent e, OutcomeKind kind, string step, int status, string detail)
    {
        var buffer = BufferOf(e.Address.Lane);
        buffer.Outcomes++;
        var name = names.Of(e.Header);
        buffer.Count(time.GetUtcNow(), new CounterKey(e.Header.SourceId, destinationId, name, kind, detail, e.Replay is not null || tally is not null));
        if (tally is null)
        {
            CountRun(e, kind, buffer);
        }
        else
        {
            // A replay of the log has counts of its own; the run had its event before.
            tally.Count(kind);
        }

        if (e.Replay is { } replay)
        {
            buffers[replay.Letter.Shard].RemovedDeadLetters.Add(replay.Letter);
            buffers[replay.Letter.Shard].Outcomes++;
            replay.Settled(kind);
        }

        RouterMetrics.Outcome(destinationId, kind);
        Watch(e, step, status, detail);
    }

    // A replayed letter takes back the failure that it was.
    private void CountRun(PendingEvent e, OutcomeKind kind, OutcomeBuffer buffer)
    {
        var change = kind switch
        {
            OutcomeKind.Delivered => new RunTally(Out: 1),
            OutcomeKind.Filtered => new RunTally(Filtered: 1),
            _ => new RunTally(Failed: 1),
        };
        buffer.CountRun(e.Header, destinationId, e.Replay is null ? change : change + new RunTally(Failed: -1));
    }

    private void Watch(PendingEvent e, string step, int status, string reason, string message = "")
    {
        if (live.HasWatchers && live.Wants(step, e.Header.SourceId, destinationId, e.Header.Type))
        {
            var detail = message.Length == 0 ? reason : $"{reason}: {message}";
            var told = new LiveStep(
                time.GetUtcNow(), step, e.Header.SourceId, destinationId, MessageIds.Read(e.Stored.Span), e.Header.Type, e.Header.Name, status, detail)
            {
                User = MessageIds.ReadUser(e.Stored.Span),
                Milliseconds = e.Took?.TotalMilliseconds,
            };
            live.Publish(told, e.Stored);
        }
    }

    private static string Cut(string text) => text.Length <= MostText ? text : text[..MostText];
}
