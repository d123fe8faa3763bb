using Pintle.ControlPlane.Access;
using Pintle.Router.Tracing;

namespace Pintle.Server.Watching;

/// <summary>What fails and is tried again: it is no dead letter yet.</summary>
internal static class FailingRoutes
{
    public static void MapFailing(this RouteGroupBuilder routes, WatchSetup setup, bool named) =>
        routes.MapGet("/failing", async (string? destination, CancellationToken ct) => TypedResults.Ok((await setup.Plane.Router.FailingAsync(destination, ct)).Select(f => Shown(f, setup.Redaction))))
            .Offered(named, Role.Viewer, "listFailing", "Events that have failed and are tried again, by destination and reason with the newest of each, and what holds a destination as a whole.");

    private static DestinationFailing Shown(DestinationFailing failing, PayloadRedaction redaction) =>
        failing with { Groups = [.. failing.Groups.Select(g => g with { Sample = g.Sample with { Request = redaction.ApplyToRequest(g.Sample.Request) } })] };
}
