using Pintle.DestinationKit;
using Pintle.DestinationKit.Delivery;
using Pintle.DestinationKit.Json;

namespace Pintle.Destinations.Mixpanel;

/// <summary>Who is who: https://docs.mixpanel.com/docs/tracking-methods/id-management.</summary>
internal static class People
{
    /// <summary>The id that events and profiles go by.</summary>
    public static string DistinctId(Event e, MixpanelSettings settings) =>
        Id(e, "userId") ?? (Id(e, "anonymousId") is { } device
            ? settings.IsSimplified ? $"$device:{device}" : device
            : throw EventRejectedException.Instrumentation("\"userId\" or \"anonymousId\" is required."));

    /// <summary>The merge of both ids that an identify event stands for; null when there is none to make.</summary>
    /// <remarks>https://developer.mixpanel.com/reference/identity-merge. Projects with the simplified API merge by the ids of events.</remarks>
    public static VendorRequest? Merge(Event e, MixpanelSettings settings) =>
        !settings.IsSimplified && Id(e, "userId") is { } user && Id(e, "anonymousId") is { } device && user != device
            ? MixpanelApi.Event(e, settings, "$merge", new JsObject
            {
                { "$distinct_ids", new JsArray { user, device } },
                { "token", settings.Token.Trim() },
            })
            : null;

    /// <summary>An alias event: https://developer.mixpanel.com/reference/identity-create-alias.</summary>
    public static VendorRequest Alias(Event e, MixpanelSettings settings)
    {
        if (settings.IsSimplified)
        {
            throw EventRejectedException.Instrumentation("The setting \"identityMergeApi\" is simplified, and Mixpanel's simplified merge has no aliases.");
        }

        var user = Id(e, "userId") ?? throw EventRejectedException.Instrumentation("\"userId\" is required for alias events.");
        var other = Id(e, "previousId") ?? Id(e, "anonymousId")
            ?? throw EventRejectedException.Instrumentation("\"previousId\" or \"anonymousId\" is required for alias events.");
        return user == other
            ? throw EventRejectedException.Instrumentation("\"previousId\" (or \"anonymousId\") is the same as \"userId\".")
            : MixpanelApi.Event(e, settings, "$create_alias", new JsObject { { "distinct_id", other }, { "alias", user }, { "token", settings.Token.Trim() } });
    }

    /// <summary>An id of the event; null when it has none.</summary>
    public static string? Id(Event e, string name) =>
        e.Message[name] is { IsTruthy: true, IsObject: false, IsArray: false } id ? id.ToString() : null;
}
