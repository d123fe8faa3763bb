using Pintle.ControlPlane.Access;
using Pintle.ControlPlane.Data;

namespace Pintle.ControlPlane.People.SingleSignOn.Issuers;

/// <summary>An issuer that a workspace believes when it says who somebody is (OpenID Connect).</summary>
internal sealed class StoredIssuer : IStored, IVersioned
{
    public required string Id { get; set; }

    public required string WorkspaceId { get; set; }

    /// <summary>As the log-in page shows it.</summary>
    public required string Name { get; set; }

    /// <summary>What it calls itself: <c>https://shop.okta.com</c>. People are linked by this and the issuer's own name for them.</summary>
    public required string Url { get; set; }

    public required string ClientId { get; set; }

    /// <summary>The client's secret, encrypted.</summary>
    public required string ProtectedSecret { get; set; }

    /// <summary>Of e-mail addresses that may log in, with spaces between; empty: any.</summary>
    public required string Domains { get; set; }

    /// <summary>What is asked for, with spaces between.</summary>
    public required string Scopes { get; set; }

    /// <summary>What people become who were not invited; null: they don't get in.</summary>
    public Role? JoinRole { get; set; }

    /// <summary>Addresses are taken as verified when it does not say whether they are.</summary>
    public bool TrustsAddresses { get; set; }

    public bool IsEnabled { get; set; }

    public int Version { get; set; }

    public DateTimeOffset CreatedAt { get; set; }

    public DateTimeOffset UpdatedAt { get; set; }

    /// <summary>May who has this address log in?</summary>
    public bool Admits(string email) => Domains.Length == 0 || Domains.Split(' ').Contains(email[(email.LastIndexOf('@') + 1)..], StringComparer.OrdinalIgnoreCase);
}
