using System.Buffers;
using System.Text.Json;
using System.Text.RegularExpressions;
using Pintle.Events;

namespace Pintle.DestinationKit.Settings;

/// <summary>
/// Settings that take their value from the event: <c>{{ path || default }}</c> (transformer API §11.1). A value found in the
/// event is used with its own type and taken out of the event; else the default is used, as text.
/// </summary>
public static partial class DynamicSettings
{
    /// <summary>What a setting looks like that takes its value from the event; also a regular expression of JavaScript.</summary>
    internal const string Pattern = @"^\s*\{\{\s*(?<path>[A-Za-z0-9_]+(?:\.[A-Za-z0-9_]+)*)\s*\|\|(?<default>[\s\S]*)\}\}\s*$";

    private const string EventPrefix = "event.";

    /// <summary>Does any string of the settings have the form?</summary>
    public static bool AreIn(JsonElement config) => config.ValueKind switch
    {
        JsonValueKind.String => Form().IsMatch(config.GetString()!),
        JsonValueKind.Object => config.EnumerateObject().Any(p => AreIn(p.Value)),
        JsonValueKind.Array => config.EnumerateArray().Any(AreIn),
        _ => false,
    };

    /// <summary>The settings and the event of one transformation.</summary>
    public static (JsonElement Config, JsonElement Message) Resolve(JsonElement config, JsonElement message)
    {
        var used = new HashSet<string>();
        var resolved = Write(writer => WriteConfig(writer, config, message, used));
        return (resolved, used.Count == 0 ? message : Write(writer => WriteWithout(writer, message, "", used)));
    }

    private static void WriteConfig(Utf8JsonWriter writer, JsonElement config, JsonElement message, HashSet<string> used)
    {
        switch (config.ValueKind)
        {
            case JsonValueKind.Object:
                writer.WriteStartObject();
                foreach (var member in config.EnumerateObject())
                {
                    writer.WritePropertyName(member.Name);
                    WriteConfig(writer, member.Value, message, used);
                }

                writer.WriteEndObject();
                break;
            case JsonValueKind.Array:
                writer.WriteStartArray();
                foreach (var item in config.EnumerateArray())
                {
                    WriteConfig(writer, item, message, used);
                }

                writer.WriteEndArray();
                break;
            case JsonValueKind.String when Form().Match(config.GetString()!) is { Success: true } form:
                WriteDynamic(writer, form, message, used);
                break;
            default:
                config.WriteTo(writer);
                break;
        }
    }

    private static void WriteDynamic(Utf8JsonWriter writer, Match form, JsonElement message, HashSet<string> used)
    {
        var path = form.Groups["path"].Value;
        path = path.StartsWith(EventPrefix, StringComparison.Ordinal) ? path[EventPrefix.Length..]
            : path.StartsWith("message.", StringComparison.Ordinal) ? path["message.".Length..] : "";
        if (path.Length > 0 && Find(message, path) is { ValueKind: not JsonValueKind.Null } value)
        {
            used.Add(path);
            value.WriteTo(writer);
            return;
        }

        writer.WriteStringValue(form.Groups["default"].Value.Replace("\"", "", StringComparison.Ordinal).Trim());
    }

    private static JsonElement? Find(JsonElement at, string path)
    {
        foreach (var name in path.Split('.'))
        {
            if (at.ValueKind != JsonValueKind.Object || !at.TryGetProperty(name, out at))
            {
                return null;
            }
        }

        return at;
    }

    private static void WriteWithout(Utf8JsonWriter writer, JsonElement value, string path, HashSet<string> removed)
    {
        if (value.ValueKind != JsonValueKind.Object)
        {
            value.WriteTo(writer);
            return;
        }

        writer.WriteStartObject();
        foreach (var member in value.EnumerateObject())
        {
            var inner = path.Length == 0 ? member.Name : $"{path}.{member.Name}";
            if (!removed.Contains(inner))
            {
                writer.WritePropertyName(member.Name);
                WriteWithout(writer, member.Value, inner, removed);
            }
        }

        writer.WriteEndObject();
    }

    private static JsonElement Write(Action<Utf8JsonWriter> write)
    {
        var buffer = new ArrayBufferWriter<byte>();
        using (var writer = new Utf8JsonWriter(buffer, JsonPolicy.Writer))
        {
            write(writer);
        }

        var reader = new Utf8JsonReader(buffer.WrittenSpan, new JsonReaderOptions { MaxDepth = JsonPolicy.Document.MaxDepth });
        return JsonElement.ParseValue(ref reader);
    }

    [GeneratedRegex(Pattern, RegexOptions.CultureInvariant)]
    private static partial Regex Form();
}
