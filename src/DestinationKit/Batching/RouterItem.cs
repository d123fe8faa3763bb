namespace Pintle.DestinationKit.Batching;

/// <summary>One request (or several, in order) for one or more events, or what became of those instead. Each event is in exactly one item.</summary>
/// <param name="Events">Whose it is.</param>
/// <param name="Outcome">Requests or failure, for all of them.</param>
/// <param name="IsBatched">It was made by a batching rule, even of a single event.</param>
public sealed record RouterItem(IReadOnlyList<Event> Events, Outcome Outcome, bool IsBatched = false)
{
    public RouterItem(Event only, Outcome outcome)
        : this([only], outcome)
    {
    }
}

/// <summary>An event that has become requests.</summary>
public readonly record struct SentEvent(Event Event, Outcome.Send Send);
