using Pintle.DestinationKit;
using Pintle.DestinationKit.Delivery;
using Pintle.DestinationKit.Json;

namespace Pintle.Destinations.Amplitude;

/// <summary>Groups that people belong to, and users of several projects that are one.</summary>
internal static class Groups
{
    /// <summary>The person's membership, and the group's own properties.</summary>
    /// <remarks>https://amplitude.com/docs/apis/analytics/group-identify</remarks>
    public static VendorRequest[] Group(Event e, AmplitudeSettings settings)
    {
        var group = Asked(e, settings) ?? throw EventRejectedException.Instrumentation(
            "The group's type and value are required: in the traits that the settings groupTypeTrait and groupValueTrait name, or in integrations.Amplitude.groups (group_type, group_value).");
        var type = group.Type.ToString();
        var properties = UserProperties.Origin(e);
        properties[type] = group.Value;
        var item = AmplitudeEvents.Of(e, settings, "$identify", properties);
        item["groups"] = new JsObject { { type, group.Value } };
        item.Remove("insert_id");
        var identifications = new JsArray();
        foreach (var value in group.Value.IsArray ? group.Value.ToArray() : [group.Value])
        {
            identifications.Add(((JsValue)new JsObject { { "group_type", type }, { "group_value", value }, { "group_properties", group.Properties } }).ToJson());
        }

        return [AmplitudeEvents.Finished(e, settings, item), AmplitudeApi.Form(e, settings, AmplitudeApi.GroupIdentify, "identification", identifications)];
    }

    /// <summary>Maps a user id to a global one, or takes that back.</summary>
    /// <remarks>https://amplitude.com/docs/apis/analytics/user-mapping</remarks>
    public static VendorRequest Alias(Event e, AmplitudeSettings settings)
    {
        var user = Standard(e);
        var unmap = AmplitudeEvents.Options(e)["unmap"];
        var origin = UserProperties.Origin(e);
        var mapping = new JsObject
        {
            { "global_user_id", unmap.IsTruthy ? default : Required(user, "userId") },
            { "user_id", !unmap.IsTruthy ? Required(e.First("previousId", "traits.previousId"), "previousId") : Required(unmap.IsBoolean ? user : unmap, "userId") },
            { "user_properties", origin.Count > 0 ? origin : default(JsValue) },
            { "unmap", unmap.IsTruthy ? true : default(JsValue) },
        };
        return AmplitudeApi.Form(e, settings, AmplitudeApi.UserMap, "mapping", new JsArray { ((JsValue)mapping).ToJson() });
    }

    private static (JsValue Type, JsValue Value, JsValue Properties)? Asked(Event e, AmplitudeSettings settings)
    {
        var own = AmplitudeEvents.Options(e)["groups"];
        if (IsName(own["group_type"]) && IsName(own["group_value"]))
        {
            return (own["group_type"], own["group_value"], own["group_properties"]);
        }

        var traits = e.First("traits", "context.traits");
        var (type, value) = (traits[settings.GroupTypeTrait.Trim()], traits[settings.GroupValueTrait.Trim()]);
        return IsName(type) && !type.IsArray && IsName(value) ? (type, value, traits) : null;
    }

    private static bool IsName(JsValue name) => name.IsPresent && !name.IsObject && !(name.IsArray && name.IsEmpty);

    private static JsValue Standard(Event e) => DestinationKit.Mappings.Standard.UserIdOnly.Of(e);

    private static JsValue Required(JsValue id, string name) => id.IsPresent && !id.IsObject && !id.IsArray
        ? id
        : throw EventRejectedException.Instrumentation($"\"{name}\" is required for alias events.");
}
