using System.Globalization;
using Pintle.DestinationKit.Json;

namespace Pintle.DestinationKit.Mappings;

/// <summary>Converters of numbers and times for mapping tables (transformer API §11.6, column <c>type</c>); meant for <c>using static</c>.</summary>
public static class Converters
{
    /// <summary>Epoch milliseconds of a date (<c>timestamp</c>).</summary>
    public static readonly Converter UnixMilliseconds = static (value, _) => Number(JsDate.Milliseconds(value));

    /// <summary>Epoch seconds of a date (<c>secondTimestamp</c>); what is epoch milliseconds already stays.</summary>
    public static readonly Converter UnixSeconds = static (value, _) => IsEpoch(value) ? value : Number(JsDate.Seconds(value));

    /// <summary>Epoch microseconds, whole seconds (<c>microSecondTimestamp</c>).</summary>
    public static readonly Converter UnixMicroseconds = static (value, _) => Number(JsDate.Seconds(value) * 1_000_000);

    /// <summary><c>toISOString()</c> of a date.</summary>
    public static readonly Converter IsoDate = static (value, _) => JsDate.Parse(value) is { } date ? JsDate.Iso(date) : default(JsValue);

    /// <summary><c>String(x)</c>, with objects and arrays as JSON.</summary>
    public static readonly Converter Text = static (value, _) => value.ToString();

    /// <summary><c>Number(x)</c>; what is none is left out.</summary>
    public static readonly Converter ToNumber = static (value, _) => Number(value.ToNumber());

    /// <summary><c>parseFloat(x)</c>; what is none is left out.</summary>
    public static readonly Converter ToFloat = static (value, _) => Number(JsNumber.ParseFloat(value.ToString()));

    /// <summary><c>parseInt(x, 10)</c>; what is none is left out.</summary>
    public static readonly Converter ToInt = static (value, _) => Number(JsNumber.ParseInt(value.ToString()));

    /// <summary><c>parseFloat(x)</c>; what is none rejects the event (<c>isFloat</c>).</summary>
    public static readonly Converter FloatOrReject = static (value, _) => JsNumber.ParseFloat(value.ToString()) is var number && double.IsNaN(number)
        ? throw EventRejectedException.Instrumentation($"\"{value}\" is not a number.")
        : number;

    /// <summary>Money: a leading $ goes, two decimals; what is no number rejects the event (<c>numberForRevenue</c>).</summary>
    public static readonly Converter Revenue = static (value, _) =>
    {
        var number = value.AsText() is { } text && text.StartsWith('$') ? JsNumber.Parse(text[1..]) : value.ToNumber();
        return double.IsNaN(number)
            ? throw EventRejectedException.Instrumentation($"Revenue \"{value}\" is not a number.")
            : Math.Round(number, 2, MidpointRounding.AwayFromZero);
    };

    /// <summary>Current UTC offset, in seconds, of an IANA time zone; an unknown one is left out (<c>getOffsetInSec</c>).</summary>
    public static readonly Converter OffsetInSeconds = static (value, e) =>
        value.AsText() is { } name && TimeZoneInfo.TryFindSystemTimeZoneById(name, out var zone) ? zone.GetUtcOffset(e.Now).TotalSeconds : default(JsValue);

    /// <summary><c>true</c> when the value is a boolean, even <c>false</c>; else <c>false</c> (<c>IsBoolean</c>).</summary>
    public static readonly Converter IsBoolean = static (value, _) => value.IsBoolean;

    /// <summary>Arrays; anything else is left out (<c>IsArray</c>).</summary>
    public static readonly Converter OnlyArray = static (value, _) => value.IsArray ? value : default;

    /// <summary>A date in UTC by moment.js tokens (<c>typeFormat</c>).</summary>
    public static Converter Date(string format) => (value, _) => JsDate.Parse(value) is { } date ? JsDate.Format(date, format) : default(JsValue);

    private static JsValue Number(double number) => double.IsNaN(number) ? default(JsValue) : number;

    // Thirteen digits: a time in milliseconds since 2001.
    private static bool IsEpoch(JsValue value) => value.IsNumber || (value.AsText() is { Length: 13 } text && long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out _));
}
