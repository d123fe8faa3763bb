using System.Text.Json.Serialization;

namespace Pintle.ControlPlane.Accounts.Clients;

/// <summary>What people say of an application that they have registered at a vendor. What is left out is taken from before, as far as it is secret.</summary>
[JsonUnmappedMemberHandling(JsonUnmappedMemberHandling.Disallow)]
internal sealed record OAuthClientInput
{
    private const int Longest = 4_000;

    public required string ClientId { get; init; }

    /// <summary>Never shown again. Left out: the one before stays, when client id and token URL do.</summary>
    public string? ClientSecret { get; init; }

    /// <summary>What advertising APIs want beside tokens. Never shown again. Left out: the one before stays.</summary>
    public string? DeveloperToken { get; init; }

    /// <summary>Where people approve, when it is elsewhere than usual: another region, a domain of one's own.</summary>
    public string? AuthoriseUrl { get; init; }

    /// <summary>Where tokens come from, when it is elsewhere than usual.</summary>
    public string? TokenUrl { get; init; }

    /// <summary>All that is wrong, by member.</summary>
    public IEnumerable<(string Member, string Message)> Problems(StoredOAuthClient? before)
    {
        if (string.IsNullOrWhiteSpace(ClientId) || ClientId.Length > Longest)
        {
            yield return ("clientId", $"Say the client id that the vendor has given your application: 1 to {Longest} characters.");
        }

        // It goes to the token URL: nobody gets to see it by naming another.
        if (ClientSecret is null ? before?.ClientId != ClientId || before.TokenUrl != TokenUrl : ClientSecret.Length is 0 or > Longest)
        {
            yield return ("clientSecret", $"Say the secret of this client id, 1 to {Longest} characters: it is needed anew with another client id or token URL.");
        }

        if (DeveloperToken?.Length is 0 or > Longest)
        {
            yield return ("developerToken", $"A developer token has 1 to {Longest} characters.");
        }

        foreach (var (member, url) in new[] { ("authoriseUrl", AuthoriseUrl), ("tokenUrl", TokenUrl) })
        {
            if (url is not null && !IsSafe(url))
            {
                yield return (member, $"\"{member}\" must be an https address without a fragment; leave it out for the vendor's usual one.");
            }
        }
    }

    // Secrets go there. What is on this machine needs no encryption on its way.
    private static bool IsSafe(string text) => text.Length <= Longest && Uri.TryCreate(text, UriKind.Absolute, out var url)
        && (url.Scheme == Uri.UriSchemeHttps || (url.Scheme == Uri.UriSchemeHttp && url.IsLoopback)) && url.Fragment.Length == 0 && url.UserInfo.Length == 0;
}
