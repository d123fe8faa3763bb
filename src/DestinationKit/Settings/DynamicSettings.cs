using System.Buffers;
using System.Text.Json;
using System.Text.RegularExpressions;
using Pintle.DestinationKit.Json;
using Pintle.Events;

namespace Pintle.DestinationKit.Settings;

/// <summary>
/// Settings that take their value from the event: <c>{{ path || default }}</c> (transformer API §11.1). A value found in the
/// event is used with its own type and taken out of the event; else the default is used, as text. <c>event.</c> and
/// <c>message.</c> begin a path in the event, <c>metadata.</c> one in what a caller of the API says about it.
/// </summary>
public static partial class DynamicSettings
{
    /// <summary>What a setting looks like that takes its value from the event; also a regular expression of JavaScript.</summary>
    internal const string Pattern = @"^\s*\{\{\s*(?<path>[A-Za-z0-9_]+(?:\.[A-Za-z0-9_]+)*)\s*\|\|(?<default>[\s\S]*)\}\}\s*$";

    /// <summary>Does any string of the settings have the form?</summary>
    public static bool AreIn(JsonElement config) => config.ValueKind switch
    {
        JsonValueKind.String => Form().IsMatch(config.GetString()!),
        JsonValueKind.Object => config.EnumerateObject().Any(p => AreIn(p.Value)),
        JsonValueKind.Array => config.EnumerateArray().Any(AreIn),
        _ => false,
    };

    /// <summary>The settings and the event of one transformation.</summary>
    public static (JsonElement Config, JsonElement Message) Resolve(JsonElement config, JsonElement message, JsValue metadata = default)
    {
        var used = new List<string[]>();
        var resolved = Write(writer => WriteConfig(writer, config, path => Take(path, message, metadata, used)));
        return (resolved, used.Count == 0 ? message : Write(writer => WriteWithout(writer, message, used, 0)));
    }

    private static void WriteConfig(Utf8JsonWriter writer, JsonElement config, Func<string, JsValue> take)
    {
        switch (config.ValueKind)
        {
            case JsonValueKind.Object:
                writer.WriteStartObject();
                foreach (var member in config.EnumerateObject())
                {
                    writer.WritePropertyName(member.Name);
                    WriteConfig(writer, member.Value, take);
                }

                writer.WriteEndObject();
                break;
            case JsonValueKind.Array:
                writer.WriteStartArray();
                foreach (var item in config.EnumerateArray())
                {
                    WriteConfig(writer, item, take);
                }

                writer.WriteEndArray();
                break;
            case JsonValueKind.String when Form().Match(config.GetString()!) is { Success: true } form:
                if (take(form.Groups["path"].Value) is { IsDefined: true } value)
                {
                    value.WriteTo(writer);
                    break;
                }

                writer.WriteStringValue(form.Groups["default"].Value.Replace("\"", "", StringComparison.Ordinal).Trim());
                break;
            default:
                config.WriteTo(writer);
                break;
        }
    }

    // Metadata stays whole: callers know their events by it.
    private static JsValue Take(string path, JsValue message, JsValue metadata, List<string[]> used)
    {
        if (path.Split('.', 2) is not [var beginning, var rest])
        {
            return default;
        }

        if (beginning is not ("event" or "message"))
        {
            return beginning == "metadata" ? metadata.Find(rest) : default;
        }

        var value = message.Find(rest);
        if (value.IsDefined)
        {
            used.Add(rest.Split('.'));
        }

        return value;
    }

    private static void WriteWithout(Utf8JsonWriter writer, JsonElement value, List<string[]> removed, int depth)
    {
        if (value.ValueKind == JsonValueKind.Object)
        {
            writer.WriteStartObject();
            foreach (var member in value.EnumerateObject())
            {
                var below = removed.FindAll(path => path[depth] == member.Name);
                if (!below.Exists(path => path.Length == depth + 1))
                {
                    writer.WritePropertyName(member.Name);
                    WriteBelow(writer, member.Value, below, depth);
                }
            }

            writer.WriteEndObject();
            return;
        }

        if (value.ValueKind != JsonValueKind.Array)
        {
            // A name may stand twice in an object.
            value.WriteTo(writer);
            return;
        }

        // An item leaves a hole, as in JavaScript, so that the others keep their places.
        writer.WriteStartArray();
        foreach (var (index, item) in value.EnumerateArray().Index())
        {
            var below = removed.FindAll(path => path[depth] == JsValue.Index(index));
            if (below.Exists(path => path.Length == depth + 1))
            {
                writer.WriteNullValue();
            }
            else
            {
                WriteBelow(writer, item, below, depth);
            }
        }

        writer.WriteEndArray();
    }

    private static void WriteBelow(Utf8JsonWriter writer, JsonElement value, List<string[]> removed, int depth)
    {
        if (removed.Count == 0)
        {
            value.WriteTo(writer);
        }
        else
        {
            WriteWithout(writer, value, removed, depth + 1);
        }
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
