using System.Globalization;
using System.Text.Json.Serialization;
using Pintle.Store.DeadLetters;

namespace Pintle.Server.Watching;

/// <summary>Query parameters that choose dead letters.</summary>
internal sealed record LetterFilter(string? Destination, string? Reason, DateTimeOffset? From, DateTimeOffset? To)
{
    public DeadLetterFilter ToFilter() => new(Destination, Reason, From, To);
}

/// <summary>Dead letters that somebody has chosen.</summary>
/// <param name="Letters">Their ids.</param>
[JsonUnmappedMemberHandling(JsonUnmappedMemberHandling.Disallow)]
internal sealed record LetterChoice(IReadOnlyList<string>? Letters)
{
    private const int Most = 1_000;

    /// <summary>Their places; otherwise what is wrong.</summary>
    public (List<DeadLetterRef> Places, string? Problem) Read()
    {
        var places = new List<DeadLetterRef>();
        if (Letters is not { Count: > 0 and <= Most })
        {
            return (places, string.Create(CultureInfo.InvariantCulture, $"letters: name 1 to {Most} ids of dead letters."));
        }

        foreach (var id in Letters)
        {
            if (LetterView.PlaceOf(id) is not { } place)
            {
                return (places, $"letters: \"{id}\" is not the id of a dead letter.");
            }

            places.Add(place);
        }

        return (places, null);
    }
}

/// <summary>A dead letter as people see it.</summary>
internal sealed record LetterView(
    string Id, string Destination, string Source, string Reason, string Message, int Status, int Attempts, DateTimeOffset ReceivedAt,
    DateTimeOffset FailedAt, string MessageId, string Type, string Name, string Event, string Request)
{
    public static string IdOf(DeadLetterRef place) => string.Create(CultureInfo.InvariantCulture, $"{place.Shard}-{place.Batch}-{place.Index}");

    /// <summary>The place that an id names; null when it is none.</summary>
    public static DeadLetterRef? PlaceOf(string? id) =>
        id?.Split('-') is [var shard, var batch, var index]
        && int.TryParse(shard, NumberStyles.None, CultureInfo.InvariantCulture, out var s) && long.TryParse(batch, NumberStyles.None, CultureInfo.InvariantCulture, out var b)
        && int.TryParse(index, NumberStyles.None, CultureInfo.InvariantCulture, out var i)
            ? new DeadLetterRef(s, b, i)
            : null;

    public static LetterView Of(StoredDeadLetter stored, PayloadRedaction redaction)
    {
        var (place, letter) = (stored.Ref, stored.Letter);
        return new LetterView(
            IdOf(place), letter.DestinationId, letter.SourceId, letter.Reason, letter.Message, letter.StatusCode,
            letter.Attempts, letter.ReceivedAt, letter.FailedAt, letter.MessageId, letter.EventType, letter.EventName,
            redaction.ApplyToText(letter.Event), redaction.ApplyToRequest(letter.Request));
    }
}

/// <summary>A part of the dead letters that were asked for.</summary>
/// <param name="Letters">Newest first.</param>
/// <param name="Next">The <c>after</c> of the next part; null when there is no more.</param>
internal sealed record LetterPage(IReadOnlyList<LetterView> Letters, string? Next);

/// <summary>What was dropped.</summary>
/// <param name="Dropped">How many dead letters.</param>
internal sealed record LettersDropped(long Dropped);

/// <summary>A group of dead letters as people see it.</summary>
internal sealed record GroupView(string DestinationId, string Reason, long Count, DateTimeOffset First, DateTimeOffset Last)
{
    /// <summary>The newest of them; only where samples are asked for.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public IReadOnlyList<LetterSample>? Samples { get; init; }
}

/// <summary>A dead letter in short.</summary>
/// <param name="Id">By which the whole is asked for.</param>
/// <param name="Message">What exactly happened; the beginning.</param>
/// <param name="Request">The request that failed; the beginning.</param>
internal sealed record LetterSample(string Id, string Source, string MessageId, string Type, string Name, int Status, int Attempts, DateTimeOffset FailedAt, string Message, string Request)
{
    private const int Most = 1_000;

    public static LetterSample Of(LetterView letter) => new(
        letter.Id, letter.Source, letter.MessageId, letter.Type, letter.Name, letter.Status, letter.Attempts, letter.FailedAt, Beginning(letter.Message), Beginning(letter.Request));

    private static string Beginning(string text) => text.Length <= Most ? text : string.Concat(text.AsSpan(0, Most), "…");
}
