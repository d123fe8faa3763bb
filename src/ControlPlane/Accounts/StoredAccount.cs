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

    /// <summary>Tokens, a JSON object, encrypted. Renewing them is no edit: the version stays.</summary>
    public required string ProtectedSecret { get; set; }

    /// <summary>Somebody must connect it again: the vendor gives no more tokens.</summary>
    public bool IsWithdrawn { get; set; }

    /// <summary>Why the last renewal failed; null: it did not.</summary>
    public string? Problem { get; set; }

    /// <summary>When it failed.</summary>
    public DateTimeOffset? ProblemAt { get; set; }

    /// <summary>When the tokens came.</summary>
    public DateTimeOffset? RefreshedAt { get; set; }

    /// <summary>Some node renews the tokens, and nobody else may until then; null: nobody does.</summary>
    public DateTimeOffset? RefreshingUntil { get; set; }

    public string? CreatedBy { get; set; }

    public int Version { get; set; }

    public DateTimeOffset CreatedAt { get; set; }

    public DateTimeOffset UpdatedAt { get; set; }
}
