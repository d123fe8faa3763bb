using Pintle.DestinationKit.Deletion;
using Pintle.DestinationKit.Delivery;

namespace Pintle.Destinations.Iterable;

/// <summary>Makes Iterable delete people.</summary>
/// <remarks>https://api.iterable.com/api/docs#users_delete_0</remarks>
internal static class IterableDeletion
{
    public static async ValueTask<DeletionResult> DeleteAsync(DeletionRequest request, CancellationToken ct)
    {
        var key = request.Setting("apiKey").Trim();
        var host = IterableSettings.HostOf(request.Config["dataCenter"].ToText() ?? "");
        var failed = new List<string>();
        foreach (var userId in request.Each("userId"))
        {
            var response = await request.SendAsync(
                new VendorRequest { Method = "DELETE", Endpoint = $"{host}users/byUserId/{Uri.EscapeDataString(userId)}" }.WithHeaders(new KeyValuePair<string, string>("api_key", key)), ct);
            if (response.IsSuccess)
            {
                continue;
            }

            // A wrong key fails the others too, and what is away now can be asked again later.
            if (Verdict.KindOf(response.Status) != VerdictKind.Abort)
            {
                return DeletionResult.Failed(response);
            }

            failed.Add($"{userId}: {response.Json["msg"].ToText() ?? response.Body}");
        }

        return failed.Count == 0 ? DeletionResult.Successful : new DeletionResult(400, $"Iterable did not delete {string.Join("; ", failed)}");
    }
}
