using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;
using System.Text.RegularExpressions;
using Pintle.ControlPlane.People.SingleSignOn.Issuers;

namespace Pintle.ControlPlane.People.SingleSignOn.LoggingIn;

/// <summary>Gets from an issuer what it says of somebody.</summary>
internal sealed partial class IssuerTokens(IssuerHttp http, IssuerDocuments documents)
{
    /// <summary>The tokens for a code (RFC 6749 §4.1.3, RFC 7636 §4.5).</summary>
    /// <exception cref="LogInRefusedException">It gave none.</exception>
    /// <exception cref="IssuerException">It is away.</exception>
    public async Task<(string IdToken, string? AccessToken)> ExchangeAsync(StoredIssuer issuer, string secret, string code, string verifier, string redirectUri, CancellationToken ct)
    {
        var document = await documents.FindAsync(issuer.Url, ct);
        using var request = new HttpRequestMessage(HttpMethod.Post, document.TokenEndpoint);
        List<KeyValuePair<string, string>> form =
            [new("grant_type", "authorization_code"), new("code", code), new("redirect_uri", redirectUri), new("code_verifier", verifier)];
        var methods = document.TokenEndpointAuthMethodsSupported;
        if (methods.Count == 0 || methods.Contains("client_secret_basic"))
        {
            // Both are form-encoded first (RFC 6749 §2.3.1).
            var pair = $"{Uri.EscapeDataString(issuer.ClientId)}:{Uri.EscapeDataString(secret)}";
            request.Headers.Authorization = new AuthenticationHeaderValue("Basic", Convert.ToBase64String(Encoding.UTF8.GetBytes(pair)));
        }
        else
        {
            form.AddRange([new("client_id", issuer.ClientId), new("client_secret", secret)]);
        }

        request.Content = new FormUrlEncodedContent(form);
        var (status, body) = await http.SendAsync(request, ct);
        var answer = Parse(body);
        return status == 200 && Text(answer, "id_token") is { } token ? (token, Text(answer, "access_token"))
            : status >= 500 ? throw new IssuerException($"Its token endpoint answered {status}.") { IsAway = true }
            : throw new LogInRefusedException(LogInProblem.Refused, $"The issuer gave no ID token: {status} {Said(answer)}");
    }

    /// <summary>What the issuer says besides (OpenID Connect Core §5.3); null: it offers nothing.</summary>
    /// <exception cref="LogInRefusedException">It speaks of somebody else.</exception>
    /// <exception cref="IssuerException">It is away.</exception>
    public async Task<VouchedPerson?> AskMoreAsync(StoredIssuer issuer, string subject, string accessToken, CancellationToken ct)
    {
        if ((await documents.FindAsync(issuer.Url, ct)).UserInfoEndpoint is not { Length: > 0 } url)
        {
            return null;
        }

        using var request = new HttpRequestMessage(HttpMethod.Get, url);
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", accessToken);
        var (status, body) = await http.SendAsync(request, ct);
        var answer = Parse(body);
        return status != 200 ? null
            : Text(answer, "sub") == subject ? VouchedPerson.Of(subject, answer)
            : throw new LogInRefusedException(LogInProblem.Refused, "The issuer's userinfo is of somebody else than its ID token.");
    }

    private static JsonElement Parse(string body)
    {
        try
        {
            return JsonElement.Parse(body);
        }
        catch (JsonException)
        {
            return default;
        }
    }

    private static string? Text(JsonElement json, string name) =>
        json.ValueKind == JsonValueKind.Object && json.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String ? value.GetString() : null;

    // Its code only: what it describes may repeat what it was sent.
    private static string Said(JsonElement answer) => Text(answer, "error") is { } code && Code().IsMatch(code) ? code : "";

    [GeneratedRegex(@"^[\w.-]{1,60}$")]
    private static partial Regex Code();
}
