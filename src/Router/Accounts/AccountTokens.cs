using System.Collections.Concurrent;
using Pintle.Workspace;

namespace Pintle.Router.Accounts;

/// <summary>The tokens of every account in use. Thread-safe.</summary>
public sealed class AccountTokens(TokenSource source, TimeProvider time)
{
    private readonly ConcurrentDictionary<(string Workspace, string Account), HeldTokens> _held = new();

    /// <summary>Those of one account.</summary>
    internal HeldTokens Of(OAuthAccount account)
    {
        var held = _held.GetOrAdd((account.WorkspaceId, account.Id), _ => new HeldTokens(source, time));
        held.Follow(account);
        return held;
    }
}
