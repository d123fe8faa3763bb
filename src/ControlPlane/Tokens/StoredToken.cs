using Pintle.ControlPlane.Access;

namespace Pintle.ControlPlane.Tokens;

/// <summary>A personal access token: a person's programs act with it, in one workspace, with at most its role.</summary>
internal sealed class StoredToken
{
    public required string Id { get; set; }

    public required string UserId { get; set; }

    public required string WorkspaceId { get; set; }

    public required string Name { get; set; }

    public Role Role { get; set; }

    /// <summary>SHA-256 of the token, in hexadecimal. It holds 256 random bits: nothing slower is needed.</summary>
    public required string Hash { get; set; }

    public DateTimeOffset CreatedAt { get; set; }

    /// <summary>Null: it does not expire.</summary>
    public DateTimeOffset? ExpiresAt { get; set; }

    /// <summary>To the minute; null: never.</summary>
    public DateTimeOffset? LastUsedAt { get; set; }
}
