using System.Text.Json;
using Microsoft.IdentityModel.Protocols.OpenIdConnect;

namespace Pintle.ControlPlane.People.SingleSignOn.Issuers;

/// <summary>What issuers say of themselves, with their keys, kept for a while. Thread-safe; asks an issuer once for all who wait.</summary>
internal sealed class IssuerDocuments(IssuerHttp http, TimeProvider time)
{
    /// <summary>Keys that are not known make it read again, but no more often.</summary>
    public static readonly TimeSpan Floor = TimeSpan.FromSeconds(30);

    private static readonly TimeSpan Fresh = TimeSpan.FromHours(1);

    private readonly Lock _gate = new();
    private readonly Dictionary<string, Kept> _kept = new(StringComparer.Ordinal);

    /// <summary>The document of an issuer.</summary>
    /// <exception cref="IssuerException">There is none, or nobody can log in by it.</exception>
    public Task<OpenIdConnectConfiguration> FindAsync(string issuer, CancellationToken ct)
    {
        lock (_gate)
        {
            var now = time.GetUtcNow();
            if (!_kept.TryGetValue(issuer, out var kept) || kept.Reading.IsFaulted || now - kept.ReadAt >= Fresh)
            {
                _kept[issuer] = kept = new Kept(ReadAsync(issuer), now, kept?.AgainAt ?? DateTimeOffset.MinValue);
            }

            return kept.Reading.WaitAsync(ct);
        }
    }

    /// <summary>The document as it is now: a key is not in the one that is kept.</summary>
    /// <exception cref="IssuerException">There is none, or nobody can log in by it.</exception>
    public Task<OpenIdConnectConfiguration> FindAgainAsync(string issuer, CancellationToken ct)
    {
        lock (_gate)
        {
            var now = time.GetUtcNow();
            if (!_kept.TryGetValue(issuer, out var kept) || now - kept.AgainAt >= Floor)
            {
                _kept[issuer] = kept = new Kept(ReadAsync(issuer), now, now);
            }

            return kept.Reading.WaitAsync(ct);
        }
    }

    /// <summary>Reads the document now, and keeps it.</summary>
    /// <exception cref="IssuerException">There is none, or nobody can log in by it.</exception>
    public Task<OpenIdConnectConfiguration> CheckAsync(string issuer, CancellationToken ct)
    {
        lock (_gate)
        {
            _kept.Remove(issuer);
        }

        return FindAsync(issuer, ct);
    }

    // Nobody's own request: who began to wait first may go while others wait.
    private async Task<OpenIdConnectConfiguration> ReadAsync(string issuer)
    {
        await Task.CompletedTask.ConfigureAwait(ConfigureAwaitOptions.ForceYielding);
        try
        {
            var document = await OpenIdConnectConfigurationRetriever.GetAsync(IssuerAddress.DocumentOf(issuer), http, CancellationToken.None);
            return ProblemOf(issuer, document) is { } problem ? throw new IssuerException(problem) : document;
        }
        catch (Exception unreadable) when (unreadable is ArgumentException or JsonException or InvalidOperationException)
        {
            throw new IssuerException($"{IssuerAddress.DocumentOf(issuer)} is not the discovery document of an OpenID Connect issuer.");
        }
    }

    private static string? ProblemOf(string issuer, OpenIdConnectConfiguration document)
    {
        // Another name would let one issuer speak for another (Discovery §4.3).
        if (document.Issuer != issuer)
        {
            return $"The issuer calls itself \"{document.Issuer}\", in {IssuerAddress.DocumentOf(issuer)}. Enter it just so.";
        }

        foreach (var (name, address) in new[] { ("authorization_endpoint", document.AuthorizationEndpoint), ("token_endpoint", document.TokenEndpoint), ("jwks_uri", document.JwksUri) })
        {
            if (!Uri.TryCreate(address, UriKind.Absolute, out var url) || !IssuerAddress.IsSafe(url))
            {
                return $"Its \"{name}\" must be an https address; it is \"{address}\".";
            }
        }

        return document.ResponseTypesSupported.Count > 0 && !document.ResponseTypesSupported.Contains("code") ? "It does not offer the authorization code flow (response_type \"code\")."
            : document.SigningKeys.Count == 0 ? $"It has no keys at {document.JwksUri}." : null;
    }

    private sealed record Kept(Task<OpenIdConnectConfiguration> Reading, DateTimeOffset ReadAt, DateTimeOffset AgainAt);
}
