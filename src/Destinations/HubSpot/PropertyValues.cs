using Pintle.DestinationKit;
using Pintle.DestinationKit.Json;

namespace Pintle.Destinations.HubSpot;

/// <summary>Values in the form that a property's type demands.</summary>
/// <remarks>https://developers.hubspot.com/docs/guides/api/crm/properties#property-type-and-fieldtype-values</remarks>
internal static class PropertyValues
{
    /// <summary>Numbers above are epoch milliseconds (since 1973), not counts of anything.</summary>
    private const double EarliestMilliseconds = 1e11;

    /// <summary>The value of a property; "" empties it.</summary>
    /// <exception cref="EventRejectedException">It doesn't fit the type.</exception>
    public static JsValue Checked(string name, string type, JsValue value) => type switch
    {
        _ when value.AsText() is "" => value,
        "date" => Midnight(value) ?? throw Misfit(name, type, value),
        "number" => value.IsNumber || (value.IsText && !double.IsNaN(value.ToNumber())) ? value : throw Misfit(name, type, value),
        "bool" => value.IsObject || value.IsArray ? throw Misfit(name, type, value) : value,
        "string" => value.ToString(),

        // Several choices are one text.
        "enumeration" when value.IsArray => string.Join(';', value.Items),
        _ => value,
    };

    /// <summary>A row's value: already in HubSpot's form, but for dates.</summary>
    public static JsValue OfRow(string? type, JsValue value) => type == "date" && MayBeDate(value) && Midnight(value) is { } midnight ? midnight : value;

    /// <summary>Looks like a date that a property of that type wouldn't take as it is?</summary>
    public static bool MayBeDate(JsValue value) =>
        value.AsNumber() >= EarliestMilliseconds || (value.AsText() is { Length: >= 10 } text && text[4] == '-' && char.IsAsciiDigit(text[0]));

    // A date is midnight, in UTC, as epoch milliseconds.
    private static double? Midnight(JsValue value)
    {
        var moment = value.AsText() is { } text && JsNumber.Parse(text) is var milliseconds && !double.IsNaN(milliseconds) ? milliseconds : value;
        return JsDate.Parse(moment) is { } date ? new DateTimeOffset(date.UtcDateTime.Date, TimeSpan.Zero).ToUnixTimeMilliseconds() : null;
    }

    private static EventRejectedException Misfit(string name, string type, JsValue value) =>
        EventRejectedException.Instrumentation($"\"{name}\": {value.ToJson()} ({value.Kind}) does not fit HubSpot's property, which is of type {type}.");
}
