using Pintle.DestinationKit.Delivery;
using Pintle.DestinationKit.Json;

namespace Pintle.Destinations.CustomerIo;

/// <summary>What Customer.io's answers mean; a batch tells of each item that it did not take (207).</summary>
/// <remarks>https://docs.customer.io/api/track/#operation/batch</remarks>
internal static class CustomerIoAnswers
{
    public static DeliveryResult Read(Delivered delivered)
    {
        var response = delivered.Response;
        if (!response.IsSuccess)
        {
            // Callers of the API refresh credentials on this.
            return delivered.All(response.ByStatus() with { Auth = response.Status == 401 ? AuthProblem.Expired : AuthProblem.None });
        }

        var errors = response.Json["errors"];
        if (errors.Length == 0)
        {
            return delivered.All(Verdict.Delivered);
        }

        var verdicts = new Verdict[delivered.Events];
        Array.Fill(verdicts, Verdict.Delivered);
        for (var i = 0; i < errors.Length; i++)
        {
            var at = errors[i]["batch_index"].AsNumber() ?? -1;
            if (at >= 0 && at < verdicts.Length)
            {
                verdicts[(int)at] = new Verdict(VerdictKind.Abort, 400, errors[i]["reason"].ToText() ?? "refused", Explained(errors[i]));
            }
        }

        return new DeliveryResult(response.Status, "some of the batch was refused", verdicts);
    }

    private static string Explained(JsValue error) =>
        $"reason: {error["reason"].ToText()}, field: {error["field"].ToText()}, message: {error["message"].ToText()}";
}
