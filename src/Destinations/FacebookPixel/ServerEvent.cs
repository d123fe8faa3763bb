using Pintle.DestinationKit;
using Pintle.DestinationKit.Delivery;
using Pintle.DestinationKit.Json;
using Pintle.DestinationKit.Mappings;
using static Pintle.DestinationKit.Mappings.Sources;

namespace Pintle.Destinations.FacebookPixel;

/// <summary>One event as the Conversions API takes it, and its request.</summary>
/// <remarks>https://developers.facebook.com/docs/marketing-api/conversions-api/parameters/server-event</remarks>
internal static class ServerEvent
{
    private const string Api = "https://graph.facebook.com/v25.0";

    private static readonly HashSet<string> ActionSources =
        ["email", "website", "app", "phone_call", "chat", "physical_store", "system_generated", "business_messaging", "other"];

    private static readonly Source Url = Standard.PageUrl;
    private static readonly Source Id = Anywhere("event_id").Or(From("messageId"));
    private static readonly Source ActionSource = Anywhere("action_source");
    private static readonly Source OptOut = Anywhere("opt_out");

    /// <summary>The request that sends it.</summary>
    /// <param name="e">The event.</param>
    /// <param name="settings">The pixel.</param>
    /// <param name="name">Name of the event at Facebook.</param>
    /// <param name="data">Its <c>custom_data</c>; null when it has none.</param>
    public static Outcome Send(Event e, FacebookPixelSettings settings, string name, JsObject? data)
    {
        var source = SourceOf(e);
        var made = new JsObject
        {
            { "user_data", UserData.Of(e, settings) },
            { "event_name", name },
            { "event_time", TimeOf(e, source) },
            { "event_source_url", Url.Of(e) },
            { "event_id", Id.Of(e) },
            { "action_source", source },
            { "opt_out", OptOut.Of(e) },
        };
        if (settings.LimitedDataUSage && e["context.dataProcessingOptions"] is { Length: > 0 } options)
        {
            made["data_processing_options"] = options[0];
            made["data_processing_options_country"] = options[1];
            made["data_processing_options_state"] = options[2];
        }

        if (data is { Count: > 0 })
        {
            made["custom_data"] = data;
        }

        return new Outcome.Send(Request(settings, made));
    }

    private static VendorRequest Request(FacebookPixelSettings settings, JsValue made)
    {
        var form = new JsObject { { "data", new JsArray { made.ToJson() } } };
        if (settings.TestDestination && settings.TestEventCode.Length > 0)
        {
            form["test_event_code"] = settings.TestEventCode;
        }

        var endpoint = $"{Api}/{settings.PixelId.Trim()}/events?access_token={settings.AccessToken}";
        return VendorRequest.Form("POST", endpoint, form) with { EndpointPath = "events" };
    }

    private static string SourceOf(Event e)
    {
        var given = ActionSource.Of(e);
        if (given.IsTruthy)
        {
            return given.AsText() is { } text && ActionSources.Contains(text)
                ? text
                : throw EventRejectedException.Instrumentation($"action_source \"{given}\" is none of {string.Join(", ", ActionSources)}.");
        }

        return e["channel"].AsText() switch
        {
            "web" => "website",
            "mobile" => "app",
            _ => "other",
        };
    }

    // Facebook refuses what is older than seven days, or 62 days when it happened in a store.
    private static JsValue TimeOf(Event e, string source)
    {
        var given = Standard.Timestamp.Of(e);
        var time = !given.IsPresent ? e.Now : JsDate.Parse(given)
            ?? throw EventRejectedException.Instrumentation($"timestamp \"{given}\" is not a date.");
        var days = source == "physical_store" ? 62 : 7;
        return time >= e.Now.AddDays(-days) && time <= e.Now.AddMinutes(1)
            ? time.ToUnixTimeSeconds()
            : throw EventRejectedException.Instrumentation($"timestamp {given}: events must be sent within {days} days of their occurrence or up to one minute in the future.");
    }

    private static Source Anywhere(string name) => From($"traits.{name}", $"context.traits.{name}", $"properties.{name}");
}
