using System.Text.Json;
using Pintle.DestinationKit.Json;

namespace Pintle.DestinationKit.Settings;

/// <summary>While setting <paramref name="Key"/> has one of <paramref name="Values"/>, as text.</summary>
public sealed record SettingsCondition(string Key, IReadOnlyList<string> Values)
{
    /// <summary>Does it hold for these settings?</summary>
    /// <param name="of">The setting that it looks at.</param>
    public bool Holds(SettingsField of, JsonElement config)
    {
        var given = config.TryGetProperty(Key, out var value) && !SettingsField.IsBlank(value) ? value : of.Default;
        return Values.Contains(((JsValue)given).ToText()?.Trim());
    }

    /// <summary>From <c>key=value|value</c>; null from nothing.</summary>
    internal static SettingsCondition? Parse(string text) => text.Length == 0 ? null
        : text.Split('=', 2) is [var key, var values] ? new SettingsCondition(key, values.Split('|'))
        : throw new InvalidOperationException($"\"{text}\" is not of the form key=value|value.");
}
