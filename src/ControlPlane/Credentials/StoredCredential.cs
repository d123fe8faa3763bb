using Pintle.ControlPlane.Data;

namespace Pintle.ControlPlane.Credentials;

/// <summary>What user code gets by <c>getCredential(key)</c>.</summary>
internal sealed class StoredCredential : IStored, IVersioned
{
    public required string Id { get; set; }

    public required string WorkspaceId { get; set; }

    public required string Key { get; set; }

    /// <summary>Encrypted.</summary>
    public required string ProtectedValue { get; set; }

    /// <summary>The API never shows its value.</summary>
    public bool IsSecret { get; set; }

    public int Version { get; set; }

    public DateTimeOffset CreatedAt { get; set; }

    public DateTimeOffset UpdatedAt { get; set; }
}
