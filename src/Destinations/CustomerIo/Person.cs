using System.Text.RegularExpressions;
using Pintle.DestinationKit;
using Pintle.DestinationKit.Json;
using Pintle.DestinationKit.Mappings;

namespace Pintle.Destinations.CustomerIo;

/// <summary>Whom an event is about.</summary>
internal static partial class Person
{
    /// <summary>The user ID, else the email; null for somebody who is not known yet.</summary>
    public static string? Known(Event e) => UserId(e) ?? EmailOf(e);

    /// <summary>Identifiers of the newer API; null for somebody who is not known yet.</summary>
    public static JsObject? Identifiers(Event e, CustomerIoSettings settings)
    {
        if (UserId(e) is { } id)
        {
            return Of(id, settings);
        }

        return EmailOf(e) is { } email ? new JsObject { { "email", email } } : null;
    }

    /// <summary>Identifiers by the look of a value: an email, or an ID.</summary>
    public static JsObject Of(string value) => EmailForm().IsMatch(value) ? new JsObject { { "email", value } } : new JsObject { { "id", value } };

    /// <summary>Identifiers by the settings: what the user ID is at Customer.io.</summary>
    public static JsObject Of(string value, CustomerIoSettings settings) => settings.IsV2 && settings.UserIdIdentifierType.Trim() is { Length: > 0 } kind
        ? kind is "id" or "email" or "cio_id" or "phone"
            ? new JsObject { { kind, value } }
            : throw EventRejectedException.Configuration($"\"userIdIdentifierType\" is \"{kind}\"; Customer.io has id, email, phone and cio_id.")
        : Of(value);

    private static string? UserId(Event e) => Text(Standard.UserIdOnly.Of(e));

    private static string? EmailOf(Event e) => Text(Standard.EmailOnly.Of(e));

    private static string? Text(JsValue value) => value.IsTruthy && !value.IsObject && !value.IsArray ? value.ToString() : null;

    [GeneratedRegex(@"^[^\s@]+@[^\s@]+\.[^\s@]+$", RegexOptions.CultureInvariant)]
    private static partial Regex EmailForm();
}
