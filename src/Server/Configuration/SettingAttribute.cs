namespace Pintle.Server.Configuration;

/// <summary>What a configuration key means; the reference page is made from it.</summary>
[AttributeUsage(AttributeTargets.Property)]
internal sealed class SettingAttribute(string help) : Attribute
{
    public string Help { get; } = help;

    /// <summary>Smallest and largest number, duration in seconds, or size in bytes.</summary>
    public double Min { get; init; } = double.NegativeInfinity;

    public double Max { get; init; } = double.PositiveInfinity;

    /// <summary>Allowed words, separated by <c>|</c>.</summary>
    public string OneOf { get; init; } = "";

    /// <summary>The same for people.</summary>
    public string Choices => OneOf.Replace("|", ", ", StringComparison.Ordinal);

    /// <summary>Any word will do, or it is one of those allowed.</summary>
    public bool Allows(string word) => OneOf.Length == 0 || OneOf.Split('|').Contains(word);

    /// <summary>An address of this machine.</summary>
    public bool Address { get; init; }

    /// <summary>An http or https address of something else, or empty.</summary>
    public bool Url { get; init; }

    /// <summary>May not be empty.</summary>
    public bool Needed { get; init; }

    /// <summary>A list of networks in CIDR form.</summary>
    public bool Networks { get; init; }

    /// <summary>A list of throttles: a name, and how many in which time.</summary>
    public bool Throttles { get; init; }

    /// <summary>Between the elements of a list in an environment variable or a flag.</summary>
    public char Separator { get; init; } = ',';

    /// <summary>Never printed.</summary>
    public bool Secret { get; init; }
}
