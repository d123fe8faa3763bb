using Pintle.DestinationKit.Json;

namespace Pintle.Destinations.Intercom;

/// <summary>
/// What Intercom has no field for. Its custom attributes and the metadata of its events are flat: nested values become
/// <c>a.b</c> and <c>a[0]</c>.
/// </summary>
/// <remarks>https://developers.intercom.com/docs/references/2.10/rest-api/api.intercom.io/data-events/createdataevent (metadata)</remarks>
internal static class CustomAttributes
{
    /// <summary>Traits that no field has taken, flat.</summary>
    public static JsObject Of(JsValue traits, string[] taken) => JsonFlatten.Flat(traits.ToObject().Without(taken)).Keep(IsValue);

    /// <summary>Properties of an event: monetary amounts and links stay the objects that Intercom knows, the rest is flat.</summary>
    public static JsObject Metadata(JsValue properties)
    {
        var metadata = new JsObject();
        foreach (var (name, value) in properties.Members)
        {
            if (!value.IsObject && !value.IsArray || IsRich(value))
            {
                metadata[name] = value;
            }
            else
            {
                metadata.AddAll(JsonFlatten.Flat(new JsObject { { name, value } }).Keep(IsValue));
            }
        }

        return metadata;
    }

    private static bool IsRich(JsValue value) => (value.Has("amount") && value.Has("currency")) || (value.Has("url") && value.Has("value"));

    // Empty objects and arrays are all that flattening leaves of them, and no attribute can hold one.
    private static bool IsValue(string name, JsValue value) => !value.IsObject && !value.IsArray;
}
