namespace Pintle.Gateway.Parsing;

/// <summary>What one pass over an event's JSON notes. Positions are bytes of the request's body.</summary>
internal struct EventScan
{
    /// <summary>Where the event's JSON begins and ends.</summary>
    public int Start;
    public int End;

    /// <summary>False when the element is no JSON object; nothing else is set then.</summary>
    public bool IsObject;

    /// <summary>The event has at least one member.</summary>
    public bool HasMembers;

    public string Type;
    public string Event;
    public string Name;

    /// <summary>Ids as text, not yet cleaned.</summary>
    public string UserId;
    public string AnonymousId;

    /// <summary>The message id as sent; null when it is missing or not a string.</summary>
    public string? MessageId;

    public int TypeCount;
    public int MessageIdCount;
    public bool HasRudderId;
    public bool HasReceivedAt;
    public bool HasRequestIp;

    /// <summary>The address as sent; null when it is missing or not a string.</summary>
    public string? RequestIp;

    /// <summary>From <c>context.sources</c>.</summary>
    public string JobRunId;
    public string TaskRunId;
}
