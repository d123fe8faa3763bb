using Pintle.DestinationKit.Deletion;
using Pintle.DestinationKit.Delivery;
using Pintle.DestinationKit.Json;

namespace Pintle.Destinations.Amplitude;

/// <summary>Makes Amplitude delete people: https://amplitude.com/docs/apis/analytics/user-privacy.</summary>
internal static class AmplitudeDeletion
{
    private const int MaxUsers = 100;

    public static async ValueTask<DeletionResult> DeleteAsync(DeletionRequest request, CancellationToken ct)
    {
        var credentials = BasicAuth.Of(request.Setting("apiKey"), request.Setting("apiSecret"));
        var host = AmplitudeSettings.IsEuropean(request.Config["residencyServer"].AsText()) ? "https://analytics.eu.amplitude.com" : "https://amplitude.com";
        foreach (var users in request.Each("userId").Chunk(MaxUsers))
        {
            var body = new JsObject
            {
                { "user_ids", JsArray.Of(users.Select(static u => (JsValue)u)) },
                { "requester", "RudderStack" },
                { "ignore_invalid_id", "true" },
            };
            var response = await request.SendAsync(VendorRequest.Post($"{host}/api/2/deletions/users", body).WithHeaders(
                new("Content-Type", "application/json"), new("Authorization", credentials)), ct);
            if (!response.IsSuccess)
            {
                return DeletionResult.Failed(response);
            }
        }

        return DeletionResult.Successful;
    }
}
