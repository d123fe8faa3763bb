using Pintle.ControlPlane.Data;

namespace Pintle.ControlPlane.People.SingleSignOn.LoggingIn;

/// <summary>Somebody has gone to an issuer to log in. Taken away when they come back, so that it is good once.</summary>
internal sealed class StoredIssuerVisit : IStored
{
    /// <summary>SHA-256 of the state that the issuer sends back, in hexadecimal.</summary>
    public required string Id { get; set; }

    public required string WorkspaceId { get; set; }

    public required string IssuerId { get; set; }

    /// <summary>SHA-256 of what the browser's cookie holds.</summary>
    public required string BrowserHash { get; set; }

    /// <summary>SHA-256 of what the ID token must name as its nonce.</summary>
    public required string NonceHash { get; set; }

    /// <summary>Of PKCE (RFC 7636), encrypted.</summary>
    public required string ProtectedVerifier { get; set; }

    public required string RedirectUri { get; set; }

    /// <summary>The page to go to in the end, a path of this server.</summary>
    public required string ReturnTo { get; set; }

    public DateTimeOffset ExpiresAt { get; set; }
}
