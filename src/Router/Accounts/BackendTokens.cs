using System.Net.Mime;
using System.Text;
using System.Text.Json;
using Pintle.Events;
using Pintle.Workspace;

namespace Pintle.Router.Accounts;

/// <summary>
/// Tokens from a control plane: <c>POST {backend}/destination/workspaces/{ws}/accounts/{acc}/token</c> with
/// <c>{"hasExpired", "expiredSecret"}</c>; it answers <c>{"secret": {…, "expirationDate"}}</c>, or a <c>code</c> that says why not.
/// </summary>
/// <param name="http">Base address and time limit are its own.</param>
/// <param name="token">The workspace token, the user name of Basic authentication.</param>
public sealed class BackendTokens(HttpClient http, string token)
{
    private const string Withdrawn = "ref_token_invalid_grant";

    public async Task<TokenAnswer> GetAsync(OAuthAccount account, JsonElement? expired, bool _, CancellationToken ct)
    {
        var path = $"destination/workspaces/{Uri.EscapeDataString(account.WorkspaceId)}/accounts/{Uri.EscapeDataString(account.Id)}/token";
        using var request = new HttpRequestMessage(HttpMethod.Post, path)
        {
            Content = new StringContent($$"""{"hasExpired":{{(expired is null ? "false" : "true")}},"expiredSecret":{{expired?.GetRawText() ?? "null"}}}""", Encoding.UTF8, MediaTypeNames.Application.Json),
        };
        request.Headers.Authorization = WorkspaceToken.Show(token);
        try
        {
            using var answer = await http.SendAsync(request, ct);
            return Read(await answer.Content.ReadAsStringAsync(ct), (int)answer.StatusCode, account);
        }
        catch (Exception away) when (away is HttpRequestException or IOException || (away is OperationCanceledException && !ct.IsCancellationRequested))
        {
            return new TokenAnswer(default, TokenProblem.Away, $"The control plane gave no tokens of the account {account.Id}: {away.Message}");
        }
    }

    private static TokenAnswer Read(string body, int status, OAuthAccount account)
    {
        var json = Parse(body);
        if (status is >= 200 and < 300 && Member(json, "secret") is { ValueKind: JsonValueKind.Object } secret)
        {
            return new TokenAnswer(secret);
        }

        // The code stands in the answer or in a body within it.
        var inner = Member(json, "body");
        var code = Text(Member(json, "code")) ?? Text(Member(inner, "code"));
        var message = Text(Member(json, "message")) ?? Text(Member(inner, "message")) ?? "";
        return code == Withdrawn
            ? new TokenAnswer(default, TokenProblem.Revoked, $"Access to the account {account.Id} was withdrawn; somebody must connect it again. {message}".Trim())
            : new TokenAnswer(default, TokenProblem.Away, $"The control plane gave no tokens of the account {account.Id}: {status} {code} {message}".Trim());
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

    private static JsonElement Member(JsonElement of, string name) => of.ValueKind == JsonValueKind.Object && of.TryGetProperty(name, out var value) ? value : default;

    private static string? Text(JsonElement value) => value.ValueKind == JsonValueKind.String ? value.GetString() : null;
}
