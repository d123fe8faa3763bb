using Pintle.ControlPlane.Data;

namespace Pintle.ControlPlane.Accounts.Connecting;

/// <summary>Somebody has gone to a vendor to approve. Taken away when they come back, so that it is good once.</summary>
internal sealed class StoredAuthorisation : IStored
{
    /// <summary>SHA-256 of the state that the vendor sends back, in hexadecimal.</summary>
    public required string Id { get; set; }

    public required string WorkspaceId { get; set; }

    public required string UserId { get; set; }

    /// <summary>The session that it was begun in.</summary>
    public required string SessionId { get; set; }

    /// <summary>SHA-256 of what the browser's cookie holds.</summary>
    public required string BrowserHash { get; set; }

    /// <summary>Name of the account's definition.</summary>
    public required string Type { get; set; }

    /// <summary>Of the account.</summary>
    public required string Name { get; set; }

    /// <summary>The account that is connected again; null: a new one.</summary>
    public string? AccountId { get; set; }

    /// <summary>Of PKCE (RFC 7636), encrypted; null: the vendor doesn't know it.</summary>
    public string? ProtectedVerifier { get; set; }

    public required string RedirectUri { get; set; }

    /// <summary>The page to go to in the end, a path of this server.</summary>
    public required string ReturnTo { get; set; }

    public DateTimeOffset ExpiresAt { get; set; }
}
