namespace Pintle.Server.Cli.Workspaces;

/// <summary>A kind of thing that the API has lists of.</summary>
/// <param name="Name">Of the command, and in the API's path.</param>
/// <param name="One">One of them, as a word.</param>
/// <param name="Verbs">What can be done with them by token.</param>
/// <param name="Columns">Members that a list shows.</param>
internal sealed record ApiResource(string Name, string One, ResourceVerbs Verbs, params IReadOnlyList<string> Columns)
{
    public static readonly IReadOnlyList<ApiResource> All =
    [
        new("sources", "source", ResourceVerbs.All, "id", "name", "type", "enabled", "updatedAt"),
        new("destinations", "destination", ResourceVerbs.All, "id", "name", "type", "enabled", "updatedAt"),
        new("connections", "connection", ResourceVerbs.All, "id", "sourceId", "destinationId", "enabled", "updatedAt"),
        new("transformations", "transformation", ResourceVerbs.All, "id", "name", "language", "publishedVersionId", "updatedAt"),
        new("libraries", "library", ResourceVerbs.All, "id", "name", "importName", "publishedVersionId", "updatedAt"),
        new("credentials", "credential", ResourceVerbs.All, "id", "key", "isSecret", "updatedAt"),
        new("accounts", "account", ResourceVerbs.List | ResourceVerbs.Show | ResourceVerbs.Delete, "id", "name", "type", "needsReconnecting", "refreshedAt"),
        new("members", "member", ResourceVerbs.List | ResourceVerbs.Update | ResourceVerbs.Delete, "id", "name", "email", "role", "createdAt"),

        // A token can't make another.
        new("tokens", "token", ResourceVerbs.List | ResourceVerbs.Delete, "id", "name", "role", "expiresAt", "lastUsedAt"),
        new("invitations", "invitation", ResourceVerbs.List | ResourceVerbs.Create | ResourceVerbs.Delete, "id", "email", "role", "expiresAt"),
        new("sso-issuers", "issuer of single sign-on", ResourceVerbs.All, "id", "name", "issuer", "joinRole", "enabled"),
        new("audit", "entry", ResourceVerbs.List, "at", "userEmail", "action", "targetType", "targetId", "targetName"),
    ];
}

/// <summary>What can be done with things of a kind.</summary>
[Flags]
internal enum ResourceVerbs
{
    List = 1,

    /// <summary>Single ones can be read; their versions then guard a change.</summary>
    Show = 2,
    Create = 4,
    Update = 8,
    Delete = 16,
    All = List | Show | Create | Update | Delete,
}
