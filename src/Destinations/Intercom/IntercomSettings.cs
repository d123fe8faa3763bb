using Pintle.DestinationKit.Settings;

namespace Pintle.Destinations.Intercom;

/// <summary>Settings of Intercom.</summary>
public sealed record IntercomSettings
{
    private IntercomApi? _api;

    [Field("Access token", Help = "Intercom → Settings → Developer Hub → your app → Configure → Authentication.", Secret = true)]
    public required string ApiKey { get; init; }

    [Field("REST API version", Help = "v1 for Intercom's API 1.4 (users), v2 for 2.10 (contacts).", Example = "v2")]
    public string ApiVersion { get; init; } = "v1";

    [Field("API server", Help = "Where the workspace is hosted: standard (United States), eu or au.", Example = "standard")]
    public string ApiServer { get; init; } = "standard";

    [Field("Send anonymousId as secondary user id", Help = "The anonymous id takes the place of a user id that is missing.")]
    public bool SendAnonymousId { get; init; }

    [Field("Update the last seen time", Help = "API 1.4 only: identify calls count as activity of the user.")]
    public bool UpdateLastRequestAt { get; init; } = true;

    [Field("Include context with identify calls", Help = "API 1.4 only: device, operating system and app become custom attributes.")]
    public bool CollectContext { get; init; }

    /// <summary>Requests with these settings; made once for all events.</summary>
    internal IntercomApi Api => _api ??= new IntercomApi(ApiKey, ApiServer, IsLatest);

    /// <summary>Contacts (2.10) rather than users (1.4)?</summary>
    internal bool IsLatest => ApiVersion is "v2" or "latest";
}
