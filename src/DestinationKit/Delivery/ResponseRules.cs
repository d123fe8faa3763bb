namespace Pintle.DestinationKit.Delivery;

/// <summary>What a status code means when the vendor's documentation says nothing else.</summary>
public static class ResponseRules
{
    /// <summary>
    /// 2xx delivered (298 filtered); 401, 429 and 503 speak of the destination as a whole; 408 and other 5xx are tried again; the rest
    /// is final.
    /// </summary>
    public static Verdict ByStatus(this VendorResponse response) => response.Status switch
    {
        298 => new Verdict(VerdictKind.Filtered, 298, "filtered by the destination", response.Body),
        >= 200 and < 300 => Verdict.Delivered,
        401 or 429 or 503 => Failed(VerdictKind.DestinationFault, response),
        408 or >= 500 or < 200 => Failed(VerdictKind.Retry, response),
        _ => Failed(VerdictKind.Abort, response),
    };

    private static Verdict Failed(VerdictKind kind, VendorResponse response) =>
        new(kind, response.Status, $"answered {response.Status}", response.Body);
}
