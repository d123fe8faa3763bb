using Pintle.DestinationKit;

namespace Pintle.ControlPlane.Definitions;

/// <summary>Who sends a source's events to a vendor: the data plane (<c>cloud</c>), the SDK itself (<c>device</c>), or each a part (<c>hybrid</c>).</summary>
internal static class ConnectionModes
{
    /// <summary>The setting that says it.</summary>
    public const string Setting = "connectionMode";

    public const string Cloud = "cloud";
    public const string Device = "device";
    public const string Hybrid = "hybrid";

    private const string Web = "web";

    /// <summary>Of a kind of destination, by the source's platform.</summary>
    public static IReadOnlyDictionary<string, IReadOnlyList<string>> Of(DestinationType type) =>
        SourceType.All.Select(s => s.Type).Distinct().ToDictionary(platform => platform, platform => Of(type, platform));

    /// <summary>Of a kind of destination, for sources of this platform.</summary>
    public static IReadOnlyList<string> Of(DestinationType type, string platform) =>
        !type.Identity.OnDevice.Contains(platform) ? [Cloud]
        : platform == Web && type.Identity.HybridInCloud.Length > 0 ? [Cloud, Device, Hybrid]
        : [Cloud, Device];
}
