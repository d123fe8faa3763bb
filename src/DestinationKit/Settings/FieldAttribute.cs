namespace Pintle.DestinationKit.Settings;

/// <summary>What a person sees of a setting; its key is the property's name in camelCase.</summary>
/// <param name="label">Name of the setting.</param>
[AttributeUsage(AttributeTargets.Property)]
public sealed class FieldAttribute(string label) : Attribute
{
    public string Label { get; } = label;

    /// <summary>Where to find it, or what it does.</summary>
    public string Help { get; init; } = "";

    /// <summary>Encrypted at rest, never returned or logged.</summary>
    public bool Secret { get; init; }

    public string Example { get; init; } = "";

    /// <summary>Regular expression that a non-empty value must match.</summary>
    public string Pattern { get; init; } = "";

    /// <summary>The texts to choose from, each <c>value</c> or <c>value: label</c>. Of a list: of each of its texts.</summary>
    public string[] Choices { get; init; } = [];

    /// <summary>Of a list of texts: the member under which forms store each, as in <c>[{"trait": "plan"}]</c>.</summary>
    public string Item { get; init; } = "";

    /// <summary>Shown only while another setting has one of these values: <c>key=value|value</c>.</summary>
    public string When { get; init; } = "";

    /// <summary>Must be filled in when it is shown. A <c>required</c> property always must.</summary>
    public bool Needed { get; init; }
}
