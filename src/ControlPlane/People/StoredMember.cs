using Pintle.ControlPlane.Access;

namespace Pintle.ControlPlane.People;

/// <summary>What a person may do in a workspace.</summary>
internal sealed class StoredMember
{
    public required string WorkspaceId { get; set; }

    public required string UserId { get; set; }

    public Role Role { get; set; }

    public DateTimeOffset CreatedAt { get; set; }
}
