using System.Text.Json;
using Pintle.Workspace;

namespace Pintle.Router.Accounts;

/// <summary>Hands out an account's tokens. Never throws but when cancelled.</summary>
/// <param name="account">Whose.</param>
/// <param name="expired">Tokens that are of no more use, to be replaced; null: whatever there is.</param>
/// <param name="ct">Ends it.</param>
public delegate Task<TokenAnswer> TokenSource(OAuthAccount account, JsonElement? expired, CancellationToken ct);

/// <summary>Where tokens come from when no control plane hands them out.</summary>
public static class DocumentTokens
{
    /// <summary>The tokens that the workspace document holds. Nobody renews them here.</summary>
    public static Task<TokenAnswer> GetAsync(OAuthAccount account, JsonElement? expired, CancellationToken _) => Task.FromResult(
        account.Secret.ValueKind != JsonValueKind.Object ? new TokenAnswer(default, TokenProblem.Revoked, $"The workspace document holds no tokens of the account {account.Id}, and workspace.backend names no control plane that has them.")
        : expired is { } old && JsonElement.DeepEquals(old, account.Secret) ? new TokenAnswer(default, TokenProblem.Revoked, $"The tokens of the account {account.Id} in the workspace document are no longer valid, and workspace.backend names no control plane that renews them.")
        : new TokenAnswer(account.Secret));
}
