using Pintle.ControlPlane.Data;

namespace Pintle.ControlPlane.Accounts;

/// <summary>An account at a vendor that somebody connected by OAuth.</summary>
internal sealed class StoredAccount : IStored, IVersioned
{
    public required string Id { get; set; }

    public required string WorkspaceId { get; set; }

    public required string Name { get; set; }

    /// <summary>Name of its definition: <c>salesforce</c>.</summary>
    public required string Type { get; set; }

    /// <summary>A JSON object.</summary>
    public required string Options { get; set; }

    /// <summary>Tokens, a JSON object, encrypted.</summary>
    public required string ProtectedSecret { get; set; }

    public string? CreatedBy { get; set; }

    public int Version { get; set; }

    public DateTimeOffset CreatedAt { get; set; }

    public DateTimeOffset UpdatedAt { get; set; }
}
