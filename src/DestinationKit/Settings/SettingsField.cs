using System.Reflection;
using System.Text.Json;
using System.Text.RegularExpressions;

namespace Pintle.DestinationKit.Settings;

/// <summary>A setting: what it holds, what a person sees of it, and how it is read.</summary>
/// <param name="Key">Its key in the stored settings.</param>
public sealed record SettingsField(string Key, string Label, FieldKind Kind)
{
    /// <summary>Where to find it, or what it does; may be empty.</summary>
    public string Help { get; init; } = "";

    public string Example { get; init; } = "";

    /// <summary>What a non-empty text must match; null: anything.</summary>
    public Regex? Pattern { get; init; }

    public bool IsSecret { get; init; }

    /// <summary>Must always be filled in.</summary>
    public bool IsRequired { get; init; }

    /// <summary>Must be filled in while <see cref="When"/> holds.</summary>
    public bool IsNeeded { get; init; }

    public IReadOnlyList<SettingsChoice> Choices { get; init; } = [];

    /// <summary>The value when it is absent; undefined when there is none.</summary>
    public JsonElement Default { get; init; }

    /// <summary>Of <see cref="FieldKind.Names"/>: the member under which each is stored.</summary>
    public string Item { get; init; } = "";

    /// <summary>Of <see cref="FieldKind.Rows"/>.</summary>
    public IReadOnlyList<SettingsField> Columns { get; init; } = [];

    /// <summary>When it matters; null: always.</summary>
    public SettingsCondition? When { get; init; }

    /// <summary>Not only text, but whatever JSON an event may bring.</summary>
    public bool TakesAnything => Property?.PropertyType == typeof(JsonElement);

    internal PropertyInfo? Property { get; init; }

    /// <summary>Text with nothing in it is a value: an empty text, or false. Elsewhere it is as good as absent.</summary>
    internal bool TakesBlanks => Property!.PropertyType == typeof(string) || Kind == FieldKind.Switch;

    /// <summary>Absent as far as a person is concerned: null, or text with nothing in it.</summary>
    internal static bool IsBlank(JsonElement value) =>
        value.ValueKind is JsonValueKind.Null or JsonValueKind.Undefined || (value.ValueKind == JsonValueKind.String && string.IsNullOrWhiteSpace(value.GetString()));

    internal SettingsProblem Problem(string sentence) => new(Key, $"\"{Key}\" ({Label}) {sentence}");
}

/// <summary>One of the texts that a setting may have.</summary>
public sealed record SettingsChoice(string Value, string Label);
