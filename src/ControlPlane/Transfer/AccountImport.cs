using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.EntityFrameworkCore;
using Pintle.ControlPlane.Accounts;
using Pintle.ControlPlane.Accounts.Vendors;
using Pintle.ControlPlane.Data;
using Pintle.ControlPlane.Http;

namespace Pintle.ControlPlane.Transfer;

/// <summary>
/// Takes over accounts at vendors. One that is here and has tokens keeps them: they may have been renewed since the document was written, and the document's are over then.
/// </summary>
internal sealed class AccountImport(ControlContext db, SecretBox secrets)
{
    private const string Reference = "env.";

    /// <returns>The ids of all accounts of the workspace, then.</returns>
    public async Task<IReadOnlySet<string>> RunAsync(string workspaceId, WorkspaceDocument document, ImportRun run, CancellationToken ct)
    {
        var given = document.ById("accounts").ToList();
        var stored = await db.Accounts.Where(a => a.WorkspaceId == workspaceId).ToDictionaryAsync(a => a.Id, ct);
        await CheckFreeAsync(workspaceId, given, ct);
        var definitions = document.ById("accountDefinitions").ToDictionary(d => d.Id, d => d.Element);
        foreach (var account in given)
        {
            var type = WorkspaceDocument.Text(account.Element, "accountDefinitionName");
            if (definitions.TryGetValue(type, out var definition) && WorkspaceDocument.Text(definition, "authenticationType") is { Length: > 0 } way && !way.Equals("oauth", StringComparison.OrdinalIgnoreCase))
            {
                run.Note(account.At, $"Accounts are connected by OAuth here, not by \"{way}\"; it is left out.");
                continue;
            }

            stored[account.Id] = Take(workspaceId, account, type, stored.GetValueOrDefault(account.Id), run);
        }

        return stored.Keys.ToHashSet();
    }

    private StoredAccount Take(string workspaceId, Placed given, string type, StoredAccount? known, ImportRun run)
    {
        var account = known ?? new StoredAccount { Id = given.Id, WorkspaceId = workspaceId, Name = "", Type = type, Options = "{}", ProtectedSecret = secrets.Accounts.Protect("{}") };
        var before = AccountView.Of(account);
        (account.Name, account.Type) = (given.Name, type);
        var options = WorkspaceDocument.Object(given.Element, "options");
        account.Options = JsonElement.DeepEquals(JsonElement.Parse(account.Options), options) ? account.Options : options.GetRawText();
        if (known is null || known.IsWithdrawn)
        {
            TakeTokens(account, given, run);
        }

        if (AccountDefinitions.Find(type) is null)
        {
            run.Note($"{given.At}.accountDefinitionName", $"The kind of account \"{type}\" is not known here: its tokens are handed out, and not renewed.");
        }

        if (known is null)
        {
            db.Accounts.Add(account);
            run.Created(AccountRoutes.Kind, account.Id, account.Name, () => AccountView.Of(account));
        }
        else
        {
            run.Kept(db.Entry(account).State == EntityState.Modified, AccountRoutes.Kind, account.Id, account.Name, before, () => AccountView.Of(account));
        }

        return account;
    }

    private void TakeTokens(StoredAccount account, Placed given, ImportRun run)
    {
        // The name of a variable is no token.
        var members = WorkspaceDocument.Object(given.Element, "secret").EnumerateObject()
            .Where(m => m.Value.ValueKind != JsonValueKind.String || !m.Value.GetString()!.StartsWith(Reference, StringComparison.Ordinal))
            .Select(m => KeyValuePair.Create(m.Name, JsonSerializer.SerializeToNode(m.Value)));
        var tokens = new JsonObject(members);
        var isOther = !JsonNode.DeepEquals(JsonNode.Parse(secrets.Accounts.Unprotect(account.ProtectedSecret)), tokens);
        if (tokens.Count > 0 && isOther)
        {
            account.ProtectedSecret = secrets.Accounts.Protect(tokens.ToJsonString());
            (account.IsWithdrawn, account.Problem, account.ProblemAt, account.RefreshedAt) = (false, null, null, null);
        }
        else if (tokens.Count == 0 && !account.IsWithdrawn)
        {
            (account.IsWithdrawn, account.Problem) = (true, "It came without tokens.");
            run.Note($"{given.At}.secret", "It has no tokens. Connect the account again.");
        }
    }

    // Another workspace's accounts stay what they are.
    private async Task CheckFreeAsync(string workspaceId, List<Placed> given, CancellationToken ct)
    {
        var ids = given.Select(g => g.Id).ToList();
        var taken = await db.Accounts.Where(a => a.WorkspaceId != workspaceId && ids.Contains(a.Id)).Select(a => a.Id).ToListAsync(ct);
        ApiException.ThrowIfAny(taken.Select(id => ($"accounts.{id}", $"The account id \"{id}\" is taken already. Give it another.")));
    }
}
