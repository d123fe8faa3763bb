using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;
using Pintle.Events;
using Pintle.Gateway.FrontEnds;
using Pintle.Gateway.Http;
using Pintle.Gateway.Routes;
using Pintle.Gateway.Webhooks;
using Pintle.Workspace;

namespace Pintle.Gateway;

/// <summary>
/// The public HTTP API: takes events in and answers when they are durable. One delegate with a route table of its own, so that
/// every answer is exactly the specified one.
/// </summary>
public sealed partial class GatewayApp
{
    private static readonly string[] SingleCalls = ["identify", "track", "page", "screen", "alias", "group", "merge", "audiencelist"];

    private readonly RouteTable _routes = new();
    private readonly GatewayOptions _options;
    private readonly ILogger<GatewayApp> _log;
    private int _running;

    /// <param name="options">Limits and switches.</param>
    /// <param name="workspace">Where sources are found. Until it has a snapshot, events are answered with 503.</param>
    /// <param name="intake">Takes the events.</param>
    /// <param name="info">For health and version.</param>
    /// <param name="time">The clock.</param>
    /// <param name="log">For what nobody expected.</param>
    /// <param name="isSuppressed">Knows users whose events are left out; null = there are none.</param>
    public GatewayApp(
        GatewayOptions options, WorkspaceHolder workspace, EventIntake intake, GatewayInfo info, TimeProvider time, ILogger<GatewayApp> log,
        Suppression? isSuppressed = null)
    {
        (_options, _log) = (options, log);
        var (append, limiter, budget) = (new EventAppend(intake, options.AppendTimeout, time), new RateLimiter(time), new InFlightBudget(options.InFlightBytes));
        var admission = new EventAdmission(options, append, limiter, time, isSuppressed);
        AddEvents(new EventRoutes(options, workspace, admission, budget));
        AddPixel(new PixelRoute(workspace, admission, time));
        AddWebhook(new WebhookRoute(options, workspace, admission, budget));
        AddInfo(new InfoRoutes(info));
        if (options.InternalEndpoints)
        {
            var frontEnds = new InternalBatchRoute(options, workspace, append, limiter, budget, isSuppressed);
            Add("POST", "/internal/v1/batch", async context => await frontEnds.RunAsync(context));
        }
    }

    /// <summary>Handles one request of the gateway's listener. Never throws.</summary>
    public async Task HandleAsync(HttpContext context)
    {
        if (Cors.Apply(context))
        {
            return;
        }

        var running = Interlocked.Increment(ref _running);
        GatewayMetrics.RunningChanged(1);
        try
        {
            await (_options.MaxConcurrentRequests > 0 && running > _options.MaxConcurrentRequests
                ? Answer.TooManyRequests.WriteAsync(context.Response)
                : _routes.RunAsync(context));
        }
        catch (Exception) when (context.RequestAborted.IsCancellationRequested)
        {
            // Nobody is left to answer to.
        }
#pragma warning disable CA1031 // the boundary: a bug here must not cost the client its events
        catch (Exception bug)
#pragma warning restore CA1031
        {
            LogBug(bug, context.Request.Path);
            if (!context.Response.HasStarted)
            {
                await Answer.Unavailable.WriteAsync(context.Response);
            }
        }
        finally
        {
            Interlocked.Decrement(ref _running);
            GatewayMetrics.RunningChanged(-1);
        }
    }

    private void AddEvents(EventRoutes routes)
    {
        var byKey = new EventRoute { Authenticate = Credentials.ByBasic };
        var bySource = new EventRoute { Authenticate = Credentials.BySourceId };
        foreach (var type in SingleCalls)
        {
            Add($"/v1/{type}", byKey with { CallType = type });
        }

        Add("/v1/batch", byKey);
        Add("/v1/import", byKey with { AllowsEmpty = true });
        Add("/beacon/v1/batch", new EventRoute { Authenticate = Credentials.ByQuery });
        if (_options.InternalEndpoints)
        {
            Add("/internal/v1/extract", byKey with { CallType = "extract" });
            Add("/internal/v1/audiencelist", byKey with { CallType = "audiencelist" });
            Add("/internal/v1/retl", bySource with { PinsDestination = true });
            Add("/internal/v1/replay", bySource with { Authenticate = Credentials.ByReplaySourceId });
        }

        void Add(string path, EventRoute route) => this.Add("POST", path, async context => await routes.RunAsync(context, route));
    }

    private void AddPixel(PixelRoute pixel)
    {
        foreach (var type in (string[])["track", "page"])
        {
            var path = $"/pixel/v1/{type}";
            _routes.Add("GET", path, async context =>
            {
                try
                {
                    var answer = await pixel.StoreAsync(context, type);
                    Count(path, answer);
                }
#pragma warning disable CA1031 // the picture comes back whatever happens
                catch (Exception bug) when (!context.RequestAborted.IsCancellationRequested)
#pragma warning restore CA1031
                {
                    LogBug(bug, path);
                }

                await PixelRoute.AnswerAsync(context.Response);
            });
        }
    }

    private void AddWebhook(WebhookRoute webhook)
    {
        Add("POST", "/v1/webhook", webhook.RunAsync);
        Add("GET", "/v1/webhook", webhook.RunAsync);
    }

    private void AddInfo(InfoRoutes about)
    {
        _routes.Add("GET", "/health", about.HealthAsync);
        _routes.Add("GET", "/", about.HealthAsync);
        _routes.Add("GET", "/version", about.VersionAsync);
        _routes.Add("GET", "/docs", InfoRoutes.DocsAsync);
        _routes.Add("GET", "/robots.txt", InfoRoutes.RobotsAsync);

        // What SDKs report about themselves is of no use here, and must not make them try again.
        Add("POST", "/rsaMetrics", _ => Task.FromResult<Answer?>(Answer.Ok));
    }

    private void Add(string method, string path, Func<HttpContext, Task<Answer?>> handler) => _routes.Add(method, path, async context =>
    {
        var answer = await handler(context);
        Count(path, answer);
        if (answer is not null)
        {
            await answer.WriteAsync(context.Response);
        }
    });

    private static void Count(string path, Answer? answer) =>
        GatewayMetrics.Answered(path, answer?.Status ?? StatusCodes.Status200OK, answer is null or { IsOk: true } ? "" : answer.Text);

    [LoggerMessage(3101, LogLevel.Error, "A request to {Path} failed because of a bug; it was answered with 503.")]
    private partial void LogBug(Exception bug, string path);
}
