using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;
using Pintle.Events;
using Pintle.Gateway.Http;
using Pintle.Gateway.Routes;
using Pintle.Workspace;

namespace Pintle.Gateway;

/// <summary>
/// The public HTTP API: takes events in and answers when they are durable. One delegate, a route table of its own, so that
/// every answer is exactly the specified one.
/// </summary>
public sealed partial class GatewayApp
{
    private readonly RouteTable _routes = new();
    private readonly GatewayOptions _options;
    private readonly TimeProvider _time;
    private readonly ILogger<GatewayApp> _log;
    private int _running;

    public GatewayApp(GatewayOptions options, WorkspaceHolder workspace, EventIntake intake, JobRuns runs, GatewayInfo info, TimeProvider time, ILogger<GatewayApp> log)
    {
        (_options, _time, _log) = (options, time, log);
        var budget = new InFlightBudget(options.InFlightBytes);
        var events = new EventRoutes(options, workspace, intake, budget, time);
        foreach (var type in (string[])["identify", "track", "page", "screen", "alias", "group", "merge", "audiencelist"])
        {
            _routes.Add($"/v1/{type}", "POST", c => events.SingleAsync(c, type));
        }

        _routes.Add("/v1/batch", "POST", events.BatchAsync);
        _routes.Add("/v1/import", "POST", events.ImportAsync);
        _routes.Add("/beacon/v1/batch", "POST", events.BeaconAsync);
        _routes.Add("/pixel/v1/track", "GET", c => events.PixelAsync(c, "track"));
        _routes.Add("/pixel/v1/page", "GET", c => events.PixelAsync(c, "page"));
        var webhook = new WebhookRoute(events, workspace, options, budget);
        _routes.Add("/v1/webhook", "POST", webhook.PostAsync);
        _routes.Add("/v1/webhook", "GET", webhook.GetAsync);
        var about = new InfoRoutes(info);
        _routes.Add("/health", "GET", about.HealthAsync);
        _routes.Add("/", "GET", about.HealthAsync);
        _routes.Add("/version", "GET", about.VersionAsync);
        _routes.Add("/docs", "GET", InfoRoutes.DocsAsync);
        _routes.Add("/robots.txt", "GET", InfoRoutes.RobotsAsync);
        _routes.Add("/rsaMetrics", "POST", InfoRoutes.IgnoreAsync);
        if (options.InternalEndpoints)
        {
            _routes.Add("/internal/v1/extract", "POST", c => events.SingleAsync(c, "extract"));
            _routes.Add("/internal/v1/audiencelist", "POST", c => events.SingleAsync(c, "audiencelist"));
            _routes.Add("/internal/v1/retl", "POST", events.ReverseEtlAsync);
            _routes.Add("/internal/v1/replay", "POST", events.ReplayAsync);
            _routes.Add("/internal/v1/batch", "POST", new InternalBatchRoute(options, workspace, events, budget, time).HandleAsync);
            var jobs = new JobRunRoutes(runs);
            _routes.AddWithParameter("/internal/drain/job/{job_run_id}", "PUT", jobs.DrainAsync);
            _routes.AddWithParameter("/internal/v2/job-status/{job_run_id}", "GET", jobs.StatusAsync);
            _routes.AddWithParameter("/internal/v2/job-status/{job_run_id}", "DELETE", jobs.ForgetAsync);
            _routes.AddWithParameter("/internal/v2/job-status/{job_run_id}/failed-records", "GET", jobs.FailuresAsync);
            // A run is forgotten as a whole; its dead letters stay for whoever operates this.
            _routes.AddWithParameter("/internal/v2/job-status/{job_run_id}/failed-records", "DELETE", jobs.ForgetAsync);
        }
    }

    /// <summary>Handles one request of the gateway's listener.</summary>
    public async Task HandleAsync(HttpContext context)
    {
        var start = _time.GetTimestamp();
        var isPreflight = Cors.Apply(context);
        var parameter = "";
        var route = isPreflight ? null : _routes.Find(context.Request.Path.Value ?? "", out parameter);
        var isAnswered = isPreflight || await AnswerAsync(context, route, parameter);
        GatewayMetrics.Answered(
            route?.Name ?? (isPreflight ? GatewayMetrics.Preflight : GatewayMetrics.NoRoute),
            isAnswered ? context.Response.StatusCode : GatewayMetrics.BrokenOff,
            _time.GetElapsedTime(start).TotalSeconds);
    }

    /// <summary>False when the client went away, or was sent away, without an answer.</summary>
    private async Task<bool> AnswerAsync(HttpContext context, Route? route, string parameter)
    {
        try
        {
            if (Interlocked.Increment(ref _running) > _options.MaxConcurrentRequests && _options.MaxConcurrentRequests > 0)
            {
                await Answer.TooManyRequests.WriteAsync(context.Response);
                return true;
            }

            await (route?.HandleAsync(context, parameter) ?? Answer.NotFound.WriteAsync(context.Response));
            return true;
        }
        catch (OperationCanceledException) when (context.RequestAborted.IsCancellationRequested)
        {
            return false;
        }
        catch (BadHttpRequestException slow) when (slow.StatusCode == StatusCodes.Status408RequestTimeout)
        {
            // The body came too slowly. Any 4xx would make an SDK drop its events; a broken connection makes it try again.
            context.Abort();
            return false;
        }
#pragma warning disable CA1031 // the boundary: whatever fails, the client must keep its events
        catch (Exception failure)
#pragma warning restore CA1031
        {
            LogFailed(failure, context.Request.Path);
            if (!context.Response.HasStarted)
            {
                context.Response.Clear();
                Cors.Apply(context);
                await (context.Request.Path.StartsWithSegments("/pixel", StringComparison.Ordinal)
                    ? PixelEvent.AnswerAsync(context.Response)
                    : Answer.Unavailable.WriteAsync(context.Response));
            }

            return true;
        }
        finally
        {
            Interlocked.Decrement(ref _running);
        }
    }

    [LoggerMessage(6001, LogLevel.Error, "A request to {Path} failed and is answered 503.")]
    private partial void LogFailed(Exception failure, string path);
}
