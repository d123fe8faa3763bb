using Pintle.ControlPlane.Data;

namespace Pintle.ControlPlane.Accounts.Clients;

/// <summary>The application that whoever runs Pintle has registered at a vendor, for one workspace.</summary>
internal sealed class StoredOAuthClient : IStored, IVersioned
{
    public required string Id { get; set; }

    public required string WorkspaceId { get; set; }

    /// <summary>Whose it is: <c>google</c>. One a workspace.</summary>
    public required string Vendor { get; set; }

    public required string ClientId { get; set; }

    /// <summary>The client's secret, encrypted.</summary>
    public required string ProtectedSecret { get; set; }

    /// <summary>What advertising APIs want beside tokens, encrypted; null: there is none.</summary>
    public string? ProtectedDeveloperToken { get; set; }

    /// <summary>Where people approve, when it is elsewhere than usual.</summary>
    public string? AuthoriseUrl { get; set; }

    /// <summary>Where tokens come from, when it is elsewhere than usual.</summary>
    public string? TokenUrl { get; set; }

    public int Version { get; set; }

    public DateTimeOffset CreatedAt { get; set; }

    public DateTimeOffset UpdatedAt { get; set; }
}
