namespace Pintle.ControlPlane.Accounts.Clients;

/// <summary>An application at a vendor as the API shows it.</summary>
/// <param name="HasClientSecret">It is set; it is never shown.</param>
/// <param name="HasDeveloperToken">It is set; it is never shown.</param>
internal sealed record OAuthClientView(
    string Vendor, string ClientId, bool HasClientSecret, bool HasDeveloperToken, string? AuthoriseUrl, string? TokenUrl, DateTimeOffset CreatedAt, DateTimeOffset UpdatedAt, int Version)
{
    public static OAuthClientView Of(StoredOAuthClient client) => new(
        client.Vendor, client.ClientId, HasClientSecret: true, client.ProtectedDeveloperToken is not null, client.AuthoriseUrl, client.TokenUrl, client.CreatedAt, client.UpdatedAt, client.Version);
}

/// <summary>The applications of a workspace, and what to say to a vendor when one is registered.</summary>
/// <param name="RedirectUri">Where vendors send people back to: each application must name it.</param>
internal sealed record OAuthClientList(IReadOnlyList<OAuthClientView> Items, string RedirectUri);
