using System.Collections.Concurrent;
using System.Reflection;
using System.Runtime.CompilerServices;
using System.Text;
using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.RegularExpressions;

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

    private static readonly ConcurrentDictionary<Type, Property[]> Known = new();

    /// <exception cref="SettingsException">A setting is missing or wrong; it is named.</exception>
    public static T Bind<T>(JsonElement config)
    {
        if (config.ValueKind != JsonValueKind.Object)
        {
            throw new SettingsException("config", "The settings must be an object.");
        }

        var properties = Known.GetOrAdd(typeof(T), static type => [.. Describe(type)]);
        foreach (var property in properties.Where(p => p.IsRequired))
        {
            if (!config.TryGetProperty(property.Key, out var value) || IsBlank(value))
            {
                throw new SettingsException(property.Key, $"\"{property.Key}\" ({property.Label}) is required.");
            }
        }

        try
        {
            var settings = WithoutNulls(config).Deserialize<T>(Options)!;
            Array.ForEach(properties, p => p.Check(settings));
            return settings;
        }
        catch (JsonException wrong)
        {
            var key = wrong.Path?.TrimStart('$', '.') ?? "config";
            throw new SettingsException(key, $"\"{key}\" has a value of the wrong type.");
        }
    }

    private static IEnumerable<Property> Describe(Type type) =>
        from property in type.GetProperties()
        let field = property.GetCustomAttribute<FieldAttribute>()
        where field is not null
        select new Property(
            JsonNamingPolicy.CamelCase.ConvertName(property.Name), field.Label, property.GetCustomAttribute<RequiredMemberAttribute>() is not null,
            field.Pattern.Length == 0 ? null : new Regex(field.Pattern, RegexOptions.CultureInvariant, TimeSpan.FromSeconds(1)), property);

    private static bool IsBlank(JsonElement value) =>
        value.ValueKind == JsonValueKind.Null || (value.ValueKind == JsonValueKind.String && string.IsNullOrWhiteSpace(value.GetString()));

    private static JsonElement WithoutNulls(JsonElement config) => config.EnumerateObject().Any(p => p.Value.ValueKind == JsonValueKind.Null)
        ? JsonSerializer.SerializeToElement(config.EnumerateObject().Where(p => p.Value.ValueKind != JsonValueKind.Null).ToDictionary(p => p.Name, p => p.Value))
        : config;

    private sealed record Property(string Key, string Label, bool IsRequired, Regex? Pattern, PropertyInfo Info)
    {
        public void Check(object settings)
        {
            if (Pattern is not null && Info.GetValue(settings) is string { Length: > 0 } text && !Pattern.IsMatch(text))
            {
                throw new SettingsException(Key, $"\"{Key}\" ({Label}) does not have the expected form.");
            }
        }
    }

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
