using System.Globalization;
using System.Text.Json;
using Microsoft.AspNetCore.Http;
using Pintle.Events;
using Pintle.Gateway.Http;
using Pintle.Workspace;

namespace Pintle.Gateway.Routes;

/// <summary>
/// <c>/internal/v1/batch</c>: events that a front-end has already accepted, with what it decided about them (spec gateway.md §7).
/// </summary>
internal sealed class InternalBatchRoute(GatewayOptions options, WorkspaceHolder workspace, EventRoutes routes, InFlightBudget budget, TimeProvider time)
{
    private static readonly string[] Required = ["requestType", "routingKey", "workspaceID", "sourceID", "receivedAt", "requestIP"];

    private readonly RateLimiter _throttle = new(options.InternalBatchLimitEvents, options.InternalBatchLimitWindow, time);

    public async Task HandleAsync(HttpContext context)
    {
        if (workspace.Current is not { } snapshot)
        {
            await Answer.Unavailable.WriteAsync(context.Response);
            return;
        }

        // What the front-end announces counts, before anything is read.
        if (options.InternalBatchLimitEvents > 0 && int.TryParse(context.Request.First("X-Batch-Size"), NumberStyles.None, CultureInfo.InvariantCulture, out var announced)
            && _throttle.TryTake("", announced) is { } wait)
        {
            GatewayMetrics.Limited(announced);
            await Answer.TooManyEvents.WriteAsync(context.Response, wait);
            return;
        }

        var (body, refusal) = await RequestBody.ReadAsync(context.Request, options.MaxRequestBytes, budget, context.RequestAborted);
        if (body is null)
        {
            await refusal!.WriteAsync(context.Response);
            return;
        }

        using (body)
        {
            var (events, wrong) = Read(body.Bytes, snapshot);
            var answer = wrong ?? await routes.AppendAsync(events);
            await answer.WriteAsync(context.Response);
        }
    }

    private (List<IncomingEvent> Events, Answer? Refusal) Read(ReadOnlyMemory<byte> body, WorkspaceSnapshot snapshot)
    {
        var events = new List<IncomingEvent>();
        try
        {
            using var document = JsonDocument.Parse(body, JsonPolicy.Document);
            if (document.RootElement.ValueKind != JsonValueKind.Array || document.RootElement.GetArrayLength() == 0)
            {
                return (events, Answer.NotAnEvent);
            }

            if (document.RootElement.GetArrayLength() > options.MaxElements)
            {
                return (events, Answer.TooLarge);
            }

            foreach (var message in document.RootElement.EnumerateArray())
            {
                if (ReadMessage(message, snapshot) is not { } e)
                {
                    return (events, Answer.NotAnEvent);
                }

                Parsing.BodyScanner.CheckDepth(e.Body.Span);
                events.Add(e);
            }

            return (events, null);
        }
        catch (JsonException)
        {
            return (events, Answer.InvalidJson);
        }
    }

    private static IncomingEvent? ReadMessage(JsonElement message, WorkspaceSnapshot snapshot)
    {
        if (message.ValueKind != JsonValueKind.Object
            || !message.TryGetProperty("properties", out var properties) || properties.ValueKind != JsonValueKind.Object
            || !message.TryGetProperty("payload", out var payload) || payload.ValueKind != JsonValueKind.Object
            || Required.Any(name => Text(properties, name).Length == 0)
            || Text(payload, "messageId").Length == 0
            || !payload.TryGetProperty("receivedAt", out _) || !payload.TryGetProperty("request_ip", out _) || !payload.TryGetProperty("rudderId", out _)
            || (!payload.TryGetProperty("type", out _) && Text(properties, "requestType") is not ("batch" or "replay" or "retl" or "import"))
            || !DateTimeOffset.TryParse(Text(properties, "receivedAt"), CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var receivedAt))
        {
            return null;
        }

        var (workspaceId, sourceId, run) = (Text(properties, "workspaceID"), Text(properties, "sourceID"), Text(properties, "sourceJobRunID"));
        var key = MessageKey.Of(workspaceId, sourceId, Text(payload, "messageId"), run);
        var type = Text(payload, "type");
        var name = type == "track" ? Text(payload, "event") : type is "page" or "screen" ? Text(payload, "name") : "";
        var header = new EventHeader
        {
            SourceId = sourceId,
            Type = type,
            Name = name,
            MessageHash = key.Low64,
            User = UserKey.Of(workspaceId, Parsing.CleanText.Clean(Text(payload, "userId")), Parsing.CleanText.Clean(Text(payload, "anonymousId"))),
            ReceivedAt = receivedAt,
            DestinationId = Text(properties, "destinationID"),
            JobRunId = run,
            TaskRunId = Text(properties, "sourceTaskRunID"),
            Bot = Flag(properties, "isBot")
                ? new BotVerdict(Text(properties, "botName"), Text(properties, "botURL"), Flag(properties, "botIsInvalidBrowser"), Text(properties, "botAction"))
                : null,
            IsBlocked = snapshot.SourcesById.TryGetValue(sourceId, out var source) && Parsing.BlockedEvents.Has(snapshot, source, type, name),
        };
        return new IncomingEvent(header, Body(payload, Text(properties, "requestIP")), key);
    }

    // The message's address counts, whatever the event says: there is nothing beside an event here that could hold it.
    private static byte[] Body(JsonElement payload, string requestIp)
    {
        if (Text(payload, "request_ip") == requestIp)
        {
            return System.Runtime.InteropServices.JsonMarshal.GetRawUtf8Value(payload).ToArray();
        }

        var json = RawJson.Start();
        json.StartObject();
        foreach (var member in payload.EnumerateObject())
        {
            if (!member.NameEquals("request_ip"u8))
            {
                json.Copy(member);
            }
        }

        json.Name("request_ip"u8);
        json.Text(requestIp);
        json.EndObject();
        return json.ToArray();
    }

    private static bool Flag(JsonElement of, string name) => of.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.True;

    private static string Text(JsonElement of, string name) =>
        of.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String ? value.GetString()! : "";
}
