using System.Text.Json;
using Pintle.ControlPlane.Accounts.Secrets;
using Pintle.Router.Accounts;
using Pintle.Workspace;

namespace Pintle.Server.Hosting;

/// <summary>Tokens of accounts from the control plane of this process.</summary>
internal sealed class LocalTokens(AccountSecrets secrets)
{
    public async Task<TokenAnswer> GetAsync(OAuthAccount account, JsonElement? old, bool _, CancellationToken ct)
    {
        var answer = await secrets.GetAsync(account.WorkspaceId, account.Id, old, ct);
        return answer.Problem switch
        {
            AccountSecretProblem.None => new TokenAnswer(answer.Secret),
            AccountSecretProblem.Withdrawn => new TokenAnswer(default, TokenProblem.Revoked, $"Access to the account {account.Id} was withdrawn; somebody must connect it again. {answer.Message}".TrimEnd()),
            _ => new TokenAnswer(default, TokenProblem.Away, $"There are no tokens of the account {account.Id} now: {answer.Message}"),
        };
    }
}
