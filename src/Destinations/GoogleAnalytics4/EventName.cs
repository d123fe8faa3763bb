using System.Text.RegularExpressions;
using Pintle.DestinationKit;

namespace Pintle.Destinations.GoogleAnalytics4;

/// <summary>Google's rules for names (https://developers.google.com/analytics/devguides/collection/protocol/ga4/reference#reserved_names).</summary>
internal static partial class EventName
{
    private const int Longest = 40;

    private static readonly HashSet<string> Reserved =
    [
        "ad_activeview", "ad_click", "ad_exposure", "ad_impression", "ad_query", "ad_reward", "adunit_exposure", "app_background", "app_clear_data", "app_exception",
        "app_install", "app_remove", "app_store_refund", "app_store_subscription_cancel", "app_store_subscription_convert", "app_store_subscription_renew", "app_update",
        "app_upgrade", "dynamic_link_app_open", "dynamic_link_app_update", "dynamic_link_first_open", "error", "first_open", "first_visit", "firebase_campaign",
        "firebase_in_app_message_action", "firebase_in_app_message_dismiss", "firebase_in_app_message_impression", "in_app_purchase", "notification_dismiss",
        "notification_foreground", "notification_open", "notification_receive", "notification_send", "os_update", "session_start", "session_start_with_rollout",
        "user_engagement",
    ];

    private static readonly string[] ReservedPrefixes = ["_", "firebase_", "ga_", "google_", "gtag."];

    private static readonly HashSet<string> ReservedProperties = ["first_open_time", "first_visit_time", "last_deep_link_referrer", "user_id", "first_open_after_install"];

    /// <summary>A name as Google takes it: spaces become underscores.</summary>
    /// <exception cref="EventRejectedException">Google refuses such a name.</exception>
    public static string Of(string given)
    {
        var name = Spaces().Replace(given.Trim(), "_");
        if (Reserved.Contains(name))
        {
            throw EventRejectedException.Instrumentation($"The event name \"{name}\" is reserved by Google.");
        }

        if (HasReservedPrefix(name))
        {
            throw EventRejectedException.Instrumentation($"The event name \"{name}\" begins with a prefix that Google reserves ({string.Join(' ', ReservedPrefixes)}).");
        }

        return Valid().IsMatch(name) && name.Length <= Longest
            ? name
            : throw EventRejectedException.Instrumentation($"The event name \"{name}\" must begin with a letter, have letters, digits and underscores only, and at most {Longest} of them.");
    }

    /// <summary>May a parameter have this name?</summary>
    public static bool IsParameter(string name) => !HasReservedPrefix(name);

    /// <summary>May a user property have this name?</summary>
    public static bool IsUserProperty(string name) => name.Length <= 24 && Valid().IsMatch(name) && !HasReservedPrefix(name) && !ReservedProperties.Contains(name);

    private static bool HasReservedPrefix(string name)
    {
        foreach (var prefix in ReservedPrefixes)
        {
            if (name.StartsWith(prefix, StringComparison.Ordinal))
            {
                return true;
            }
        }

        return false;
    }

    [GeneratedRegex(@"\s+", RegexOptions.CultureInvariant)]
    private static partial Regex Spaces();

    [GeneratedRegex("^[A-Za-z][A-Za-z0-9_]*$", RegexOptions.CultureInvariant)]
    private static partial Regex Valid();
}
