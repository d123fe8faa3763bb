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
}
