using Pintle.DestinationKit.Deletion;
using Pintle.DestinationKit.Delivery;
using Pintle.DestinationKit.Json;

namespace Pintle.Destinations.Intercom;

/// <summary>Makes Intercom delete people, for good.</summary>
/// <remarks>
/// https://developers.intercom.com/docs/references/1.3/rest-api/users/delete-users and
/// https://developers.intercom.com/docs/references/2.10/rest-api/api.intercom.io/contacts/deletecontact: both want Intercom's own id.
/// </remarks>
internal static class IntercomDeletion
{
    public static async ValueTask<DeletionResult> DeleteAsync(DeletionRequest request, CancellationToken ct)
    {
        var own = request.Config["apiKey"].ToText();
        var token = own is { Length: > 0 } ? own : request.Secret["accessToken"].Or(request.Secret["access_token"]).ToText();
        if (string.IsNullOrEmpty(token))
        {
            return new DeletionResult(400, "\"apiKey\" is required for user deletion: the access token is missing.");
        }

        var isLatest = request.Config["apiVersion"].AsText() is "v2" or "latest";
        var api = new IntercomApi(token, request.Config["apiServer"].ToText() ?? "", isLatest);
        foreach (var userId in request.Each("userId"))
        {
            var response = isLatest ? await DeleteContactAsync(request, api, userId, ct) : await DeleteUserAsync(request, api, userId, ct);

            // Whom Intercom doesn't know, it holds no data of.
            if (!response.IsSuccess && response.Status != 404)
            {
                return DeletionResult.Failed(response) with { Auth = own is { Length: > 0 } ? AuthProblem.None : ProblemOf(response.Status) };
            }
        }

        return DeletionResult.Successful;
    }

    private static async ValueTask<VendorResponse> DeleteContactAsync(DeletionRequest request, IntercomApi api, string userId, CancellationToken ct)
    {
        var found = await request.SendAsync(ContactSearch.Search(api, [ContactSearch.Condition("external_id", userId)]), ct);
        return found.IsSuccess
            ? await request.SendAsync(api.Delete($"contacts/{Uri.EscapeDataString(found.Json["data"][0]["id"].ToText() ?? userId)}"), ct)
            : found;
    }

    // Callers may know Intercom's id and give that. Whom it doesn't name is looked up by the id of one's own.
    private static async ValueTask<VendorResponse> DeleteUserAsync(DeletionRequest request, IntercomApi api, string userId, CancellationToken ct)
    {
        var response = await request.SendAsync(Requested(api, userId), ct);
        if (response.Status != 404)
        {
            return response;
        }

        var user = await request.SendAsync(api.Get("users").WithParam("user_id", userId), ct);
        return user.IsSuccess && user.Json["id"].ToText() is { Length: > 0 } id ? await request.SendAsync(Requested(api, id), ct) : user;
    }

    private static VendorRequest Requested(IntercomApi api, string id) => api.Post("user_delete_requests", new JsObject { { "intercom_user_id", id } });

    private static AuthProblem ProblemOf(int status) => status switch
    {
        401 => AuthProblem.Expired,
        403 => AuthProblem.Revoked,
        _ => AuthProblem.None,
    };
}
