using System.Buffers;
using System.Text.Json;

namespace Pintle.Workspace.Reading;

/// <summary>
/// Settings that differ by the platform of the connected source. Such a one is an object with a value for each: <c>"connectionMode": {"web": "device", "cloud": "cloud"}</c>.
/// At a source it has the value of the source's platform, or is not there.
/// </summary>
public static class PlatformSettings
{
    /// <summary>Platforms that a source can be of.</summary>
    public static IReadOnlyList<string> Platforms { get; } = ["web", "cloud", "android", "ios", "flutter", "reactnative", "cordova", "unity", "amp", "warehouse"];

    /// <summary>Has this setting a value for each platform?</summary>
    public static bool IsOne(JsonElement setting)
    {
        if (setting.ValueKind != JsonValueKind.Object)
        {
            return false;
        }

        var some = false;
        foreach (var member in setting.EnumerateObject())
        {
            if (!Platforms.Contains(member.Name))
            {
                return false;
            }

            some = true;
        }

        return some;
    }

    /// <summary>Is there such a setting?</summary>
    public static bool AreIn(JsonElement settings)
    {
        foreach (var setting in settings.EnumerateObject())
        {
            if (IsOne(setting.Value))
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>The settings at a source of this platform.</summary>
    public static JsonElement Resolve(JsonElement settings, string platform)
    {
        if (!AreIn(settings))
        {
            return settings;
        }

        var buffer = new ArrayBufferWriter<byte>();
        using (var json = new Utf8JsonWriter(buffer))
        {
            json.WriteStartObject();
            foreach (var setting in settings.EnumerateObject())
            {
                if (!IsOne(setting.Value))
                {
                    setting.WriteTo(json);
                }
                else if (setting.Value.TryGetProperty(platform, out var own))
                {
                    json.WritePropertyName(setting.Name);
                    own.WriteTo(json);
                }
            }

            json.WriteEndObject();
        }

        return JsonDocument.Parse(buffer.WrittenMemory).RootElement;
    }
}
