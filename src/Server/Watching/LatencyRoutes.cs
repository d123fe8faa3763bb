using Microsoft.AspNetCore.Http.HttpResults;
using Pintle.ControlPlane.Access;
using Pintle.Router.Timing;
using Pintle.Server.Hosting;

namespace Pintle.Server.Watching;

/// <summary>How long deliveries take.</summary>
internal static class LatencyRoutes
{
    public static void MapLatency(this RouteGroupBuilder routes, DataPlane plane, bool named) =>
        routes.MapGet("/latency", Results<Ok<IReadOnlyList<DestinationLatency>>, ProblemHttpResult> (string? destination, string? grain) => grain switch
        {
            null or "" => TypedResults.Ok(plane.Router.Latency(destination, null)),
            "minute" => TypedResults.Ok(plane.Router.Latency(destination, LatencyGrain.Minute)),
            "hour" => TypedResults.Ok(plane.Router.Latency(destination, LatencyGrain.Hour)),
            _ => TypedResults.Problem($"grain must be minute or hour; it is \"{grain}\".", statusCode: StatusCodes.Status400BadRequest),
        }).Offered(
            named, Role.Viewer, "listLatency",
            "Percentiles, in milliseconds and at most 3.2 % off, of the time from an event's receipt to its delivery and of the vendor's answers: of 5 minutes, an hour, a day; with a grain also as a series. What this node has seen since its start.");
}
