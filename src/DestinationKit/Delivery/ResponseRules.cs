namespace Pintle.DestinationKit.Delivery;

/// <summary>What an answer means when the vendor's documentation says nothing else.</summary>
public static class ResponseRules
{
    /// <summary>By its status code: <see cref="Verdict.KindOf"/>.</summary>
    public static Verdict ByStatus(this VendorResponse response) => Verdict.KindOf(response.Status) switch
    {
        VerdictKind.Delivered => Verdict.Delivered,
        VerdictKind.Filtered => new Verdict(VerdictKind.Filtered, 298, "filtered by the destination", response.Body),
        var kind => new Verdict(kind, response.Status, $"answered {response.Status}", response.Body),
    };
}
