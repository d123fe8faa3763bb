using Pintle.DestinationKit.Settings;

namespace Pintle.Destinations.Intercom;

/// <summary>Settings of Intercom.</summary>
public sealed record IntercomSettings
{
    private IntercomApi? _api;

    [Field("Access token", Help = "Intercom → Settings → Developer Hub → your app → Configure → Authentication.", Secret = true)]
    public required string ApiKey { get; init; }

    [Field("REST API version", Help = "Of Intercom's REST API.", Choices = ["v1: 1.4, with users", "v2: 2.10, with contacts", "latest: the latest of these"])]
    public string ApiVersion { get; init; } = "v1";

    [Field("API server", Help = "Where the workspace is hosted.", Choices = ["standard: United States", "eu: European Union", "au: Australia"])]
    public string ApiServer { get; init; } = "standard";

    [Field("Send anonymousId as secondary user id", Help = "The anonymous id takes the place of a user id that is missing.")]
    public bool SendAnonymousId { get; init; }

    [Field("Update the last seen time", Help = "Identify calls count as activity of the user.", When = "apiVersion=v1")]
    public bool UpdateLastRequestAt { get; init; } = true;

    [Field("Include context with identify calls", Help = "Device, operating system and app become custom attributes.", When = "apiVersion=v1")]
    public bool CollectContext { get; init; }

    /// <summary>Requests with these settings; made once for all events.</summary>
    internal IntercomApi Api => _api ??= new IntercomApi(ApiKey, ApiServer, IsLatest);

    /// <summary>Contacts (2.10) rather than users (1.4)?</summary>
    internal bool IsLatest => ApiVersion is "v2" or "latest";
}
