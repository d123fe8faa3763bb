using Microsoft.AspNetCore.Http;
using Pintle.Events;
using Pintle.Gateway.Http;
using Pintle.Gateway.Parsing;
using Pintle.Workspace;

namespace Pintle.Gateway.Routes;

/// <summary>The routes that take events: single calls, batches, import, beacon, pixel, and the internal ones of the same form.</summary>
internal sealed class EventRoutes(GatewayOptions options, WorkspaceHolder workspace, EventIntake intake, InFlightBudget budget, TimeProvider time)
{
    private const int AudienceListFactor = 8;

    private readonly EventReader _reader = new(options, time);
    private readonly Deadlines _deadlines = new(options.AppendTimeout, time);
    private readonly RateLimiter _limiter = new(options.RateLimitEvents, options.RateLimitWindow, time);

    public Task SingleAsync(HttpContext context, string type) => RunAsync(context, Credentials.ByBasic, type);

    public Task BatchAsync(HttpContext context) => RunAsync(context, Credentials.ByBasic, callType: null);

    public Task BeaconAsync(HttpContext context) => RunAsync(context, Credentials.ByQuery, callType: null);

    public Task ImportAsync(HttpContext context) => RunAsync(context, Credentials.ByBasic, callType: null, isImport: true);

    public Task ReplayAsync(HttpContext context) => RunAsync(
        context,
        static (request, snapshot) => Credentials.BySourceId(request, snapshot) is { Source.OriginalId: "" } ? (null, Answer.InvalidReplaySource) : Credentials.BySourceId(request, snapshot),
        callType: null);

    public Task ReverseEtlAsync(HttpContext context) => RunAsync(context, Credentials.BySourceId, callType: null, pinsDestination: true);

    /// <summary>The pixel answers its picture whatever happens.</summary>
    public async Task PixelAsync(HttpContext context, string type)
    {
        if (workspace.Current is { } snapshot && Credentials.ByQuery(context.Request, snapshot) is { Source: { } source }
            && PixelEvent.Build(context.Request.QueryString.Value, type, time.GetUtcNow()) is { } body)
        {
            var origin = new EventOrigin(snapshot, source, type, CallerIp.Forwarded(context.Request), "", "", "", null);
            await StoreAsync(body, origin, single: true);
        }

        await PixelEvent.AnswerAsync(context.Response);
    }

    /// <summary>Scans, checks and stores a body; the answer to give.</summary>
    public async ValueTask<(Answer Answer, TimeSpan? RetryAfter)> StoreAsync(ReadOnlyMemory<byte> body, EventOrigin origin, bool single)
    {
        var scans = new List<EventScan>();
        if (!(single ? BodyScanner.TryScanSingle(body.Span, scans) : BodyScanner.TryScanBatch(body.Span, options.MaxElements, scans)))
        {
            return (Answer.InvalidJson, null);
        }

        if (scans.Count > options.MaxElements)
        {
            return (Answer.TooLarge, null);
        }

        var events = new List<IncomingEvent>(scans.Count);
        if (_reader.Read(body.Span, scans, origin, events, out var isRun) is { } refusal)
        {
            return (refusal, null);
        }

        if (scans.Count == 0)
        {
            return (Answer.EmptyBatch, null);
        }

        if (options.RateLimit && !isRun && _limiter.TryTake(origin.Source.WorkspaceId, scans.Count) is { } wait)
        {
            GatewayMetrics.Limited(scans.Count);
            return (Answer.TooManyEvents, wait);
        }

        return (events.Count == 0 ? Answer.Ok : await AppendAsync(events), null);
    }

    private async Task RunAsync(
        HttpContext context, Func<HttpRequest, WorkspaceSnapshot, (Source? Source, Answer? Refusal)> authenticate, string? callType,
        bool isImport = false, bool pinsDestination = false)
    {
        if (workspace.Current is not { } snapshot)
        {
            await Answer.Unavailable.WriteAsync(context.Response);
            return;
        }

        var request = context.Request;
        var (source, refusal) = authenticate(request, snapshot);
        refusal ??= pinsDestination ? CheckDestination(request, source!, snapshot) : null;
        if (refusal is not null)
        {
            await refusal.WriteAsync(context.Response);
            return;
        }

        var limit = callType == "audiencelist" ? (int)Math.Min((long)options.MaxRequestBytes * AudienceListFactor, int.MaxValue) : options.MaxRequestBytes;
        var (body, unread) = await RequestBody.ReadAsync(request, limit, budget, context.RequestAborted);
        if (body is null)
        {
            await unread!.WriteAsync(context.Response);
            return;
        }

        using (body)
        {
            var origin = new EventOrigin(
                snapshot, source!, callType, CallerIp.Of(context), pinsDestination ? request.First("X-Rudder-Destination-Id") : "",
                request.First("X-Rudder-Job-Run-Id"), request.First("X-Rudder-Task-Run-Id"), null);
            var (answer, wait) = await StoreAsync(body.Bytes, origin, single: callType is not null);
            await (isImport && answer == Answer.EmptyBatch ? Answer.Ok : answer).WriteAsync(context.Response, wait);
        }
    }

    /// <summary>Waits for the commit, but no longer than the deadline, whether or not the log looks at its token.</summary>
    public async ValueTask<Answer> AppendAsync(IReadOnlyList<IncomingEvent> events)
    {
        var deadline = _deadlines.Next();
        try
        {
            var stored = intake(events, CancellationToken.None);
            var result = stored.IsCompletedSuccessfully ? stored.Result : await stored.AsTask().WaitAsync(deadline);
            if (result != IntakeResult.Stored)
            {
                return Answer.Unavailable;
            }

            Count(events);
            return Answer.Ok;
        }
        catch (OperationCanceledException)
        {
            return Answer.Unavailable;
        }
    }

    // The internal batch may hold events of several sources, and of some that nobody knows: metrics must not have a row for each of these.
    private void Count(IReadOnlyList<IncomingEvent> events)
    {
        var first = 0;
        for (var i = 1; i <= events.Count; i++)
        {
            var source = events[first].Header.SourceId;
            if (i == events.Count || events[i].Header.SourceId != source)
            {
                GatewayMetrics.Acknowledged(workspace.Current?.SourcesById.ContainsKey(source) == true ? source : "(unknown)", i - first);
                first = i;
            }
        }
    }

    private Answer? CheckDestination(HttpRequest request, Source source, WorkspaceSnapshot snapshot) =>
        request.First("X-Rudder-Destination-Id") switch
        {
            "" => options.RequireDestinationIdHeader ? Answer.NoDestinationId : null,
            var id when !snapshot.IsConnected(source.Id, id) => Answer.InvalidDestinationId,
            var id => snapshot.DestinationsById[id].Enabled ? null : Answer.DestinationDisabled,
        };
}
