using System.Text;
using System.Text.Json;
using System.Text.Json.Serialization;
using Pintle.DestinationKit.Json;

namespace Pintle.DestinationKit.Settings;

/// <summary>
/// Reads a destination's <c>config</c> into its settings record. Unknown keys are other people's and ignored; null counts as
/// absent; numbers and booleans may come as text, as forms store them, and text as a number or boolean, as events bring it.
/// </summary>
public static class SettingsBinder
{
    private static readonly JsonSerializerOptions Options = new(JsonSerializerDefaults.Web)
    {
        NumberHandling = JsonNumberHandling.AllowReadingFromString,
        PropertyNameCaseInsensitive = false,
        RespectNullableAnnotations = false,
        Converters = { new TextBooleanConverter(), new TextConverter(), new JsonStringEnumConverter(JsonNamingPolicy.CamelCase, allowIntegerValues: false) },
    };

    /// <exception cref="SettingsException">Settings are missing or wrong; each is named.</exception>
    public static T Bind<T>(JsonElement config)
    {
        if (config.ValueKind != JsonValueKind.Object)
        {
            throw new SettingsException([NotAnObject]);
        }

        object settings = Activator.CreateInstance<T>()!;
        List<SettingsProblem>? problems = null;
        foreach (var field in SettingsModel.Of(typeof(T)).Fields)
        {
            var given = config.TryGetProperty(field.Key, out var value) ? value : default;
            if (Read(field, given, out var read) is { } problem)
            {
                (problems ??= []).Add(problem);
            }
            else if (read is not null)
            {
                field.Property!.SetValue(settings, read);
            }
        }

        return problems is null ? (T)settings : throw new SettingsException(problems);
    }

    internal static SettingsProblem NotAnObject { get; } = new("config", "The settings must be an object.");

    /// <summary>Reads one setting.</summary>
    /// <param name="read">Null when it is absent.</param>
    /// <returns>What is wrong with it; null when nothing is.</returns>
    internal static SettingsProblem? Read(SettingsField field, JsonElement value, out object? read)
    {
        read = null;
        if (SettingsField.IsBlank(value) && (field.IsRequired || value.ValueKind != JsonValueKind.String || !field.TakesBlanks))
        {
            return field.IsRequired ? field.Problem("is required.") : null;
        }

        try
        {
            read = field.Kind == FieldKind.Names ? Names(field, value) : value.Deserialize(field.Property!.PropertyType, Options);
        }
        catch (JsonException wrong)
        {
            return wrong.Path is { Length: > 1 } inside
                ? new SettingsProblem(field.Key + inside[1..], $"\"{field.Key}{inside[1..]}\" ({field.Label}) has a value of the wrong type.")
                : field.Problem($"must be {Expected(field.Kind)}.");
        }

        return read is string text && !string.IsNullOrWhiteSpace(text) && field.Pattern?.IsMatch(text) == false ? field.Problem("does not have the expected form.") : null;
    }

    // One name need not be in a list.
    private static List<string> Names(SettingsField field, JsonElement value) => value.ValueKind is not (JsonValueKind.Array or JsonValueKind.String) ? throw new JsonException()
        : [.. from item in value.ValueKind == JsonValueKind.Array ? ((JsValue)value).ToArray() : [value]
              let name = NameOf(item.IsObject ? item[field.Item] : item)
              where name is { Length: > 0 }
              select name];

    private static string? NameOf(JsValue item) => item.IsArray || item.IsObject ? throw new JsonException() : item.IsDefined ? item.ToText()?.Trim() : null;

    private static string Expected(FieldKind kind) => kind switch
    {
        FieldKind.Switch => "true or false",
        FieldKind.Number => "a number",
        FieldKind.Names => "a list of texts",
        FieldKind.Rows => "a list",
        FieldKind.Choice => "one of its choices",
        _ => "text",
    };

    private sealed class TextBooleanConverter : JsonConverter<bool>
    {
        public override bool Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) => reader.TokenType switch
        {
            JsonTokenType.True => true,
            JsonTokenType.False => false,
            JsonTokenType.String when bool.TryParse(reader.GetString(), out var value) => value,
            JsonTokenType.String when string.IsNullOrWhiteSpace(reader.GetString()) => false,
            _ => throw new JsonException(),
        };

        public override void Write(Utf8JsonWriter writer, bool value, JsonSerializerOptions options) => writer.WriteBooleanValue(value);
    }

    private sealed class TextConverter : JsonConverter<string>
    {
        public override string? Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) => reader.TokenType switch
        {
            JsonTokenType.String => reader.GetString(),
            JsonTokenType.Number => Encoding.UTF8.GetString(reader.ValueSpan),
            JsonTokenType.True => "true",
            JsonTokenType.False => "false",
            _ => throw new JsonException(),
        };

        public override void Write(Utf8JsonWriter writer, string value, JsonSerializerOptions options) => writer.WriteStringValue(value);
    }
}
