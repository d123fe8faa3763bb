using System.Text.Json.Serialization;
using System.Text.RegularExpressions;
using Pintle.ControlPlane.Access;

namespace Pintle.ControlPlane.People.SingleSignOn.Issuers;

/// <summary>What people say of an issuer.</summary>
[JsonUnmappedMemberHandling(JsonUnmappedMemberHandling.Disallow)]
internal sealed partial record IssuerInput
{
    private const int Longest = 1_000;
    private const int LongestName = 60;
    private const int MostDomains = 100;

    /// <summary>As the log-in page shows it: <c>Okta</c>.</summary>
    public required string Name { get; init; }

    /// <summary>What the issuer calls itself, as <c>issuer</c> in its discovery document: <c>https://shop.okta.com</c>.</summary>
    public required string Issuer { get; init; }

    public required string ClientId { get; init; }

    /// <summary>Never shown again. Left out: the one before stays, when issuer and client id do.</summary>
    public string? ClientSecret { get; init; }

    /// <summary>Domains of e-mail addresses that may log in; empty: any.</summary>
    public IReadOnlyList<string> Domains { get; init; } = [];

    /// <summary>What is asked for.</summary>
    public string Scopes { get; init; } = "openid email profile";

    /// <summary>What people become in the workspace who were not invited; left out: only who is a member, or invited, gets in.</summary>
    public Role? JoinRole { get; init; }

    /// <summary>Takes addresses as verified when the issuer does not say whether they are. Only with domains, and only when nobody chooses their own address there.</summary>
    public bool TrustsAddresses { get; init; }

    public bool Enabled { get; init; } = true;

    /// <summary>What can be edited of an issuer as it is.</summary>
    public static IssuerInput Of(StoredIssuer issuer) => new()
    {
        Name = issuer.Name,
        Issuer = issuer.Url,
        ClientId = issuer.ClientId,
        Domains = issuer.Domains.Split(' ', StringSplitOptions.RemoveEmptyEntries),
        Scopes = issuer.Scopes,
        JoinRole = issuer.JoinRole,
        TrustsAddresses = issuer.TrustsAddresses,
        Enabled = issuer.IsEnabled,
    };

    /// <summary>Puts it into what is stored, all but the secret.</summary>
    public void WriteTo(StoredIssuer issuer)
    {
        (issuer.Name, issuer.Url, issuer.ClientId, issuer.Scopes) = (Name, Issuer, ClientId, string.Join(' ', Words(Scopes)));
        (issuer.Domains, issuer.JoinRole, issuer.TrustsAddresses, issuer.IsEnabled) = (string.Join(' ', Domains.Select(d => d.ToLowerInvariant())), JoinRole, TrustsAddresses, Enabled);
    }

    /// <summary>All that is wrong, by member.</summary>
    public IEnumerable<(string Member, string Message)> Problems(StoredIssuer? before)
    {
        if (string.IsNullOrWhiteSpace(Name) || Name.Length > LongestName)
        {
            yield return ("name", $"Say the name that the log-in page shows: 1 to {LongestName} characters.");
        }

        if (Issuer.Length > Longest || !IssuerAddress.IsSafe(Issuer))
        {
            yield return ("issuer", "The issuer must be an https address without query and fragment, such as https://shop.okta.com; http only on this machine.");
        }

        if (string.IsNullOrWhiteSpace(ClientId) || ClientId.Length > Longest)
        {
            yield return ("clientId", $"Say the client id that the issuer has given the application: 1 to {Longest} characters.");
        }

        // It goes to the issuer: nobody gets to see it by naming another.
        if (ClientSecret is null ? before?.ClientId != ClientId || before.Url != Issuer : ClientSecret.Length is 0 or > Longest)
        {
            yield return ("clientSecret", $"Say the secret of this client id, 1 to {Longest} characters: it is needed anew with another client id or issuer.");
        }

        if (Domains.Count > MostDomains || Domains.Any(d => !Domain().IsMatch(d)))
        {
            yield return ("domains", $"Domains are what stands behind the @, such as shop.example: at most {MostDomains}.");
        }

        if (Scopes.Length > Longest || !Words(Scopes).Contains("openid") || !Words(Scopes).Contains("email"))
        {
            yield return ("scopes", "The scopes must have \"openid\" and \"email\" among them, with spaces between; \"profile\" brings the name.");
        }

        if (TrustsAddresses && Domains.Count == 0)
        {
            yield return ("trustsAddresses", "Addresses that the issuer does not say to be verified can only be trusted within domains: name yours.");
        }
    }

    private static string[] Words(string text) => text.Split(' ', StringSplitOptions.RemoveEmptyEntries);

    [GeneratedRegex(@"^(?=.{1,253}$)([A-Za-z0-9]([A-Za-z0-9-]{0,61}[A-Za-z0-9])?\.)+[A-Za-z0-9-]{2,63}$")]
    private static partial Regex Domain();
}
