using Pintle.DestinationKit.Delivery;

namespace Pintle.Destinations.Intercom;

/// <summary>What Intercom's answers mean.</summary>
/// <remarks>https://developers.intercom.com/docs/references/2.10/rest-api/errors/http-responses</remarks>
internal static class IntercomAnswers
{
    public static Verdict Read(VendorResponse response) => response.Status switch
    {
        // A time-out of theirs, and a contact that somebody else has just created: the next search finds it.
        408 or 409 => new Verdict(VerdictKind.Retry, 500, $"answered {response.Status}", response.Body),
        _ => response.ByStatus(),
    };
}
