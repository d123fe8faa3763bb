using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Protocols.OpenIdConnect;
using Microsoft.IdentityModel.Tokens;
using Pintle.ControlPlane.Data;
using Pintle.ControlPlane.People.SingleSignOn.Issuers;

namespace Pintle.ControlPlane.People.SingleSignOn.LoggingIn;

/// <summary>Is it an ID token of this issuer, for this application, for this visit, and now (OpenID Connect Core §3.1.3.7)?</summary>
internal sealed class IdTokenCheck(IssuerDocuments documents, TimeProvider time)
{
    /// <summary>Clocks differ by so much.</summary>
    public static readonly TimeSpan Skew = TimeSpan.FromMinutes(2);

    private const int LongestSubject = 255;

    // Only with keys of the issuer's own: whoever knows the client's secret could make the others.
    private static readonly string[] Algorithms =
    [
        SecurityAlgorithms.RsaSha256, SecurityAlgorithms.RsaSha384, SecurityAlgorithms.RsaSha512,
        SecurityAlgorithms.RsaSsaPssSha256, SecurityAlgorithms.RsaSsaPssSha384, SecurityAlgorithms.RsaSsaPssSha512,
        SecurityAlgorithms.EcdsaSha256, SecurityAlgorithms.EcdsaSha384, SecurityAlgorithms.EcdsaSha512,
    ];

    private static readonly JsonWebTokenHandler Handler = new();

    /// <exception cref="LogInRefusedException">It is not.</exception>
    /// <exception cref="IssuerException">The issuer's keys can't be read.</exception>
    public async Task<JsonWebToken> CheckAsync(string text, StoredIssuer issuer, string nonceHash, CancellationToken ct)
    {
        var document = await documents.FindAsync(issuer.Url, ct);

        // Issuers change their keys whenever they want to.
        if (KeyOf(text) is { Length: > 0 } key && document.SigningKeys.All(k => k.KeyId != key))
        {
            document = await documents.FindAgainAsync(issuer.Url, ct);
        }

        var checkedToken = await Handler.ValidateTokenAsync(text, Rules(issuer, document));
        if (!checkedToken.IsValid || checkedToken.SecurityToken is not JsonWebToken token)
        {
            throw Refused(checkedToken.Exception?.GetType().Name ?? "it is none");
        }

        if (!token.TryGetPayloadValue<string>("nonce", out var nonce) || Ids.HashOf(nonce) != nonceHash)
        {
            throw Refused("its nonce is of another log-in");
        }

        var isForOne = token.TryGetPayloadValue<string>("azp", out var party) ? party == issuer.ClientId : token.Audiences.Count() == 1;
        return !isForOne ? throw Refused("it was made for another application (azp)")
            : string.IsNullOrEmpty(token.Subject) || token.Subject.Length > LongestSubject ? throw Refused("it names nobody (sub)") : token;
    }

    private TokenValidationParameters Rules(StoredIssuer issuer, OpenIdConnectConfiguration document) => new()
    {
        ValidIssuer = issuer.Url,
        ValidAudience = issuer.ClientId,
        IssuerSigningKeys = document.SigningKeys,
        ValidAlgorithms = Algorithms,
        RequireSignedTokens = true,
        RequireExpirationTime = true,
        LifetimeValidator = (from, until, _, _) =>
        {
            var now = time.GetUtcNow().UtcDateTime;
            return until > now - Skew && (from is null || from <= now + Skew);
        },
    };

    private static string? KeyOf(string text)
    {
        try
        {
            return Handler.ReadJsonWebToken(text).Kid;
        }
        catch (Exception unreadable) when (unreadable is ArgumentException or SecurityTokenException)
        {
            throw Refused("it can't be read");
        }
    }

    private static LogInRefusedException Refused(string why) => new(LogInProblem.Refused, $"The ID token is not in order: {why}.");
}
