using System.Text.Json;

namespace Pintle.Workspace.Reading;

/// <summary>The accounts of a document, joined with their definitions (pipeline.md, OAuth destinations).</summary>
internal sealed class Accounts(JsonNavigator root)
{
    private readonly JsonNavigator? _accounts = root.Object("accounts");
    private readonly JsonNavigator? _definitions = root.Object("accountDefinitions");

    /// <summary>The account that a destination delivers through; null when it has none, or one without OAuth.</summary>
    public OAuthAccount? Of(JsonNavigator? config, JsonNavigator? definition, string workspaceId)
    {
        if (config?.Member("rudderAccountId") is not { ValueKind: JsonValueKind.String } named || named.GetString() is not { Length: > 0 } id)
        {
            return null;
        }

        var account = _accounts?.Object(id);
        var kind = account is { } known ? _definitions?.Object(known.Text("accountDefinitionName")) : null;
        return IsOAuth(kind) ?? IsOAuthByDefault(definition) ? new OAuthAccount(id, workspaceId, account?.Object("secret")?.Element ?? default) : null;
    }

    private static bool? IsOAuth(JsonNavigator? kind) =>
        kind?.Text("authenticationType") is { Length: > 0 } type ? type.Equals("oauth", StringComparison.OrdinalIgnoreCase) : null;

    // Older definitions say it themselves; without scopes it is for delivery.
    private static bool IsOAuthByDefault(JsonNavigator? definition)
    {
        if (definition?.Object("config")?.Object("auth") is not { } auth || !auth.Text("type").Equals("OAuth", StringComparison.OrdinalIgnoreCase))
        {
            return false;
        }

        return auth.Member("rudderScopes") is not { ValueKind: JsonValueKind.Array } scopes
            || scopes.EnumerateArray().Any(s => s.ValueKind == JsonValueKind.String && s.ValueEquals("delivery"));
    }
}
