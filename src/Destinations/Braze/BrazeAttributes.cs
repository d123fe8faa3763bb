using Pintle.DestinationKit;
using Pintle.DestinationKit.Json;
using Pintle.DestinationKit.Mappings;
using static Pintle.DestinationKit.Mappings.Sources;

namespace Pintle.Destinations.Braze;

/// <summary>A person's attributes (https://www.braze.com/docs/api/objects_filters/user_attributes_object).</summary>
internal static class BrazeAttributes
{
    private static readonly Choices Genders = new()
    {
        { "M", "M", "m", "male", "Male", "MALE", "man", "Man", "MAN" },
        { "F", "F", "f", "female", "Female", "FEMALE", "woman", "Woman", "WOMAN" },
        { "O", "O", "o", "other", "Other", "OTHER" },
    };

    private static readonly Mapping Standards = new()
    {
        { "country", "address.country" },
        { "dob", "birthday" },
        { "email", "email" },
        { "first_name", "firstName" },
        { "gender", From("gender").Choose(Genders) },
        { "home_city", "address.city" },
        { "image_url", "avatar" },
        { "last_name", "lastName" },
        { "phone", "phone" },
    };

    private static readonly HashSet<string> Taken =
        ["address", "birthday", "firstName", "gender", "avatar", "lastName", "phone", "userId", "anonymousId", "subscriptionState", "external_id", "user_alias"];

    /// <summary>The attributes of an event's traits, marked with whose they are; null when there are none.</summary>
    public static JsObject? Of(Event e, BrazeSettings settings)
    {
        if (e.IsMapped && e["context.externalId"] is { Length: > 0 } ids)
        {
            var mapped = Standard.Traits.Of(e).ToObject();
            mapped[ids[0]["identifierType"].AsText() ?? "external_id"] = ids[0]["id"];
            return mapped;
        }

        var traits = Traits(e);
        if (traits.IsEmpty)
        {
            return null;
        }

        if (traits["email"] is { IsDefined: true, IsText: false })
        {
            throw EventRejectedException.Instrumentation("The trait email is no text.");
        }

        var made = Standards.Map(traits, e);
        foreach (var (name, value) in traits.Members)
        {
            if (!Taken.Contains(name) && !made.Has(name))
            {
                made[name] = settings.EnableNestedArrayOperations ? Nested(value) : value;
            }
        }

        if (settings.EnableNestedArrayOperations)
        {
            made["_merge_objects"] = e.First("properties.mergeObjectsUpdateOperation", "traits.mergeObjectsUpdateOperation", "context.traits.mergeObjectsUpdateOperation").Or(false);
        }

        return made.Count == 0 ? null : BrazeUser.Mark(made, e);
    }

    private static JsValue Traits(Event e)
    {
        var (context, own) = (e["context.traits"], e.Type == "group" ? default : e["traits"]);
        return own is { IsObject: true, IsEmpty: false } ? context.ToObject().AddAll(own) : context;
    }

    // https://www.braze.com/docs/user_guide/data/custom_data/custom_attributes/array_of_objects
    private static JsValue Nested(JsValue value)
    {
        if (!value["add"].IsArray && !value["update"].IsArray && !value["remove"].IsArray)
        {
            return value;
        }

        var made = new JsObject();
        if (value["update"].IsArray)
        {
            made["$update"] = JsArray.Of(value["update"].Items.Select(Updated));
        }

        if (value["remove"].IsArray)
        {
            made["$remove"] = JsArray.Of(value["remove"].Items.Select(item => (JsValue)Identified(item)));
        }

        made["$add"] = value["add"].IsArray ? value["add"] : default;
        return made;
    }

    private static JsValue Updated(JsValue item)
    {
        var made = Identified(item);
        made["$new_object"] = item.ToObject().Without("identifier", item["identifier"].ToString());
        return made;
    }

    private static JsObject Identified(JsValue item) => new()
    {
        { "$identifier_key", item["identifier"] },
        { "$identifier_value", item[item["identifier"].ToString()] },
    };
}
