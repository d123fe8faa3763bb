namespace Pintle.DestinationKit.Settings;

/// <summary>What a person sees of a member of an enum that is a setting; its value is the member's name in camelCase.</summary>
/// <param name="label">Name of the choice.</param>
[AttributeUsage(AttributeTargets.Field)]
public sealed class ChoiceAttribute(string label) : Attribute
{
    public string Label { get; } = label;
}
