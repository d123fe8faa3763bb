using System.Text.RegularExpressions;
using Pintle.DestinationKit;
using Pintle.DestinationKit.Delivery;
using Pintle.DestinationKit.Json;
using Pintle.DestinationKit.Mappings;

namespace Pintle.Destinations.Mixpanel;

/// <summary>Track, page and screen events.</summary>
internal static partial class MixpanelEvents
{
    // The peer takes nothing older than five years; Mixpanel itself would, see the notes.
    private static readonly TimeSpan Oldest = TimeSpan.FromDays(6 * 365);

    /// <summary>An event; before it what it changes of the person: transactions and counters.</summary>
    public static List<VendorRequest> Track(Event e, MixpanelSettings settings)
    {
        var name = e.Message["event"];
        if (!name.IsTruthy || name.IsObject || name.IsArray)
        {
            throw EventRejectedException.Instrumentation("\"event\" is required for track events.");
        }

        var requests = new List<VendorRequest>(1);
        if (e["properties.revenue"] is { IsTruthy: true } revenue)
        {
            var transaction = new JsObject { { "$time", Time(e) }, { "$amount", revenue } };
            requests.Add(MixpanelApi.Profile(e, settings, "$append", new JsObject { { "$transactions", transaction } }));
        }

        var added = new JsObject();
        foreach (var path in settings.PropIncrements)
        {
            if (e.Message["properties"].Find(path) is { IsTruthy: true } value)
            {
                added[path] = value;
            }
        }

        if (added.Count > 0)
        {
            requests.Add(MixpanelApi.Profile(e, settings, "$add", added));
        }

        var properties = e.Message["properties"].ToObject();
        if (!settings.DropTraitsInTrackEvent)
        {
            properties.AddMissing(e["context.traits"]);
        }

        requests.Add(MixpanelApi.Event(e, settings, name.ToString(), Finished(properties, e, settings)));
        return requests;
    }

    /// <summary>A page or screen.</summary>
    public static VendorRequest View(Event e, MixpanelSettings settings)
    {
        var (isOwn, template, usual) = e.Type == "page"
            ? (settings.UseUserDefinedPageEventName, settings.UserDefinedPageEventTemplate.Trim(), "Loaded a Page")
            : (settings.UseUserDefinedScreenEventName, settings.UserDefinedScreenEventTemplate.Trim(), "Loaded a Screen");
        var name = !isOwn ? usual
            : template.Length == 0 ? throw EventRejectedException.Configuration($"The name of {e.Type} events is missing: \"userDefined{(e.Type == "page" ? "Page" : "Screen")}EventTemplate\".")
            : Place().Replace(template, place => e[place.Groups["path"].Value].ToText() ?? "").Trim();
        var properties = Finished(e.Message["properties"].ToObject(), e, settings, isView: true);
        return MixpanelApi.Event(e, settings, name.Length > 0 ? name : usual, properties);
    }

    private static JsObject Finished(JsObject properties, Event e, MixpanelSettings settings, bool isView = false)
    {
        if (e.Message["messageId"] is { IsDefined: true, IsText: false })
        {
            throw EventRejectedException.Instrumentation("\"messageId\" must be a text.");
        }

        MixpanelMapping.Event.MapInto(properties, e);
        properties["token"] = settings.Token.Trim();
        properties["distinct_id"] = People.DistinctId(e, settings);
        properties["time"] = JsDate.Milliseconds(Checked(Standard.Timestamp.Of(e), e));
        if (settings.IsSimplified)
        {
            properties["$device_id"] = People.Id(e, "anonymousId");
        }

        foreach (var (name, value) in e["context.campaign"].Members)
        {
            if (value.IsPresent)
            {
                properties[name == "name" ? "utm_campaign" : $"utm_{name}"] = value;
            }
        }

        if (isView)
        {
            Set("name");
            Set("category");
        }

        Profiles.AddBrowser(properties, e);
        return properties;

        void Set(string name)
        {
            if (e.Message[name] is { IsTruthy: true } value)
            {
                properties[name] = value;
            }
        }
    }

    private static JsValue Checked(JsValue time, Event e) => JsDate.Parse(time) is { } at && at < e.Now - Oldest
        ? throw EventRejectedException.Instrumentation($"\"timestamp\" {time} is more than six years ago; nothing that old is sent.")
        : time;

    private static JsValue Time(Event e) => (JsDate.Parse(e.Message["timestamp"]) ?? JsDate.Parse(e.Message["originalTimestamp"])) is { } time
        ? JsDate.Iso(time)
        : default(JsValue);

    [GeneratedRegex(@"\{\{\s*(?<path>[^{}]*?)\s*\}\}", RegexOptions.CultureInvariant)]
    private static partial Regex Place();
}
