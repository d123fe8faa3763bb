using System.Text.RegularExpressions;
using Pintle.DestinationKit;
using Pintle.DestinationKit.Json;
using Pintle.DestinationKit.Mappings;

namespace Pintle.Destinations.Klaviyo;

/// <summary>Whom an event is about, as a profile.</summary>
internal static partial class Person
{
    private static readonly string[] Names = ["klaviyo", "Klaviyo", "KLAVIYO"];

    /// <summary>A profile of the newer revisions, with what to append to lists, take out of them, and unset.</summary>
    /// <remarks>https://developers.klaviyo.com/en/reference/create_or_update_profile</remarks>
    /// <param name="e">The event.</param>
    /// <param name="settings">The account.</param>
    /// <param name="isInside">The changes lie in the attributes, as a profile inside an event has them.</param>
    public static JsObject Profile(Event e, KlaviyoSettings settings, bool isInside)
    {
        var changes = Changes(e);
        var attributes = Attributes(e, settings, changes);
        if (e.First("anonymousId") is { IsPresent: true } anonymous)
        {
            attributes["anonymous_id"] = anonymous.ToString();
        }

        var id = IdOf(e);
        CheckPhone(attributes["phone_number"]);
        if (!id.IsTruthy && !attributes.Has("email") && !attributes.Has("phone_number") && !attributes.Has("external_id") && !attributes.Has("anonymous_id"))
        {
            throw EventRejectedException.Instrumentation("The event has none of userId, anonymousId, email, phone and the external ID klaviyo-profileId.");
        }

        var profile = new JsObject { { "type", "profile" }, { "id", id.IsTruthy ? id : default }, { "attributes", attributes } };
        (isInside ? attributes : profile)["meta"] = new JsObject { { "patch_properties", changes } };
        return profile;
    }

    /// <summary>A profile's attributes in version v1.</summary>
    public static JsObject LegacyAttributes(Event e, KlaviyoSettings settings) => Attributes(e, settings, []);

    /// <summary>Whom an event of version v1 is about.</summary>
    public static JsObject LegacyCustomer(Event e, KlaviyoSettings settings)
    {
        var customer = new JsObject
        {
            { "$email", Standard.EmailOnly.Of(e) },
            { "$phone_number", Standard.Phone.Of(e) },
        };
        customer[settings.EnforceEmailAsPrimary ? "_id" : "$id"] = Standard.UserId.Of(e);
        RequireIdentity(settings, customer["$email"], customer["$phone_number"]);

        var traits = new JsObject();
        foreach (var (name, value) in e["context.traits"].Members)
        {
            if (name is not ("email" or "phone" or "id" or "userId" or "anonymousId"))
            {
                traits[name] = value;
            }
        }

        return customer.AddMissing(KlaviyoMapping.Flattened(traits, settings));
    }

    /// <summary>The person's id at Klaviyo, when the event knows it.</summary>
    public static JsValue IdOf(Event e) => e.ExternalId("klaviyo-profileId");

    /// <summary>Phone numbers are refused by Klaviyo unless they are in E.164: https://developers.klaviyo.com/en/reference/profiles_api_overview.</summary>
    public static void CheckPhone(JsValue phone)
    {
        if (phone.IsTruthy && !E164().IsMatch(phone.ToString()))
        {
            throw EventRejectedException.Instrumentation($"The phone number \"{phone}\" is not in E.164 format (+15005550006).");
        }
    }

    private static JsObject Attributes(Event e, KlaviyoSettings settings, JsObject changes)
    {
        var attributes = new JsObject();
        var mapped = e.IsMapped ? e.MappedObject("KLAVIYO") : null;
        var user = mapped?.Id is { IsTruthy: true } id ? id : Standard.UserIdOnly.Of(e);
        if (user.IsPresent && !settings.EnforceEmailAsPrimary)
        {
            attributes["external_id"] = user.ToString();
        }

        KlaviyoMapping.Attributes.MapInto(attributes, e);
        if (mapped is { IdentifierType: "email" or "phone_number" } known && !attributes.Has(known.IdentifierType))
        {
            attributes[known.IdentifierType] = known.Id;
        }

        RequireIdentity(settings, attributes["email"], attributes["phone_number"]);
        var properties = KlaviyoMapping.Flattened(Custom(e, settings, changes), settings);
        if (settings.EnforceEmailAsPrimary && user.IsPresent)
        {
            properties["_id"] = user;
        }

        attributes["properties"] = properties;
        return attributes;
    }

    private static void RequireIdentity(KlaviyoSettings settings, JsValue email, JsValue phone)
    {
        if (settings.EnforceEmailAsPrimary && !email.IsTruthy && !phone.IsTruthy)
        {
            throw EventRejectedException.Instrumentation("The event has neither email nor phone, and the settings demand one of them.");
        }
    }

    private static JsObject Custom(Event e, KlaviyoSettings settings, JsObject changes)
    {
        var custom = new JsObject();
        Add(e.Message["traits"]);
        Add(e["context.traits"]);
        return custom;

        void Add(JsValue traits)
        {
            foreach (var (name, value) in traits.Members)
            {
                if (value.IsDefined && !KlaviyoMapping.TraitsWithFields.Contains(name) && !(name == "street" && !settings.IsLegacy)
                    && !changes["append"].Has(name) && !changes["unappend"].Has(name) && !custom.Has(name))
                {
                    custom[name] = value;
                }
            }
        }
    }

    private static JsObject Changes(Event e)
    {
        var options = e.Integrations(Names);
        var unset = options["fieldsToUnset"];
        return new JsObject
        {
            { "append", Values(e, options["fieldsToAppend"]) },
            { "unappend", Values(e, options["fieldsToUnappend"]) },
            { "unset", unset.Length > 0 ? unset : default },
        };
    }

    private static JsValue Values(Event e, JsValue names)
    {
        var values = new JsObject();
        foreach (var item in names.Items)
        {
            if (item.AsText() is { } name)
            {
                values[name] = e.Message["traits"][name] is { IsDefined: true } value ? value : e["context.traits"][name];
            }
        }

        return values.DropNulls().Count > 0 ? values : default(JsValue);
    }

    [GeneratedRegex(@"^\+[1-9](?:[ ().-]*[0-9]){1,14}$", RegexOptions.CultureInvariant)]
    private static partial Regex E164();
}
