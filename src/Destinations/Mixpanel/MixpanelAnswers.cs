using Pintle.DestinationKit.Delivery;
using Pintle.DestinationKit.Json;

namespace Pintle.Destinations.Mixpanel;

/// <summary>What Mixpanel's answers mean: https://developer.mixpanel.com/reference/import-events, …/profile-set.</summary>
internal static class MixpanelAnswers
{
    public static DeliveryResult Read(Delivered delivered)
    {
        var response = delivered.Response;
        var json = response.Json;
        var error = json["error"] is { IsTruthy: true } told ? told.ToString() : "";
        if (response.Status == 400 && json["failed_records"].Length > 0)
        {
            return Failed(delivered, json["failed_records"]);
        }

        // Profiles and groups: 200, and the failure is in the text.
        if (response.IsSuccess && (error.Length > 0 || json["status"].AsNumber() == 0 || response.Body.Trim() == "0"))
        {
            return Apart(delivered, error.Length > 0 ? error : response.Body);
        }

        return response.Status is 400 or 413 ? Apart(delivered, error.Length > 0 ? error : response.Body) : delivered.ByStatus();
    }

    // With strict=1 the others are in.
    private static DeliveryResult Failed(Delivered delivered, JsValue failed)
    {
        var verdicts = new Verdict[delivered.Events];
        Array.Fill(verdicts, Verdict.Delivered);
        if (MixpanelBatches.Records(delivered.Request).Length is var records && records != 0 && records != delivered.Events)
        {
            // Somebody had several records: who it was, the next try says.
            return Apart(delivered, failed.ToJson());
        }

        for (var i = 0; i < failed.Length; i++)
        {
            if (failed[i]["index"].AsNumber() is { } index && index >= 0 && index < verdicts.Length)
            {
                var message = $"\"{failed[i]["field"].ToText()}\": {failed[i]["message"].ToText()}";
                verdicts[(int)index] = new Verdict(VerdictKind.Abort, 400, "the event was refused", message);
            }
        }

        return new DeliveryResult(200, "some events were refused", verdicts);
    }

    // One bad record fails all: they go again, alone. Who was alone has failed for good.
    private static DeliveryResult Apart(Delivered delivered, string message) => delivered.All(
        delivered.Events > 1 && !delivered.Metadata[0]["dontBatch"].IsTruthy
            ? new Verdict(VerdictKind.Retry, 500, "a record of the batch was refused", message) { DontBatch = true }
            : new Verdict(VerdictKind.Abort, delivered.Response.IsSuccess ? 400 : delivered.Response.Status, "refused", message));
}
