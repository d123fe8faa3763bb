using Microsoft.AspNetCore.Http;

namespace Pintle.Gateway.Routes;

/// <summary>Internal routes about job runs (spec gateway.md §2, §10).</summary>
internal sealed class JobRunRoutes(JobRuns runs)
{
    /// <summary>Cancels a run: 201 once that survives a restart.</summary>
    public async Task DrainAsync(HttpContext context, string jobRunId)
    {
        await runs.DrainAsync(jobRunId, context.RequestAborted);
        context.Response.StatusCode = StatusCodes.Status201Created;
    }
}
