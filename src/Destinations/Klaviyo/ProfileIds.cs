using Pintle.DestinationKit;
using Pintle.DestinationKit.Delivery;
using Pintle.DestinationKit.Json;
using Pintle.DestinationKit.Lookups;

namespace Pintle.Destinations.Klaviyo;

/// <summary>Ids of profiles in version v1, which can't create or update at once: creating tells the id, also of a profile that is there already.</summary>
/// <remarks>https://developers.klaviyo.com/en/v2023-02-22/reference/create_profile</remarks>
internal static class ProfileIds
{
    private static readonly Lookup<string> Known = new("klaviyo-profile");

    public static async ValueTask<string> OfAsync(Event e, KlaviyoSettings settings, JsObject attributes)
    {
        var key = string.Join('\n', settings.PrivateApiKey,
            attributes["email"].ToText(), attributes["phone_number"].ToText(), attributes["external_id"].ToText());
        return (await Known.GetAsync(e.Environment, key, async () => await AskAsync(e, settings, attributes)))!;
    }

    private static async Task<string?> AskAsync(Event e, KlaviyoSettings settings, JsObject attributes)
    {
        var data = new JsObject { { "type", "profile" }, { "attributes", attributes } };
        var answer = await e.AskAsync(KlaviyoApi.Post(settings, KlaviyoApi.Profiles, data));
        var id = answer.Status == 409 ? answer.Json.Find("errors.0.meta.duplicate_profile_id") : answer.Json.Find("data.id");
        if ((answer.IsSuccess || answer.Status == 409) && id.ToText() is { Length: > 0 } known)
        {
            return known;
        }

        var message = $"Klaviyo did not create the profile: {answer.Status} {answer.Body}";
        throw answer.IsSuccess ? new EventRetryException(500, message)
            : Verdict.KindOf(answer.Status) == VerdictKind.Abort || answer.Status == 401 ? EventRejectedException.Vendor(answer.Status, message)
            : new EventRetryException(answer.Status, message);
    }
}
