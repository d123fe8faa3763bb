using Pintle.DestinationKit;
using Pintle.DestinationKit.Delivery;
using Pintle.DestinationKit.Json;
using Pintle.DestinationKit.Mappings;
using Pintle.DestinationKit.UserAgents;

namespace Pintle.Destinations.Mixpanel;

/// <summary>Profiles of people: https://docs.mixpanel.com/docs/data-structure/user-profiles.</summary>
internal static class Profiles
{
    /// <summary>What an identify event says of a person, in the order: set once, unite, append, set, merge.</summary>
    public static List<VendorRequest> Identify(Event e, MixpanelSettings settings)
    {
        var traits = e.First("traits", "context.traits").ToObject();
        var requests = new List<VendorRequest>(2);
        var once = Taken(traits, settings.SetOnceProperties, static value => value);
        if (once.Count > 0)
        {
            var properties = new JsObject();
            AddTraits(properties, once, isNew: true);
            requests.Add(MixpanelApi.Profile(e, settings, "$set_once", properties.AddMissing(once)));
        }

        var union = Taken(traits, settings.UnionProperties, static value => value.IsArray ? value : new JsArray { value });
        if (union.Count > 0)
        {
            requests.Add(MixpanelApi.Profile(e, settings, "$union", union));
        }

        var append = Taken(traits, settings.AppendProperties, static value => value);
        if (append.Count > 0)
        {
            requests.Add(MixpanelApi.Profile(e, settings, "$append", append));
        }

        requests.Add(Set(e, settings, traits));
        if (People.Merge(e, settings) is { } merge)
        {
            requests.Add(merge);
        }

        return requests;
    }

    private static VendorRequest Set(Event e, MixpanelSettings settings, JsObject traits)
    {
        var set = new JsObject();
        var (first, last) = AddTraits(set, traits, settings.UseNewMapping);
        MixpanelMapping.Profile.MapInto(set, e);
        set.AddMissing(traits);
        if (!set.Has("$name") && first.IsTruthy && last.IsTruthy)
        {
            set["$name"] = $"{first} {last}";
        }

        if (!settings.UseNewMapping)
        {
            set["$firstName"] = first;
            set["$lastName"] = last;
        }

        AddDevice(set, e);
        var change = new JsObject
        {
            { "$set", set },
            { "$token", settings.Token.Trim() },
            { "$distinct_id", People.DistinctId(e, settings) },
            { "$ip", Standard.Ip.Of(e) },
            { "$time", JsDate.Milliseconds(Standard.Timestamp.Of(e)) },
            { "$ignore_time", e["context.active"].AsBoolean() == false ? true : default(JsValue) },
        };
        return MixpanelApi.Change(e, settings, MixpanelApi.Engage, change);
    }

    /// <summary>The browser that an event of a web page names.</summary>
    public static void AddBrowser(JsObject properties, Event e)
    {
        if (e.Message["channel"].AsText() == "web" && UserAgent.Parse(e["context.userAgent"].AsText()) is { Browser.Length: > 0 } agent)
        {
            properties["$browser"] = agent.Browser;
            properties["$browser_version"] = agent.BrowserVersion.Length > 0 ? agent.BrowserVersion : default(JsValue);
        }
    }

    private static void AddDevice(JsObject set, Event e)
    {
        AddBrowser(set, e);
        switch (e["context.device.type"].AsText()?.ToUpperInvariant() ?? "")
        {
            case "ANDROID":
                MixpanelMapping.Android.MapInto(set, e);
                break;
            case "IOS" or "IPADOS" or "TVOS" or "WATCHOS":
                MixpanelMapping.Apple.MapInto(set, e);
                break;
        }
    }

    // Moves traits that have a property of their own; in the older mapping the parts of a name come last, and are handed back.
    private static (JsValue First, JsValue Last) AddTraits(JsObject properties, JsObject traits, bool isNew)
    {
        JsValue first = default, last = default;
        foreach (var (property, names) in MixpanelMapping.Traits)
        {
            var value = ((JsValue)traits).First(names);
            foreach (var name in names)
            {
                Remove(traits, name, value);
            }

            (first, last) = property switch
            {
                "$first_name" => (value, last),
                "$last_name" => (first, value),
                _ => (first, last),
            };
            if (value.IsPresent && (isNew || property is not ("$first_name" or "$last_name")))
            {
                properties[property] = value;
            }
        }

        return (first, last);
    }

    private static JsObject Taken(JsObject traits, IReadOnlyList<string> paths, Func<JsValue, JsValue> shape)
    {
        var taken = new JsObject();
        foreach (var path in paths)
        {
            if (traits.Find(path) is { IsPresent: true } value)
            {
                taken.SetAt(path, shape(value));
                Remove(traits, path, value);
            }
        }

        return taken;
    }

    // The object around goes when nothing is left in it.
    private static void Remove(JsObject traits, string path, JsValue value)
    {
        var dot = path.IndexOf('.', StringComparison.Ordinal);
        if (dot < 0)
        {
            traits.Remove(path);
        }
        else if (value.IsDefined && traits[path[..dot]].IsObject)
        {
            var inner = traits.Own(path[..dot]);
            Remove(inner, path[(dot + 1)..], value);
            if (inner.Count == 0)
            {
                traits.Remove(path[..dot]);
            }
        }
    }
}
