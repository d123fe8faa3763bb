using System.Globalization;
using System.Text.Json;
using Pintle.Events;
using Pintle.Gateway.Parsing;

namespace Pintle.Gateway.FrontEnds;

/// <summary>One message of the internal batch route: an event that a front-end has accepted, and what it found out about it.</summary>
internal struct FrontEndMessage
{
    private JsonSpan _requestType;
    private JsonSpan _routingKey;
    private JsonSpan _workspaceId;
    private JsonSpan _sourceId;
    private JsonSpan _receivedAt;
    private JsonSpan _requestIp;
    private JsonSpan _destinationId;
    private JsonSpan _userId;
    private JsonSpan _jobRunId;
    private JsonSpan _taskRunId;
    private JsonSpan _isBot;
    private JsonSpan _botName;
    private JsonSpan _botUrl;
    private JsonSpan _isInvalidBrowser;
    private JsonSpan _botAction;

    /// <summary>The event.</summary>
    public EventScan Payload { get; private set; }

    /// <summary>Notes the message that the reader stands on. The default is one that is no object.</summary>
    public static FrontEndMessage Scan(ref Utf8JsonReader reader)
    {
        var message = new FrontEndMessage();
        if (reader.TokenType != JsonTokenType.StartObject)
        {
            reader.Skip();
            return message;
        }

        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            var isProperties = reader.ValueTextEquals("properties"u8);
            var isPayload = reader.ValueTextEquals("payload"u8);
            reader.Read();
            if (isPayload)
            {
                message.Payload = EventScanner.Scan(ref reader);
            }
            else if (isProperties && reader.TokenType == JsonTokenType.StartObject)
            {
                message.ScanProperties(ref reader);
            }
            else
            {
                reader.Skip();
            }
        }

        return message;
    }

    /// <summary>Who sent it, what and when; null when something is missing that every message has.</summary>
    public readonly FrontEndFacts? Read(ReadOnlySpan<byte> body)
    {
        var requestType = Text(_requestType, body);
        var messageId = Payload.MessageId.Text(body) ?? "";
        var isComplete = requestType.Length > 0 && Text(_routingKey, body).Length > 0 && Text(_workspaceId, body).Length > 0
            && Text(_sourceId, body).Length > 0 && Text(_requestIp, body).Length > 0 && messageId.Length > 0
            && Payload is { IsObject: true, ReceivedAt.IsPresent: true, HasRequestIp: true, HasRudderId: true }
            && (Payload.Type.IsPresent || requestType is "batch" or "replay" or "retl" or "import");
        if (!isComplete || !DateTimeOffset.TryParse(
            Text(_receivedAt, body), CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal, out var receivedAt))
        {
            return null;
        }

        var bot = _isBot.Kind == JsonTokenType.True
            ? new BotVerdict(Text(_botName, body), Text(_botUrl, body), _isInvalidBrowser.Kind == JsonTokenType.True, Text(_botAction, body))
            : null;
        return new FrontEndFacts(
            Text(_workspaceId, body), Text(_userId, body), messageId,
            new EventOriginIds(Text(_sourceId, body), Text(_destinationId, body), Text(_jobRunId, body), Text(_taskRunId, body)),
            Milliseconds.Of(receivedAt), bot);
    }

    private static string Text(JsonSpan value, ReadOnlySpan<byte> body) => value.Text(body) ?? "";

    private void ScanProperties(ref Utf8JsonReader reader)
    {
        var payload = Payload;
        this = new FrontEndMessage { Payload = payload };
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            var name = reader.ValueSpan.Length <= 64 ? reader.GetString() : null;
            reader.Read();
            var value = JsonSpan.Read(ref reader);
            Note(name, value);
        }
    }

    private void Note(string? name, JsonSpan value)
    {
        switch (name)
        {
            case "requestType": _requestType = value; break;
            case "routingKey": _routingKey = value; break;
            case "workspaceID": _workspaceId = value; break;
            case "sourceID": _sourceId = value; break;
            case "receivedAt": _receivedAt = value; break;
            case "requestIP": _requestIp = value; break;
            case "destinationID": _destinationId = value; break;
            case "userID": _userId = value; break;
            case "sourceJobRunID": _jobRunId = value; break;
            case "sourceTaskRunID": _taskRunId = value; break;
            case "isBot": _isBot = value; break;
            case "botName": _botName = value; break;
            case "botURL": _botUrl = value; break;
            case "botIsInvalidBrowser": _isInvalidBrowser = value; break;
            case "botAction": _botAction = value; break;
        }
    }
}

/// <summary>What a message says about its event.</summary>
internal sealed record FrontEndFacts(
    string WorkspaceId, string UserId, string MessageId, EventOriginIds Ids, DateTimeOffset ReceivedAt, BotVerdict? Bot);

/// <summary>Where an event comes from and where it may go.</summary>
internal sealed record EventOriginIds(string SourceId, string DestinationId, string JobRunId, string TaskRunId);
