using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Pintle.ControlPlane.Accounts.Vendors;
using Pintle.ControlPlane.Data;
using Pintle.ControlPlane.Destinations;

namespace Pintle.ControlPlane.Accounts;

/// <summary>Checks the accounts that a destination names: that they are there, and of a kind that it can use.</summary>
internal sealed class DestinationAccounts(ControlContext db)
{
    /// <summary>The setting in a data plane's document that names the account of deliveries.</summary>
    public const string Delivery = "rudderAccountId";

    private const string Deletion = "rudderDeleteAccountId";

    /// <summary>What is wrong, by member. What stays is not looked at.</summary>
    /// <param name="type">Name of the kind of destination.</param>
    /// <param name="before">Null: the destination is new.</param>
    public async Task<IReadOnlyList<(string Member, string Message)>> ProblemsAsync(string workspaceId, string type, DestinationInput? before, DestinationInput input, CancellationToken ct)
    {
        List<(string Member, string Message)> problems = [];
        if (input.AccountId is { } id && id != before?.AccountId && await ProblemAsync(workspaceId, type, id, static kind => kind.Destinations, ct) is { } wrong)
        {
            problems.Add(("accountId", wrong));
        }

        if (Text(input, Delivery) is { } named && named != Text(before, Delivery))
        {
            problems.Add(($"settings.{Delivery}", $"Name the account as \"accountId\" of the destination: {{\"accountId\": \"{named}\"}}."));
        }

        if (Text(input, Deletion) is { } deletion && deletion != Text(before, Deletion) && await ProblemAsync(workspaceId, type, deletion, static kind => kind.Deletions, ct) is { } other)
        {
            problems.Add(($"settings.{Deletion}", other));
        }

        return problems;
    }

    // Of kinds that this version doesn't know nobody can tell.
    private async Task<string?> ProblemAsync(string workspaceId, string type, string id, Func<AccountDefinition, IReadOnlyList<string>> uses, CancellationToken ct)
    {
        if (await db.Accounts.AsNoTracking().FirstOrDefaultAsync(a => a.WorkspaceId == workspaceId && a.Id == id, ct) is not { } account)
        {
            return $"There is no account \"{id}\".";
        }

        return AccountDefinitions.Find(account.Type) is { } kind && !uses(kind).Contains(type, StringComparer.OrdinalIgnoreCase)
            ? $"The account \"{account.Name}\" is of the kind {kind.Name}, which {type} can't use for this. /api/v1/definitions/accounts says which can."
            : null;
    }

    private static string? Text(DestinationInput? input, string setting) => input?.Settings is { ValueKind: JsonValueKind.Object } settings
        && settings.TryGetProperty(setting, out var value) && value.ValueKind == JsonValueKind.String && value.GetString() is { Length: > 0 } text ? text : null;
}
