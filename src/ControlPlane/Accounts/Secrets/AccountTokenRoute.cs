using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using System.Text.Json.Serialization;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;
using Pintle.ControlPlane.Access;
using Pintle.ControlPlane.Data;
using Pintle.ControlPlane.Http;
using Pintle.ControlPlane.Workspaces;

namespace Pintle.ControlPlane.Accounts.Secrets;

/// <summary>Tokens for data planes (workspace-config.md §5): <c>POST /destination/workspaces/{workspaceId}/accounts/{accountId}/token</c>.</summary>
internal static class AccountTokenRoute
{
    // What data planes know: the first ends in somebody's connecting the account again, the second in another try.
    private const string Withdrawn = "ref_token_invalid_grant";
    private const string Failed = "INVALID_REFRESH_RESPONSE";

    public static void MapAccountToken(this IEndpointRouteBuilder routes) =>

        // Open: data planes are no persons, and show a token of their own.
        routes.MapPost($"/destination/workspaces/{{{AccessCheck.Workspace}}}/accounts/{{accountId}}/token", GetAsync).IsForPrograms().WithTags("Data planes").WithName("getAccountToken")
            .WithSummary("An account's tokens, renewed when they end or expiredSecret is what is stored.");

    private static async Task<Ok<AccountToken>> GetAsync(
        string workspaceId, string accountId, AccountTokenInput input, HttpContext context, ControlPlaneOptions options, ControlContext db, AccountSecrets secrets, CancellationToken ct)
    {
        var user = BasicCredentials.Read(context.Request)?.User ?? "";
        if (!IsNamespace(user, options) && await WorkspaceTokens.FindAsync(db, user, ct) != workspaceId)
        {
            throw Refusal(StatusCodes.Status401Unauthorized, "unauthorized", "The workspace token is unknown, or of another workspace. Send it as the user of Basic authentication, without a password.");
        }

        var answer = await secrets.GetAsync(workspaceId, accountId, input.HasExpired ? input.ExpiredSecret : null, ct);
        context.Response.Headers.CacheControl = "no-store";
        return answer.Problem switch
        {
            AccountSecretProblem.None => TypedResults.Ok(new AccountToken(answer.Secret)),
            AccountSecretProblem.Unknown => throw Refusal(StatusCodes.Status404NotFound, "account_not_found", answer.Message),
            AccountSecretProblem.Withdrawn => throw Refusal(StatusCodes.Status400BadRequest, Withdrawn, answer.Message),
            _ => throw Refusal(StatusCodes.Status502BadGateway, Failed, answer.Message),
        };
    }

    // Established data planes look for the code in a body within the body too.
    private static ApiException Refusal(int status, string code, string message) => new(status, message)
    {
        More = new Dictionary<string, object?> { ["code"] = code, ["message"] = message, ["body"] = new { code, message } },
    };

    private static bool IsNamespace(string user, ControlPlaneOptions options) => options.NamespaceSecret.Length > 0
        && CryptographicOperations.FixedTimeEquals(Encoding.UTF8.GetBytes(user), Encoding.UTF8.GetBytes(options.NamespaceSecret));
}

/// <summary>What a data plane says of the tokens that it has.</summary>
internal sealed record AccountTokenInput
{
    /// <summary>They have ended, soon will, or a vendor has refused them.</summary>
    [JsonPropertyName("hasExpired")]
    public bool HasExpired { get; init; }

    /// <summary>They themselves.</summary>
    [JsonPropertyName("expiredSecret")]
    public JsonElement? ExpiredSecret { get; init; }
}

/// <summary>An account's tokens.</summary>
internal sealed record AccountToken(JsonElement Secret);
