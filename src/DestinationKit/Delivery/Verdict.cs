namespace Pintle.DestinationKit.Delivery;

/// <summary>What a vendor's answer means for one event.</summary>
/// <param name="Kind">What happens next.</param>
/// <param name="StatusCode">The status it is recorded with.</param>
/// <param name="Reason">Short words to group by; empty when delivered.</param>
/// <param name="Message">What exactly the vendor said; empty when delivered.</param>
public sealed record Verdict(VerdictKind Kind, int StatusCode, string Reason = "", string Message = "")
{
    public static readonly Verdict Delivered = new(VerdictKind.Delivered, 200);

    /// <summary>The next try goes alone: one of its batch was refused and the vendor doesn't say which.</summary>
    public bool DontBatch { get; init; }

    /// <summary>What is wrong with the account's tokens.</summary>
    public AuthProblem Auth { get; init; }

    /// <summary>As a status code says when the vendor's documentation says nothing else.</summary>
    public static Verdict ByStatus(int status, string reason, string message = "") => new(KindOf(status), status, reason, message);

    /// <summary>2xx delivered (298 filtered); 401, 429 and 503 speak of the destination as a whole; 408 and other 5xx are tried again; the rest is final.</summary>
    public static VerdictKind KindOf(int status) => status switch
    {
        298 => VerdictKind.Filtered,
        >= 200 and < 300 => VerdictKind.Delivered,
        401 or 429 or 503 => VerdictKind.DestinationFault,
        408 or >= 500 or < 200 => VerdictKind.Retry,
        _ => VerdictKind.Abort,
    };
}

/// <summary>What happens to an event after an answer.</summary>
public enum VerdictKind
{
    /// <summary>Accepted.</summary>
    Delivered,

    /// <summary>The vendor left it out on purpose (298).</summary>
    Filtered,

    /// <summary>This event failed for now; its user parks and it is tried again.</summary>
    Retry,

    /// <summary>The destination as a whole refuses or is away (429, 503, 401): nothing parks, the loop backs off.</summary>
    DestinationFault,

    /// <summary>Will never work: dead letter.</summary>
    Abort,
}

/// <summary>What is wrong with an account's tokens (transformer API §7).</summary>
public enum AuthProblem
{
    None,

    /// <summary><c>REFRESH_TOKEN</c>: a new one is fetched and the event tried again.</summary>
    Expired,

    /// <summary><c>AUTH_STATUS_INACTIVE</c>: a person must allow access again; nothing is tried until then.</summary>
    Revoked,
}
