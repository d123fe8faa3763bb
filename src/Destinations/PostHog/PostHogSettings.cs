using Pintle.DestinationKit.Settings;

namespace Pintle.Destinations.PostHog;

/// <summary>Settings of PostHog.</summary>
public sealed record PostHogSettings
{
    private string? _endpoint;

    [Field("Project API key", Help = "PostHog → Project settings.", Secret = true)]
    public required string TeamApiKey { get; init; }

    [Field("Your instance", Help = "Address of a PostHog of your own, or of a region.", Example = "https://eu.posthog.com")]
    public string YourInstance { get; init; } = "";

    [Field("PostHog's group analytics", Help = "Group events become PostHog groups, by the trait groupType.")]
    public bool UseV2Group { get; init; }

    internal string Endpoint => _endpoint ??= $"{(YourInstance.Trim() is { Length: > 0 } own ? own.TrimEnd('/') : "https://app.posthog.com")}/batch";
}
