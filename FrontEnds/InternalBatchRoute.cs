using System.Globalization;
using System.Text.Json;
using Microsoft.AspNetCore.Http;
using Pintle.Events;
using Pintle.Gateway.Http;
using Pintle.Gateway.Parsing;
using Pintle.Gateway.Routes;
using Pintle.Workspace;

namespace Pintle.Gateway.FrontEnds;

/// <summary><c>/internal/v1/batch</c>: events that a front-end has already accepted. They are stored byte for byte.</summary>
internal sealed class InternalBatchRoute(
    GatewayOptions options, WorkspaceHolder workspace, EventAppend append, RateLimiter limiter, InFlightBudget budget, Suppression? isSuppressed)
{
    // One allowance for all front-ends; no workspace has an empty id.
    private const string ThrottleKey = "";

    public async Task<Answer> RunAsync(HttpContext context)
    {
        if (workspace.Current is not { } snapshot)
        {
            return Answer.Unavailable;
        }

        if (Throttle(context.Request) is { } wait)
        {
            return Answer.TooManyEvents(wait);
        }

        var (body, unread) = await RequestBody.ReadAsync(context.Request, options.MaxRequestBytes, budget, context.RequestAborted);
        if (body is null)
        {
            return unread!;
        }

        using (body)
        {
            var events = new List<IncomingEvent>();
            var refusal = Read(body.Bytes, snapshot, events);
            body.ReleaseBuffer();
            return refusal ?? (events.Count == 0 ? Answer.Ok : await append.RunAsync(events, context.RequestAborted));
        }
    }

    private TimeSpan? Throttle(HttpRequest request) =>
        options.InternalBatchThrottleEvents > 0
            && int.TryParse(request.Headers["X-Batch-Size"].ToString(), NumberStyles.None, CultureInfo.InvariantCulture, out var announced)
            ? limiter.TryTake(ThrottleKey, announced, options.InternalBatchThrottleEvents, options.InternalBatchThrottleWindow)
            : null;

    private Answer? Read(Span<byte> body, WorkspaceSnapshot snapshot, List<IncomingEvent> events)
    {
        LoneSurrogates.Replace(body);
        var messages = new List<FrontEndMessage>();
        if (!TryScan(body, messages))
        {
            return Answer.InvalidJson;
        }

        if (messages.Count > options.MaxElements)
        {
            return Answer.TooLarge;
        }

        foreach (var message in messages)
        {
            if (message.Read(body) is not { } facts)
            {
                return Answer.NotAnEvent;
            }

            if (isSuppressed?.Invoke(facts.WorkspaceId, facts.UserId, facts.Ids.SourceId) == true)
            {
                GatewayMetrics.Suppress(facts.Ids.SourceId);
                continue;
            }

            events.Add(Make(body, message.Payload, facts, snapshot));
        }

        return messages.Count == 0 ? Answer.NotAnEvent : null;
    }

    private static bool TryScan(ReadOnlySpan<byte> body, List<FrontEndMessage> messages)
    {
        try
        {
            var reader = new Utf8JsonReader(body, BodyScanner.BatchReader);
            reader.Read();
            if (reader.TokenType != JsonTokenType.StartArray)
            {
                reader.Skip();
                return !reader.Read();
            }

            while (reader.Read() && reader.TokenType != JsonTokenType.EndArray)
            {
                messages.Add(FrontEndMessage.Scan(ref reader));
            }

            return !reader.Read();
        }
        catch (JsonException)
        {
            return false;
        }
    }

    private static IncomingEvent Make(ReadOnlySpan<byte> body, in EventScan payload, FrontEndFacts facts, WorkspaceSnapshot snapshot)
    {
        var ids = facts.Ids;
        var key = MessageKey.Of(facts.WorkspaceId, ids.SourceId, facts.MessageId, ids.JobRunId);
        var type = EventTypes.Shared(payload.Type, body);
        var header = new EventHeader
        {
            SourceId = ids.SourceId,
            Type = type,
            Name = EventTypes.NameOf(type, payload, body),
            MessageHash = key.Low64,
            User = UserKey.Of(
                facts.WorkspaceId, CleanText.Clean(payload.UserId.IdText(body)), CleanText.Clean(payload.AnonymousId.IdText(body))),
            ReceivedAt = facts.ReceivedAt,
            DestinationId = ids.DestinationId,
            JobRunId = ids.JobRunId,
            TaskRunId = ids.TaskRunId,
            Bot = facts.Bot,
        };

        // A source that isn't known here may be known elsewhere: its events are kept.
        var isBlocked = EventBlocking.IsBlocked(header, snapshot, snapshot.SourcesById.GetValueOrDefault(ids.SourceId));
        return new IncomingEvent(isBlocked ? header with { IsBlocked = true } : header, payload.Whole.Raw(body).ToArray(), key);
    }
}
