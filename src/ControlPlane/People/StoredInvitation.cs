using Pintle.ControlPlane.Access;
using Pintle.ControlPlane.Data;

namespace Pintle.ControlPlane.People;

/// <summary>An address that somebody may join with, by a secret link.</summary>
internal sealed class StoredInvitation : IStored
{
    public required string Id { get; set; }

    public required string WorkspaceId { get; set; }

    public required string Email { get; set; }

    public Role Role { get; set; }

    /// <summary>SHA-256 of the secret in the link, in hexadecimal.</summary>
    public required string SecretHash { get; set; }

    public required string InvitedBy { get; set; }

    public DateTimeOffset CreatedAt { get; set; }

    public DateTimeOffset ExpiresAt { get; set; }

    public DateTimeOffset? AcceptedAt { get; set; }
}
