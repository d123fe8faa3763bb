using System.Globalization;
using Pintle.DestinationKit.Json;

namespace Pintle.Destinations.GoogleAnalytics4;

/// <summary>Users' own parameters: nested ones flattened, <c>a_b</c> and <c>list_0</c>; empty ones and reserved names left out.</summary>
internal static class CustomParams
{
    /// <summary>Adds the members of an object that aren't used otherwise. What is there already stays.</summary>
    public static void Add(JsObject to, JsValue from, HashSet<string> used)
    {
        foreach (var (name, value) in from.Members)
        {
            if (!used.Contains(name))
            {
                Add(to, name, value);
            }
        }
    }

    private static void Add(JsObject to, string name, JsValue value)
    {
        if (value.IsObject)
        {
            foreach (var (inner, part) in value.Members)
            {
                Add(to, $"{name}_{inner}", part);
            }
        }
        else if (value.IsArray)
        {
            var place = 0;
            foreach (var item in value.Items)
            {
                Add(to, string.Create(CultureInfo.InvariantCulture, $"{name}_{place++}"), item);
            }
        }
        else if (value.IsPresent && EventName.IsParameter(name) && !to.Has(name))
        {
            to[name] = value;
        }
    }
}
