using Pintle.ControlPlane.Access;
using Pintle.Server.Admin;
using Pintle.Server.Hosting;

namespace Pintle.Server.Watching;

/// <summary>Replays, and how far they are.</summary>
internal static class JobRoutes
{
    public static void MapJobs(this RouteGroupBuilder routes, DataPlane plane, bool named)
    {
        routes.MapGet("/jobs", async (CancellationToken ct) => TypedResults.Ok((await plane.Router.Replays!.ListAsync(ct)).Select(JobAnswer.Of)))
            .Offered(named, Role.Viewer, "listJobs", "Jobs, with their progress.");
        routes.MapGet("/jobs/{id:guid}", async Task<IResult> (Guid id, CancellationToken ct) =>
                (await plane.Router.Replays!.ListAsync(ct)).FirstOrDefault(j => j.Id == id) is { } job ? TypedResults.Ok(JobAnswer.Of(job)) : JobAnswer.Unknown)
            .Produces<JobReport>().Offered(named, Role.Viewer, "getJob", "A job, with its progress.");
        routes.MapDelete("/jobs/{id:guid}", async Task<IResult> (Guid id, CancellationToken ct) => await plane.Router.Replays!.CancelAsync(id)
                ? TypedResults.Ok(new JobCancelled(true))
                : JobAnswer.NotRunning((await plane.Router.Replays.ListAsync(ct)).FirstOrDefault(j => j.Id == id)))
            .Produces<JobCancelled>().Offered(named, Role.Editor, "cancelJob", "Ends a job; what it has done stays done.");
    }
}
