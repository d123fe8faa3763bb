using System.Text.Json;
using Pintle.Workspace;

namespace Pintle.Router.Accounts;

/// <summary>Hands out an account's tokens. Never throws but when cancelled.</summary>
/// <param name="account">Whose.</param>
/// <param name="old">Tokens that are over, or soon will be, and are to be replaced; null: whatever there is.</param>
/// <param name="isRefused">A vendor has refused them.</param>
/// <param name="ct">Ends it.</param>
public delegate Task<TokenAnswer> TokenSource(OAuthAccount account, JsonElement? old, bool isRefused, CancellationToken ct);

/// <summary>Where tokens come from when no control plane hands them out.</summary>
public static class DocumentTokens
{
    private const string NoBackend = "and workspace.backend names no control plane that has others.";

    /// <summary>The tokens that the workspace document holds. Nobody renews them here: they are given until a vendor refuses them.</summary>
    public static Task<TokenAnswer> GetAsync(OAuthAccount account, JsonElement? old, bool isRefused, CancellationToken _) => Task.FromResult(
        account.Secret.ValueKind != JsonValueKind.Object ? Revoked($"The workspace document holds no tokens of the account {account.Id},")
        : isRefused && JsonElement.DeepEquals(old!.Value, account.Secret) ? Revoked($"The document's tokens of the account {account.Id} are no longer valid,")
        : new TokenAnswer(account.Secret));

    private static TokenAnswer Revoked(string what) => new(default, TokenProblem.Revoked, $"{what} {NoBackend}");
}
