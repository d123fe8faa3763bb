using Pintle.DestinationKit;
using Pintle.DestinationKit.Json;
using Pintle.DestinationKit.Mappings;

namespace Pintle.Destinations.CustomerIo;

/// <summary>Times as Customer.io takes them: whole seconds since 1970.</summary>
internal static class EpochSeconds
{
    // A number below this is seconds already: as milliseconds it would be a day in 1973 or before.
    private const double LeastMilliseconds = 1e11;

    /// <summary>Undefined when the value is no time.</summary>
    public static JsValue Of(JsValue time)
    {
        var seconds = time.AsNumber() is { } number and < LeastMilliseconds ? Math.Floor(number) : Math.Floor(JsDate.Milliseconds(time) / 1_000);
        return double.IsNaN(seconds) ? default(JsValue) : seconds;
    }

    /// <summary>When the event happened.</summary>
    public static JsValue OfEvent(Event e) => Of(Standard.Timestamp.Of(e));
}
