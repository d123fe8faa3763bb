using Pintle.DestinationKit.Json;
using Pintle.DestinationKit.Mappings;
using static Pintle.DestinationKit.Mappings.Converters;
using static Pintle.DestinationKit.Mappings.Sources;

namespace Pintle.Destinations.Intercom;

/// <summary>Where Intercom's fields come from.</summary>
internal static class IntercomMapping
{
    // Seconds until the year 5138; above, it can only be milliseconds.
    private const double MostSeconds = 1e11;

    /// <summary>Whole epoch seconds of a date, or of a number (also as text) of seconds or milliseconds; Intercom takes nothing else.</summary>
    public static readonly Converter EpochSeconds = static (value, _) =>
        value.ToNumber() is var number && double.IsFinite(number) ? Math.Floor(number > MostSeconds ? number / 1000 : number)
        : JsDate.Seconds(value) is var seconds && !double.IsNaN(seconds) ? seconds
        : default(JsValue);

    private static readonly Source Unsubscribed = From(
        "traits.unsubscribedFromEmails", "context.traits.unsubscribedFromEmails", "context.unsubscribedFromEmails");

    /// <summary>A user of API 1.4: https://developers.intercom.com/docs/references/1.4/rest-api/users/user-model.</summary>
    public static readonly Mapping User = new()
    {
        { "email", Standard.Trait("email") },
        { "phone", Standard.Trait("phone") },
        { "name", Standard.FullName },
        { "signed_up_at", Standard.CreatedAtOnly.To(EpochSeconds) },
        { "last_seen_user_agent", "context.userAgent" },
        { "unsubscribed_from_emails", Unsubscribed },
    };

    /// <summary>A contact of API 2.10: https://developers.intercom.com/docs/references/2.10/rest-api/api.intercom.io/contacts/createcontact.</summary>
    public static readonly Mapping Contact = new()
    {
        { "email", Standard.Trait("email") },
        { "phone", Standard.Trait("phone") },
        { "name", Standard.FullName },
        { "avatar", Standard.Trait("avatar") },
        { "role", Standard.Trait("role") },
        { "owner_id", Standard.Trait("ownerId").To(ToNumber) },
        { "signed_up_at", Standard.CreatedAtOnly.To(EpochSeconds) },
        { "last_seen_at", Standard.Trait("lastSeenAt").To(EpochSeconds) },
        { "unsubscribed_from_emails", Unsubscribed },
    };

    /// <summary>A company, of its traits: https://developers.intercom.com/docs/references/2.10/rest-api/api.intercom.io/companies/createorupdatecompany.</summary>
    public static readonly Mapping Company = new()
    {
        { "name", "name" },
        { "plan", "plan" },
        { "size", From("size").To(ToNumber) },
        { "website", "website" },
        { "industry", "industry" },
        { "monthly_spend", From("monthlySpend").To(ToNumber) },
        { "remote_created_at", From("remoteCreatedAt").To(EpochSeconds) },
    };

    /// <summary>Custom attributes of the context: device, operating system, app.</summary>
    public static readonly Mapping Context = new()
    {
        { "device_type", "device.type" },
        { "device_model", "device.model" },
        { "device_manufacturer", "device.manufacturer" },
        { "os_name", "os.name" },
        { "os_version", "os.version" },
        { "app_name", "app.name" },
        { "app_version", "app.version" },
    };

    /// <summary>Traits that <see cref="User"/> has taken, or that say who it is.</summary>
    public static readonly string[] UserTraits =
    [
        "userId", "email", "phone", "name", "createdAt", "firstName", "firstname", "first_name", "lastName", "lastname", "last_name",
        "company", "unsubscribedFromEmails",
    ];

    /// <summary>Traits that <see cref="Contact"/> has taken, or that say who it is.</summary>
    public static readonly string[] ContactTraits = [.. UserTraits, "external_id", "avatar", "role", "ownerId", "lastSeenAt"];

    /// <summary>Traits that <see cref="Company"/> has taken, or that aren't the company's.</summary>
    public static readonly string[] CompanyTraits =
        ["name", "plan", "size", "website", "industry", "monthlySpend", "remoteCreatedAt", "userId", "groupId", "tags"];
}
