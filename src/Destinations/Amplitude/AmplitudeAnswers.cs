using Pintle.DestinationKit.Delivery;
using Pintle.DestinationKit.Json;

namespace Pintle.Destinations.Amplitude;

/// <summary>What Amplitude's answers mean: https://amplitude.com/docs/apis/analytics/http-v2#responses.</summary>
internal static class AmplitudeAnswers
{
    public static DeliveryResult Read(Delivered delivered)
    {
        var response = delivered.Response;
        if (response.IsSuccess)
        {
            return delivered.All(Verdict.Delivered);
        }

        var isBatch = delivered.Request.Endpoint.EndsWith($"/{AmplitudeApi.Batch}", StringComparison.Ordinal);
        return isBatch && response.Status is 400 or 413 ? Apart(delivered) : delivered.All(Of(response));
    }

    private static Verdict Of(VendorResponse response)
    {
        var status = response.Status;
        if (status == 429)
        {
            // Too much of one user or one device, in a second or in a day, is no reason to stop the others.
            return IsOf("users", response.Json) != IsOf("devices", response.Json)
                ? new Verdict(VerdictKind.Retry, 500, "a user or a device is throttled", response.Body)
                : new Verdict(VerdictKind.DestinationFault, 429, "throttled", response.Body);
        }

        return status switch
        {
            503 => new Verdict(VerdictKind.DestinationFault, 500, "Amplitude is away", response.Body),
            >= 500 => new Verdict(VerdictKind.Retry, 500, $"answered {status}", response.Body),
            _ => response.ByStatus(),
        };
    }

    private static bool IsOf(string kind, JsValue answer) => !answer[$"throttled_{kind}"].IsEmpty || !answer[$"exceeded_daily_quota_{kind}"].IsEmpty;

    // One bad event fails the batch: all go again, alone; who was alone already has failed for good.
    private static DeliveryResult Apart(Delivered delivered)
    {
        var response = delivered.Response;
        var message = response.Json["error"] is { IsTruthy: true } error ? error.ToString() : response.Body;
        var verdicts = new Verdict[delivered.Events];
        for (var i = 0; i < verdicts.Length; i++)
        {
            verdicts[i] = delivered.Metadata[i]["dontBatch"].IsTruthy || (delivered.Events == 1 && delivered.Metadata.IsUndefined)
                ? new Verdict(VerdictKind.Abort, response.Status, "refused", message)
                : new Verdict(VerdictKind.Retry, 500, "an event of the batch was refused", message) { DontBatch = true };
        }

        return new DeliveryResult(response.Status, message, verdicts);
    }
}
