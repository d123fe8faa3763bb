using System.Text.Json;
using System.Text.Json.Serialization;
using Pintle.ControlPlane.Http;
using Pintle.DestinationKit.Settings;

namespace Pintle.ControlPlane.Definitions;

/// <summary>How a form asks for a setting.</summary>
internal sealed record FormField
{
    private static readonly JsonSerializerOptions Read = new(JsonSerializerDefaults.Web) { RespectRequiredConstructorParameters = true };

    /// <summary>Its key in the settings; in a list's column that of the row.</summary>
    public required string Key { get; init; }

    public required string Label { get; init; }

    /// <summary>What it holds.</summary>
    [JsonConverter(typeof(CamelCaseConverter<FieldKind>))]
    public required FieldKind Kind { get; init; }

    /// <summary>Where to find it, or what it does.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? Help { get; init; }

    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? Example { get; init; }

    /// <summary>It is never told again.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public bool? Secret { get; init; }

    /// <summary>Must always be filled in.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public bool? Required { get; init; }

    /// <summary>Must be filled in while it is shown.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public bool? Needed { get; init; }

    /// <summary>Regular expression that a text that is not empty must match.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? Pattern { get; init; }

    /// <summary>When it is shown; absent: always.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public FormCondition? When { get; init; }

    /// <summary>The texts to choose from.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public IReadOnlyList<FormChoice>? Choices { get; init; }

    /// <summary>Its value when it is absent.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public JsonElement? Default { get; init; }

    /// <summary>Of a list of names: the member under which each is stored.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? Item { get; init; }

    /// <summary>Of rows: what each has.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public IReadOnlyList<FormField>? Columns { get; init; }

    /// <summary>The fields of a form, in order.</summary>
    public static IReadOnlyList<FormField> All(SettingsModel model) => SettingsForm.Write(model).Deserialize<IReadOnlyList<FormField>>(Read)!;
}

/// <summary>While a setting has one of these values, as text.</summary>
/// <param name="Key">The setting.</param>
/// <param name="Values">The values.</param>
internal sealed record FormCondition(string Key, IReadOnlyList<string> Values);

/// <summary>One of the texts that a setting may have.</summary>
internal sealed record FormChoice(string Value, string Label);
