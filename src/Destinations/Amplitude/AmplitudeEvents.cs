using System.Text.RegularExpressions;
using Pintle.DestinationKit;
using Pintle.DestinationKit.Delivery;
using Pintle.DestinationKit.Json;

namespace Pintle.Destinations.Amplitude;

/// <summary>Events of the HTTP API.</summary>
internal static partial class AmplitudeEvents
{
    private static readonly string[] Names = ["Amplitude", "AM", "am", "amplitude"];

    /// <summary>What the event says for Amplitude alone.</summary>
    public static JsValue Options(Event e) => e.Integrations(Names);

    /// <summary>A person's traits.</summary>
    public static VendorRequest Identify(Event e, AmplitudeSettings settings)
    {
        var item = Of(e, settings, "$identify", UserProperties.OfIdentify(e, settings));
        AddTraits(item, e);
        return Finished(e, settings, item);
    }

    /// <summary>A page or screen.</summary>
    public static VendorRequest View(Event e, AmplitudeSettings settings)
    {
        var isPage = e.Type == "page";
        var (isOwn, template) = isPage
            ? (settings.UseUserDefinedPageEventName, settings.UserProvidedPageEventString.Trim())
            : (settings.UseUserDefinedScreenEventName, settings.UserProvidedScreenEventString.Trim());
        var properties = e.Message["properties"].ToObject();
        var name = e.First("name", "event", "properties.name");
        if (name.IsTruthy)
        {
            properties["name"] = name;
        }

        var type = !isOwn ? $"Viewed {name.ToText()} {(isPage ? "Page" : "Screen")}"
            : template.Length == 0 ? name.ToText() ?? ""
            : Place().Replace(template, place => e[place.Groups["path"].Value].ToText() ?? "");
        var item = Of(e, settings, type, UserProperties.OfContext(e));
        item["event_properties"] = properties.Count > 0 || e.Message["properties"].IsObject ? properties : default(JsValue);
        return Finished(e, settings, item);
    }

    /// <summary>The members that all events have in common.</summary>
    public static JsObject Of(Event e, AmplitudeSettings settings, string type, JsObject userProperties)
    {
        if (string.IsNullOrWhiteSpace(type))
        {
            throw EventRejectedException.Instrumentation($"The event has no name: \"{(e.Type == "track" ? "event" : "name")}\" is required.");
        }

        var item = AmplitudeMapping.Event.Map(e);
        AmplitudeMapping.AddDevice(item, e, settings);
        item["event_type"] = type;
        item["user_properties"] = userProperties;
        item["insert_id"] = e.First("messageId");
        var options = Options(e);
        item["event_id"] = options["event_id"] is { IsPresent: true } id ? id : default;
        item["groups"] = options["groups"] is { IsObject: true, IsEmpty: false } groups ? groups : default;
        if (options["skipUserPropertiesSync"].AsBoolean() == true)
        {
            item["$skip_user_properties_sync"] = true;
        }

        return item;
    }

    /// <summary>The request; an event about nobody is rejected.</summary>
    public static VendorRequest Finished(Event e, AmplitudeSettings settings, JsObject item) => item.Has("user_id") || item.Has("device_id")
        ? AmplitudeApi.Event(e, settings, item)
        : throw EventRejectedException.Instrumentation("\"userId\" or \"anonymousId\" is required.");

    // Events that are mapped already have Amplitude's own names in their traits; so may others have some.
    private static void AddTraits(JsObject item, Event e)
    {
        var traits = e.Message["traits"];
        foreach (var (name, value) in traits.Members)
        {
            if (value.IsPresent && AmplitudeMapping.TraitsWithMembers.Contains(name) && (e.IsMapped || name is "city" or "country" or "region" or "dma"))
            {
                item[name] = value;
            }
        }

        if (e.IsMapped && e.MappedObject("AM") is { Id.IsPresent: true, IdentifierType.Length: > 0 } mapped)
        {
            item[mapped.IdentifierType] = mapped.Id;
            var properties = item.Own("user_properties");
            properties[mapped.IdentifierType] = mapped.Id;
        }
    }

    [GeneratedRegex(@"\{\{\s*(?<path>[^{}]*?)\s*\}\}", RegexOptions.CultureInvariant)]
    private static partial Regex Place();
}
