using Pintle.DestinationKit.Delivery;

namespace Pintle.Destinations.Salesforce;

/// <summary>What Salesforce's answers mean: an array of errors with an <c>errorCode</c> each, most of the time.</summary>
/// <remarks>https://developer.salesforce.com/docs/atlas.en-us.api_rest.meta/api_rest/errorcodes.htm</remarks>
internal static class SalesforceAnswers
{
    /// <summary>Verdict of a delivery; a session that has ended is forgotten.</summary>
    public static DeliveryResult ReadDelivery(Delivered delivered)
    {
        var verdict = Read(delivered.Response);
        if (!IsSessionOver(delivered.Response))
        {
            return delivered.All(verdict);
        }

        var metadata = delivered.Metadata.IsArray ? delivered.Metadata[0] : delivered.Metadata;
        if (metadata.Find("destInfo.authKey").Or(metadata["destinationId"]).ToText() is { } key)
        {
            SalesforceLogin.Forget(delivered.Environment, key);
        }

        return delivered.All(verdict with { Auth = metadata.Find("secret.access_token").IsTruthy ? AuthProblem.Expired : AuthProblem.None });
    }

    public static Verdict Read(VendorResponse response)
    {
        if (response.IsSuccess)
        {
            return Verdict.Delivered;
        }

        var (kind, status) = Meaning(response);
        return new Verdict(kind, status, $"answered {response.Status} {CodeOf(response)}".TrimEnd(), response.Body);
    }

    /// <summary>Has the session's token ended, or was it revoked?</summary>
    public static bool IsSessionOver(VendorResponse response) => !response.IsSuccess && CodeOf(response) == "INVALID_SESSION_ID";

    private static (VerdictKind Kind, int Status) Meaning(VendorResponse response) => CodeOf(response) switch
    {
        // The next try is made with a new session.
        "INVALID_SESSION_ID" => (VerdictKind.Retry, 500),
        "REQUEST_LIMIT_EXCEEDED" => (VerdictKind.DestinationFault, 429),
        "SERVER_UNAVAILABLE" when response.Status == 503 => (VerdictKind.DestinationFault, 429),
        _ when IsContention(response.Body) => (VerdictKind.Retry, 500),
        _ => response.Status switch
        {
            429 => (VerdictKind.DestinationFault, 429),
            408 or >= 500 => (VerdictKind.Retry, 500),
            _ => (VerdictKind.Abort, 400),
        },
    };

    // Another transaction holds the record, or triggers of the organisation ran into a limit that depends on its neighbours:
    // https://developer.salesforce.com/docs/atlas.en-us.api.meta/api/sforce_api_calls_concepts_core_data_objects.htm
    private static bool IsContention(string body) =>
        body.Contains("UNABLE_TO_LOCK_ROW", StringComparison.Ordinal) || body.Contains("Too many SOQL queries", StringComparison.OrdinalIgnoreCase);

    private static string? CodeOf(VendorResponse response) => response.Json[0]["errorCode"].AsText();
}
