using Pintle.DestinationKit;
using Pintle.DestinationKit.Deletion;
using Pintle.DestinationKit.Delivery;
using Pintle.DestinationKit.Json;

namespace Pintle.Destinations.Braze;

/// <summary>Braze's addresses, limits and answers (https://www.braze.com/docs/api/basics).</summary>
internal static class BrazeApi
{
    public const string Track = "users/track";
    public const string Identify = "users/identify";
    public const string Merge = "users/merge";
    public const string Export = "users/export/ids";
    public const string Subscriptions = "v2/subscription/status/set";

    /// <summary>Attributes, events and purchases, each, in one request of users/track.</summary>
    public const int MostRows = 75;

    /// <summary>Users in one request of the other routes.</summary>
    public const int MostUsers = 50;

    /// <summary>The address of a data center: <c>US-03</c> → rest.iad-03.braze.com.</summary>
    /// <exception cref="EventRejectedException">It is none.</exception>
    public static string Address(string dataCenter) => dataCenter.Trim().ToLowerInvariant().Split('-') switch
    {
        ["us", var number] => $"https://rest.iad-{number}.braze.com",
        ["eu", var number] => $"https://rest.fra-{number}.braze.eu",
        [("au" or "id" or "jp") and var region, var number] => $"https://rest.{region}-{number}.braze.com",
        _ => throw EventRejectedException.Configuration($"\"dataCenter\" is \"{dataCenter}\"; it must be like US-03, EU-01 or AU-01."),
    };

    /// <summary>
    /// A 2xx has taken everything that Braze doesn't name in <c>errors</c>; what it names is wrong with single rows and would be
    /// wrong again (https://www.braze.com/docs/api/errors).
    /// </summary>
    public static DeliveryResult Read(Delivered delivered)
    {
        var response = delivered.Response;
        var verdict = response.IsSuccess ? new Verdict(VerdictKind.Delivered, response.Status, "", response.Body) : Verdict.ByStatus(response.Status, $"answered {response.Status}", response.Body);
        return delivered.All(verdict);
    }

    public static async ValueTask<DeletionResult> DeleteAsync(DeletionRequest request, CancellationToken ct)
    {
        var settings = new BrazeSettings { RestApiKey = request.Setting("restApiKey"), DataCenter = request.Setting("dataCenter") };
        foreach (var ids in request.Each("userId").Chunk(MostUsers))
        {
            var body = new JsObject { { "external_ids", JsArray.Of(ids.Select(id => (JsValue)id)) } };
            var answer = await request.SendAsync(settings.Post("users/delete", body) with { Headers = [settings.Headers[0], settings.Headers[2]] }, ct);
            if (!answer.IsSuccess && answer.Status != 404)
            {
                return DeletionResult.Failed(answer);
            }
        }

        return DeletionResult.Successful;
    }
}
