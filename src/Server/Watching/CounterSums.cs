using Microsoft.AspNetCore.Http.HttpResults;
using Pintle.ControlPlane.Access;
using Pintle.Store.Outcomes;

namespace Pintle.Server.Watching;

/// <summary>What goes from every source to every destination, in one answer: what a page that shows the whole workspace asks for.</summary>
internal static class CounterSums
{
    private const int UsualMinutes = 5;
    private const int MostMinutes = 24 * 60;

    public static void MapCounterSums(this RouteGroupBuilder routes, WatchSetup setup, bool named) =>
        routes.MapGet("/counters/sums", async Task<Results<Ok<CounterSumsView>, ProblemHttpResult>> (int? minutes, CancellationToken ct) =>
        {
            if (minutes is < 1 or > MostMinutes)
            {
                return TypedResults.Problem($"minutes must be 1 to {MostMinutes}; it is {minutes}.", statusCode: StatusCodes.Status400BadRequest);
            }

            var now = setup.Time.GetUtcNow();
            var from = StartOfMinute(now).AddMinutes(1 - (minutes ?? UsualMinutes));
            return TypedResults.Ok(new CounterSumsView(from, now, Of(await setup.Plane.Store.Outcomes.CounterSumsAsync(from, now, ct))));
        }).Offered(named, Role.Viewer, "sumCounters",
            "How many events went from every source to every destination in the last minutes (5 unless given, at most 1440): of the minute that runs and those before it, without replays.");

    /// <summary>One row for each pair, by source and destination.</summary>
    public static IReadOnlyList<CounterSum> Of(IReadOnlyList<OutcomeSum> sums) =>
    [
        .. from sum in sums
           group sum by (sum.SourceId, sum.DestinationId) into pair
           orderby pair.Key.SourceId, pair.Key.DestinationId
           select new CounterSum(
               pair.Key.SourceId, pair.Key.DestinationId, Count(pair, OutcomeKind.Received), Count(pair, OutcomeKind.Dropped), Count(pair, OutcomeKind.Delivered),
               Count(pair, OutcomeKind.Filtered), Count(pair, OutcomeKind.Dead), Count(pair, OutcomeKind.Discarded)),
    ];

    private static long Count(IEnumerable<OutcomeSum> sums, OutcomeKind kind) => sums.Where(s => s.Kind == kind).Sum(s => s.Count);

    private static DateTimeOffset StartOfMinute(DateTimeOffset now) => new(now.Ticks - (now.Ticks % TimeSpan.TicksPerMinute), now.Offset);
}
