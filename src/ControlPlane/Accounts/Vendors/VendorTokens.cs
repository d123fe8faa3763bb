using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Pintle.ControlPlane.Accounts.Clients;

namespace Pintle.ControlPlane.Accounts.Vendors;

/// <summary>Asks vendors for tokens (RFC 6749 §4.1.3, §6). Never throws but when cancelled, and what it says of problems has no secrets in it.</summary>
internal sealed partial class VendorTokens : IDisposable
{
    /// <summary>A vendor that takes longer is away.</summary>
    public static readonly TimeSpan Longest = TimeSpan.FromSeconds(20);

    private const int MostBytes = 1 << 18;
    private const int LongestDescription = 200;

    private static readonly string[] Secret = ["code", "code_verifier", "refresh_token"];

    private readonly HttpClient _http;

    public VendorTokens(ControlPlaneOptions options)
    {
        // Without redirects: a client's secret goes nowhere else than it was meant for.
        var handler = new SocketsHttpHandler { AllowAutoRedirect = false, UseCookies = false, PooledConnectionLifetime = TimeSpan.FromMinutes(2) };
        if (options.Connect is { } connect)
        {
            handler.ConnectCallback = connect;
        }

        _http = new HttpClient(handler) { Timeout = Longest, MaxResponseContentBufferSize = MostBytes };
        _http.DefaultRequestHeaders.UserAgent.ParseAdd("Pintle");
        _http.DefaultRequestHeaders.Accept.ParseAdd("application/json");
    }

    /// <summary>The tokens of somebody who has just approved.</summary>
    public Task<VendorAnswer> ExchangeAsync(AccountDefinition definition, OAuthClient client, string code, string redirectUri, string? verifier, CancellationToken ct)
    {
        List<KeyValuePair<string, string>> form = [new("grant_type", "authorization_code"), new("code", code), new("redirect_uri", redirectUri)];
        if (verifier is not null)
        {
            form.Add(new("code_verifier", verifier));
        }

        return AskAsync(definition, client, form, ct);
    }

    /// <summary>Fresh tokens for ones that end.</summary>
    public Task<VendorAnswer> RefreshAsync(AccountDefinition definition, OAuthClient client, string refreshToken, CancellationToken ct) =>
        AskAsync(definition, client, [new("grant_type", "refresh_token"), new("refresh_token", refreshToken)], ct);

    public void Dispose() => _http.Dispose();

    private async Task<VendorAnswer> AskAsync(AccountDefinition definition, OAuthClient client, List<KeyValuePair<string, string>> form, CancellationToken ct)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, client.TokenUrl ?? definition.TokenUrl);
        if (definition.IsBasic)
        {
            // Both are form-encoded first (RFC 6749 §2.3.1).
            var pair = $"{Uri.EscapeDataString(client.ClientId)}:{Uri.EscapeDataString(client.Secret)}";
            request.Headers.Authorization = new AuthenticationHeaderValue("Basic", Convert.ToBase64String(Encoding.UTF8.GetBytes(pair)));
        }
        else
        {
            form.AddRange([new("client_id", client.ClientId), new("client_secret", client.Secret)]);
        }

        request.Content = new FormUrlEncodedContent(form);
        try
        {
            using var answer = await _http.SendAsync(request, ct);
            return Read(definition, (int)answer.StatusCode, await answer.Content.ReadAsStringAsync(ct), form.Where(f => Secret.Contains(f.Key)).Select(f => f.Value).Append(client.Secret));
        }
        catch (Exception away) when (away is HttpRequestException or IOException || (away is OperationCanceledException && !ct.IsCancellationRequested))
        {
            var reason = away is OperationCanceledException ? $"it gave no answer within {Longest.TotalSeconds:0} seconds." : away.GetBaseException().Message;
            return new VendorAnswer(null, VendorProblem.Away, $"{definition.DisplayName} can't be reached at {request.RequestUri!.Host}: {reason}");
        }
    }

    private static VendorAnswer Read(AccountDefinition definition, int status, string body, IEnumerable<string> secrets)
    {
        var json = Parse(body);

        // Intercom calls the access token just that.
        if (status is >= 200 and < 300 && json is not null && (json["access_token"] ?? json["token"]) is JsonValue token && token.GetValueKind() == JsonValueKind.String)
        {
            json["access_token"] = token.GetValue<string>();
            json.Remove("token");
            return new VendorAnswer(json);
        }

        var code = Text(json, "error") ?? Text(json, "status") ?? "";
        var said = $"{definition.DisplayName} gave no tokens: {status} {(Code().IsMatch(code) ? code : "")} {Described(json, secrets)}".TrimEnd();
        return code == "invalid_grant" || definition.WithdrawnCodes.Contains(code) ? new VendorAnswer(null, VendorProblem.Withdrawn, said)
            : status is >= 400 and < 500 and not (408 or 429) || code.StartsWith("invalid_", StringComparison.Ordinal) ? new VendorAnswer(null, VendorProblem.Refused, said)
            : new VendorAnswer(null, VendorProblem.Away, said);
    }

    // Some vendors repeat what they were sent.
    private static string Described(JsonObject? json, IEnumerable<string> secrets)
    {
        var text = Text(json, "error_description") ?? Text(json, "message") ?? "";
        text = text.Length > LongestDescription ? text[..LongestDescription] : text;
        return secrets.Any(secret => secret.Length > 0 && text.Contains(secret[..Math.Min(secret.Length, 8)], StringComparison.Ordinal))
            ? ""
            : string.Concat(text.Select(c => char.IsControl(c) ? ' ' : c));
    }

    private static JsonObject? Parse(string body)
    {
        try
        {
            return JsonNode.Parse(body) as JsonObject;
        }
        catch (JsonException)
        {
            return null;
        }
    }

    private static string? Text(JsonObject? json, string name) => json?[name] is JsonValue value && value.GetValueKind() == JsonValueKind.String ? value.GetValue<string>() : null;

    [GeneratedRegex(@"^[\w.-]{1,60}$")]
    private static partial Regex Code();
}
