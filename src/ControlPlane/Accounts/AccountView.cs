using System.Text.Json;

namespace Pintle.ControlPlane.Accounts;

/// <summary>An account as the API shows it: nothing of its tokens.</summary>
/// <param name="NeedsReconnecting">The vendor gives no more tokens: somebody must connect it again.</param>
/// <param name="Problem">Why the last renewal of its tokens failed; null: it did not.</param>
/// <param name="RefreshedAt">When its tokens came; null: with an import.</param>
internal sealed record AccountView(
    string Id, string Name, string Type, JsonElement Options, bool NeedsReconnecting, string? Problem, DateTimeOffset? ProblemAt, DateTimeOffset? RefreshedAt,
    string? CreatedBy, DateTimeOffset CreatedAt, DateTimeOffset UpdatedAt, int Version)
{
    public static AccountView Of(StoredAccount account) => new(
        account.Id, account.Name, account.Type, JsonElement.Parse(account.Options), account.IsWithdrawn, account.Problem, account.ProblemAt, account.RefreshedAt,
        account.CreatedBy, account.CreatedAt, account.UpdatedAt, account.Version);
}
