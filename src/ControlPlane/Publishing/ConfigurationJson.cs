using System.Globalization;
using System.Text;
using System.Text.Json;

namespace Pintle.ControlPlane.Publishing;

/// <summary>Members of a configuration.</summary>
internal static class ConfigurationJson
{
    /// <summary>JSON that is stored as text.</summary>
    public static void WriteRaw(this Utf8JsonWriter json, string name, string value)
    {
        json.WritePropertyName(name);
        json.WriteRawValue(Encoding.UTF8.GetBytes(value), skipInputValidation: true);
    }

    /// <summary>A time to the millisecond, UTC.</summary>
    public static void WriteTime(this Utf8JsonWriter json, string name, DateTimeOffset time) =>
        json.WriteString(name, time.UtcDateTime.ToString("yyyy-MM-ddTHH:mm:ss.fff'Z'", CultureInfo.InvariantCulture));
}
