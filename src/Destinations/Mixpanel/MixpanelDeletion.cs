using Pintle.DestinationKit.Deletion;
using Pintle.DestinationKit.Delivery;
using Pintle.DestinationKit.Json;

namespace Pintle.Destinations.Mixpanel;

/// <summary>Makes Mixpanel delete people: their profiles, or by a task everything.</summary>
/// <remarks>https://developer.mixpanel.com/reference/delete-profile, https://developer.mixpanel.com/reference/create-deletion</remarks>
internal static class MixpanelDeletion
{
    private const int MaxPeople = 1000;

    public static async ValueTask<DeletionResult> DeleteAsync(DeletionRequest request, CancellationToken ct)
    {
        var token = request.Setting("token").Trim();
        var isTask = request.Config["userDeletionApi"].AsText()?.Trim() == "task";
        var key = isTask ? request.Setting("gdprApiToken").Trim() : "";
        var residency = request.Config["dataResidency"].AsText();
        foreach (var people in request.Each("userId").Chunk(MaxPeople))
        {
            var response = await request.SendAsync(isTask ? Task(people, token, key, residency) : Profiles(people, token, residency), ct);
            if (!response.IsSuccess)
            {
                return DeletionResult.Failed(response);
            }

            if (response.Body.Trim() == "0" || response.Json["error"].IsTruthy)
            {
                return new DeletionResult(400, $"Mixpanel refused the deletion: {response.Body}");
            }
        }

        return DeletionResult.Successful;
    }

    private static VendorRequest Profiles(string[] people, string token, string? residency) => new VendorRequest
    {
        Method = "POST",
        Endpoint = $"{MixpanelApi.Host(residency)}/{MixpanelApi.Engage}",
        Kind = BodyKind.JsonArray,
        Content = ((JsValue)JsArray.Of(people.Select(id => (JsValue)new JsObject
        {
            { "$distinct_id", id }, { "$token", token }, { "$delete", JsValue.Null }, { "$ignore_alias", true },
        }))).ToJson(),
    }.WithHeaders(new("Content-Type", "application/json"), new("Accept", "text/plain"));

    private static VendorRequest Task(string[] people, string token, string key, string? residency)
    {
        var region = residency?.Trim().ToUpperInvariant();
        var host = region switch
        {
            "EU" => "https://eu.mixpanel.com",
            "IN" => "https://in.mixpanel.com",
            _ => "https://mixpanel.com",
        };
        return VendorRequest.Post($"{host}/api/app/data-deletions/v3.0/?token={Uri.EscapeDataString(token)}", new JsObject
        {
            { "distinct_ids", JsArray.Of(people.Select(static id => (JsValue)id)) },
            { "compliance_type", region == "EU" ? "GDPR" : "CCPA" },
        }).WithHeaders(new("Content-Type", "application/json"), new("Authorization", $"Bearer {key}"));
    }
}
