using Pintle.DestinationKit.Delivery;
using Pintle.DestinationKit.Json;

namespace Pintle.Destinations.FacebookPixel;

/// <summary>
/// Reads answers of the Graph API: its error code says what happens next, its HTTP status does not (a spent token comes as 500).
/// </summary>
/// <remarks>https://developers.facebook.com/docs/graph-api/guides/error-handling, https://developers.facebook.com/docs/marketing-api/error-reference</remarks>
internal static class FacebookAnswers
{
    public static Verdict Read(VendorResponse response)
    {
        var error = response.Json["error"];
        if (!error.IsObject)
        {
            return response.ByStatus();
        }

        var message = Message(error);
        return Verdict.ByStatus(StatusOf(error), message, message);
    }

    private static int StatusOf(JsValue error) => error["code"].ToNumber() switch
    {
        _ when error["is_transient"].IsTruthy => 500,

        // Limits of the app, of the user, of the account and of business use cases.
        4 or 17 or 32 or 341 or 613 or (>= 80000 and <= 80014) => 429,

        // Invalid parameters, unsupported or forbidden requests, and tokens that are of no use any more.
        3 or 10 or 100 or 102 or 104 or 190 or (>= 200 and < 300) or 459 or 464 or 467 or 506 or 1609005 or 2500 or 2635 => 400,

        // 1, 2 and 368 pass; so may what is not known.
        _ => 500,
    };

    private static string Message(JsValue error)
    {
        var text = error["error_user_title"].OrFalsy(error["message"]).OrFalsy("Unknown failure.").ToString();
        var subcode = error["error_subcode"] is { IsTruthy: true } sub ? $" and sub-code {sub}" : "";
        return $"{text} (Facebook's error code {error["code"].ToText()}{subcode})";
    }
}
