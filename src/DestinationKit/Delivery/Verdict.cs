namespace Pintle.DestinationKit.Delivery;

/// <summary>What a vendor's answer means for one event.</summary>
/// <param name="Kind">What happens next.</param>
/// <param name="StatusCode">The status it is recorded with.</param>
/// <param name="Reason">Short words to group by; empty when delivered.</param>
/// <param name="Message">What exactly the vendor said; empty when delivered.</param>
public sealed record Verdict(VerdictKind Kind, int StatusCode, string Reason = "", string Message = "")
{
    public static readonly Verdict Delivered = new(VerdictKind.Delivered, 200);
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
