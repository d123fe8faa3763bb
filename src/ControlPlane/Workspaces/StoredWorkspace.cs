using Pintle.ControlPlane.Data;

namespace Pintle.ControlPlane.Workspaces;

/// <summary>What people of one company, or one part of it, configure together.</summary>
internal sealed class StoredWorkspace : IVersioned
{
    public required string Id { get; set; }

    public required string Name { get; set; }

    /// <summary>The token by which data planes fetch its configuration, encrypted: administrators may look at it.</summary>
    public required string ProtectedToken { get; set; }

    /// <summary>SHA-256 of the token, in hexadecimal, by which it is found.</summary>
    public required string TokenHash { get; set; }

    /// <summary>Rises with every change of anything in it that a data plane works from.</summary>
    public long Revision { get; set; }

    /// <summary>When it last rose.</summary>
    public DateTimeOffset RevisedAt { get; set; }

    public int Version { get; set; }

    public DateTimeOffset CreatedAt { get; set; }

    public DateTimeOffset UpdatedAt { get; set; }
}
