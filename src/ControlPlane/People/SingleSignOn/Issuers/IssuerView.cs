using Pintle.ControlPlane.Access;

namespace Pintle.ControlPlane.People.SingleSignOn.Issuers;

/// <summary>An issuer as the API shows it.</summary>
/// <param name="HasClientSecret">It is set; it is never shown.</param>
internal sealed record IssuerView(
    string Id, string Name, string Issuer, string ClientId, bool HasClientSecret, IReadOnlyList<string> Domains, string Scopes, Role? JoinRole, bool TrustsAddresses, bool Enabled,
    DateTimeOffset CreatedAt, DateTimeOffset UpdatedAt, int Version)
{
    public static IssuerView Of(StoredIssuer issuer) => new(
        issuer.Id, issuer.Name, issuer.Url, issuer.ClientId, HasClientSecret: true, issuer.Domains.Split(' ', StringSplitOptions.RemoveEmptyEntries), issuer.Scopes, issuer.JoinRole,
        issuer.TrustsAddresses, issuer.IsEnabled, issuer.CreatedAt, issuer.UpdatedAt, issuer.Version);
}

/// <summary>The issuers of a workspace, and what to say to one when Pintle is registered there.</summary>
/// <param name="RedirectUri">Where issuers send people back to: each application must name it.</param>
internal sealed record IssuerList(IReadOnlyList<IssuerView> Items, string RedirectUri);

/// <summary>What an issuer says of itself.</summary>
/// <param name="Problem">Why nobody can log in through it now; null: nothing stands in the way.</param>
internal sealed record IssuerCheckView(string? Problem, string? AuthorisationEndpoint, string? TokenEndpoint, int Keys);
