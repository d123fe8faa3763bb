using Pintle.DestinationKit;
using Pintle.DestinationKit.Json;

namespace Pintle.Destinations.Amplitude;

/// <summary>User properties that go with an event: https://amplitude.com/docs/apis/analytics/identify.</summary>
internal static class UserProperties
{
    /// <summary>Where the person came from first, and the campaign.</summary>
    public static JsObject Origin(Event e)
    {
        var properties = new JsObject();
        foreach (var name in (ReadOnlySpan<string>)["initial_referrer", "initial_referring_domain"])
        {
            if (e["context.page"][name] is { IsPresent: true } value)
            {
                properties[name] = value;
            }
        }

        foreach (var (name, value) in e["context.campaign"].Members)
        {
            if (value.IsPresent)
            {
                properties[$"utm_{name}"] = value;
            }
        }

        return properties;
    }

    /// <summary>Of a track, page or screen event: the traits of its context.</summary>
    public static JsObject OfContext(Event e)
    {
        var properties = Origin(e);
        foreach (var (name, value) in e["context.traits"].Members)
        {
            properties[name] = name == "address" && value.IsObject ? Address(value) : value;
        }

        return properties;
    }

    /// <summary>Of an identify event: its traits in one level, with what the settings and the event say to do with some of them.</summary>
    public static JsObject OfIdentify(Event e, AmplitudeSettings settings)
    {
        var properties = new JsObject { { "$unset", Unset(e) } };
        properties.AddAll(Origin(e));
        foreach (var (name, value) in Traits(e).Members)
        {
            if (name == "address" && value.IsObject)
            {
                properties.AddMissing(Address(value));
            }
            else if (!AmplitudeMapping.TraitsWithMembers.Contains(name))
            {
                properties[name] = value;
            }
        }

        Move(properties, "$add", settings.TraitsToIncrement);
        Move(properties, "$setOnce", settings.TraitsToSetOnce);
        Move(properties, "$append", settings.TraitsToAppend);
        Move(properties, "$prepend", settings.TraitsToPrepend);
        return properties;
    }

    /// <summary>Traits of an identify event.</summary>
    public static JsValue Traits(Event e) => e.First("traits", "context.traits");

    private static JsObject Address(JsValue address) =>
        address.ToObject().Keep(static (name, _) => !AmplitudeMapping.AddressWithMembers.Contains(name));

    private static void Move(JsObject properties, string operation, IReadOnlyList<string> names)
    {
        JsObject? moved = null;
        foreach (var name in names)
        {
            if (properties[name] is { IsUndefined: false } value)
            {
                (moved ??= [])[name] = value;
                properties.Remove(name);
            }
        }

        properties[operation] = moved;
    }

    private static JsObject? Unset(Event e)
    {
        JsObject? unset = null;
        foreach (var field in AmplitudeEvents.Options(e)["fieldsToUnset"].Items)
        {
            if (field.AsText() is { Length: > 0 } name)
            {
                (unset ??= [])[name] = "-";
            }
        }

        return unset;
    }
}
