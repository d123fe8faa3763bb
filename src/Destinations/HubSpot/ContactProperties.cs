using System.Text.RegularExpressions;
using Pintle.DestinationKit;
using Pintle.DestinationKit.Json;
using Pintle.DestinationKit.Mappings;

namespace Pintle.Destinations.HubSpot;

/// <summary>What HubSpot is to know of a contact: the common traits by HubSpot's names, and each trait of which the account has a property.</summary>
internal static partial class ContactProperties
{
    /// <summary>Properties of the contact that an event is about.</summary>
    /// <exception cref="EventRejectedException">A trait's value doesn't fit its property.</exception>
    public static async ValueTask<JsObject> OfAsync(Event e, HubSpotApi api)
    {
        CheckEmail(Standard.EmailOnly.Of(e));
        var known = await PropertyList.OfContactsAsync(e, api);
        var properties = HubSpotMapping.Contact.Map(e);
        foreach (var (trait, value) in TraitsOf(e).Members)
        {
            var name = NameOf(trait);
            if (value.IsDefined && !properties.Has(name) && known.TypeOf(name) is { } type && !(name == "address" && value.IsObject))
            {
                properties[name] = PropertyValues.Checked(name, type, value);
            }
        }

        return properties;
    }

    /// <summary>HubSpot refuses a whole batch for one malformed address.</summary>
    /// <exception cref="EventRejectedException">It is none.</exception>
    public static void CheckEmail(JsValue email)
    {
        if (email.IsTruthy && !Address().IsMatch(email.ToString()))
        {
            throw EventRejectedException.Instrumentation($"\"email\": \"{email}\" is not an email address.");
        }
    }

    /// <summary>The event's traits, wherever its SDK puts them.</summary>
    public static JsValue TraitsOf(Event e) => e["traits"] is { IsObject: true, IsEmpty: false } traits ? traits : e["context.traits"];

    // Names of properties have neither upper case nor spaces.
    private static string NameOf(string trait) => trait.AsSpan().ContainsAnyInRange('A', 'Z') || trait.Contains(' ', StringComparison.Ordinal)
        ? trait.Trim().ToLowerInvariant().Replace(' ', '_')
        : trait;

    [GeneratedRegex(@"^[^\s@]+@[^\s@]+\.[^\s@.]+$", RegexOptions.CultureInvariant)]
    private static partial Regex Address();
}
