using System.Text;
using Pintle.Store.DeadLetters;

namespace Pintle.Server.Watching;

/// <summary>Query parameters that choose dead letters.</summary>
internal sealed record LetterFilter(string? Destination, string? Reason, DateTimeOffset? From, DateTimeOffset? To)
{
    public DeadLetterFilter ToFilter() => new(Destination, Reason, From, To);
}

/// <summary>A dead letter as people see it.</summary>
internal sealed record LetterView(
    string Id, string Destination, string Source, string Reason, string Message, int Status, int Attempts, DateTimeOffset ReceivedAt,
    DateTimeOffset FailedAt, string MessageId, string Type, string Name, string Event, string Request)
{
    public static string IdOf(DeadLetterRef place) => $"{place.Shard}-{place.Batch}-{place.Index}";

    public static LetterView Of(StoredDeadLetter stored)
    {
        var (place, letter) = (stored.Ref, stored.Letter);
        return new LetterView(
            IdOf(place), letter.DestinationId, letter.SourceId, letter.Reason, letter.Message, letter.StatusCode,
            letter.Attempts, letter.ReceivedAt, letter.FailedAt, letter.MessageId, letter.EventType, letter.EventName,
            Encoding.UTF8.GetString(letter.Event.Span), letter.Request);
    }
}
