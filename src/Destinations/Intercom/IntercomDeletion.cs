using Pintle.DestinationKit.Deletion;
using Pintle.DestinationKit.Delivery;
using Pintle.DestinationKit.Json;

namespace Pintle.Destinations.Intercom;

/// <summary>Makes Intercom delete people, for good.</summary>
/// <remarks>https://developers.intercom.com/docs/references/1.4/rest-api/users/permanently-delete-user</remarks>
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

        var api = new IntercomApi(token, request.Config["apiServer"].ToText() ?? "", request.Config["apiVersion"].AsText() is "v2" or "latest");
        foreach (var userId in request.Each("userId"))
        {
            var response = await request.SendAsync(api.Post("user_delete_requests", new JsObject { { "intercom_user_id", userId } }), ct);

            // Whom Intercom doesn't know, it holds no data of.
            if (!response.IsSuccess && response.Status != 404)
            {
                return DeletionResult.Failed(response) with { Auth = own is { Length: > 0 } ? AuthProblem.None : ProblemOf(response.Status) };
            }
        }

        return DeletionResult.Successful;
    }

    private static AuthProblem ProblemOf(int status) => status switch
    {
        401 => AuthProblem.Expired,
        403 => AuthProblem.Revoked,
        _ => AuthProblem.None,
    };
}
