using Pintle.Store.Outcomes;

namespace Pintle.Server.Watching;

/// <summary>Query parameters that choose counts.</summary>
/// <param name="Grain"><c>minute</c> (kept 48 hours), <c>hour</c> (60 days) or <c>day</c> (2 years).</param>
/// <param name="From">Buckets that begin at this or later; 48 buckets ago unless given, for minutes two days.</param>
/// <param name="To">Buckets that begin before this.</param>
/// <param name="Source">Id of a source.</param>
/// <param name="Destination">Id of a destination.</param>
/// <param name="Event">Name of an event.</param>
/// <param name="By">What the counts are told apart by, with commas: <c>source, destination, event, kind, detail, replay</c>; all of them unless given.</param>
internal sealed record CounterQuery(string? Grain, DateTimeOffset? From, DateTimeOffset? To, string? Source, string? Destination, string? Event, string? By)
{
    private static readonly string[] Parts = ["source", "destination", "event", "kind", "detail", "replay"];
    private const int UsualBuckets = 48;

    public async Task<IResult> AnswerAsync(IOutcomeReader outcomes, TimeProvider time, CancellationToken ct)
    {
        if (!Enum.TryParse<CounterGrain>(Grain ?? "minute", ignoreCase: true, out var grain) || !Enum.IsDefined(grain))
        {
            return TypedResults.Problem($"grain must be minute, hour or day; it is \"{Grain}\".", statusCode: StatusCodes.Status400BadRequest);
        }

        var parts = By?.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries) ?? Parts;
        if (parts.Except(Parts).FirstOrDefault() is { } unknown)
        {
            return TypedResults.Problem($"by can name {string.Join(", ", Parts)}; not \"{unknown}\".", statusCode: StatusCodes.Status400BadRequest);
        }

        var now = time.GetUtcNow();
        var rows = await outcomes.CountersAsync(grain, From ?? Usual(grain, now), To ?? now.AddMinutes(1), ct);
        return TypedResults.Ok(
            from row in rows
            where Is(Source, row.Key.SourceId) && Is(Destination, row.Key.DestinationId) && Is(Event, row.Key.EventName)
            group row.Count by row with { Key = Cut(row.Key, parts), Count = 0 } into same
            select same.Key with { Count = same.Sum() });
    }

    private static DateTimeOffset Usual(CounterGrain grain, DateTimeOffset now) =>
        grain == CounterGrain.Day ? now.AddDays(-UsualBuckets) : now.AddHours(-UsualBuckets);

    private static bool Is(string? wanted, string actual) => string.IsNullOrEmpty(wanted) || wanted == actual;

    private static CounterKey Cut(CounterKey key, string[] parts) => new(
        parts.Contains("source") ? key.SourceId : "", parts.Contains("destination") ? key.DestinationId : "", parts.Contains("event") ? key.EventName : "",
        parts.Contains("kind") ? key.Kind : default, parts.Contains("detail") ? key.Detail : "", parts.Contains("replay") && key.Replay);
}
