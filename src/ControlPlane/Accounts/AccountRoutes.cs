using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;
using Microsoft.EntityFrameworkCore;
using Pintle.ControlPlane.Access;
using Pintle.ControlPlane.Accounts.Vendors;
using Pintle.ControlPlane.Data;
using Pintle.ControlPlane.Http;

namespace Pintle.ControlPlane.Accounts;

/// <summary><c>/api/v1/workspaces/{workspaceId}/accounts</c>. They are made by connecting them: <see cref="Connecting.ConnectRoutes"/>.</summary>
internal static class AccountRoutes
{
    public const string Kind = "account";

    private static readonly Paging<StoredAccount> Pages = new Paging<StoredAccount>()
        .By("name", a => a.Name).By("createdAt", a => a.CreatedAt).By("updatedAt", a => a.UpdatedAt).By("type", a => a.Type);

    public static void MapAccountDefinitions(this RouteGroupBuilder api) => api.MapGet("/definitions/accounts", () => TypedResults.Ok(new Page<AccountDefinition>(AccountDefinitions.All, Next: null)))
        .NeedsPerson().WithTags("Definitions").WithName("listAccountDefinitions").WithSummary("The kinds of accounts that can be connected.");

    public static void MapAccounts(this RouteGroupBuilder workspace)
    {
        var accounts = workspace.MapGroup("/accounts").WithTags("Accounts");
        accounts.MapGet("/", ListAsync).Needs(Role.Viewer).WithName("listAccounts").WithSummary("The accounts at vendors that are connected.");
        accounts.MapGet("/{id}", GetAsync).Needs(Role.Viewer).WithName("getAccount").WithSummary("An account, and whether it must be connected again.");
        accounts.MapPatch("/{id}", UpdateAsync).Needs(Role.Editor).Accepts<AccountInput>("application/merge-patch+json", "application/json").WithName("updateAccount").WithSummary("Changes an account's name.");
        accounts.MapDelete("/{id}", DeleteAsync).Needs(Role.Editor).WithName("deleteAccount").WithSummary("Forgets an account that no destination uses, for good.");
    }

    public static async Task<StoredAccount> FindAsync(ControlContext db, string workspaceId, string id, CancellationToken ct) =>
        await db.Accounts.FirstOrDefaultAsync(a => a.WorkspaceId == workspaceId && a.Id == id, ct) ?? throw ApiException.NotFound(Kind, id);

    private static async Task<Ok<Page<AccountView>>> ListAsync(string workspaceId, [AsParameters] PageQuery page, string? q, string? type, ControlContext db, CancellationToken ct)
    {
        var all = db.Accounts.Where(a => a.WorkspaceId == workspaceId);
        all = q is { Length: > 0 } text ? all.Where(a => EF.Functions.Like(a.Name.ToLower(), Search.Pattern(text), Search.Escape) || a.Id == text) : all;
        all = type is null ? all : all.Where(a => a.Type == type);
        return TypedResults.Ok(await Pages.ReadAsync(all, page, AccountView.Of, ct));
    }

    private static async Task<Ok<AccountView>> GetAsync(string workspaceId, string id, HttpContext context, ControlContext db, CancellationToken ct) =>
        Shown(context, await FindAsync(db, workspaceId, id, ct));

    private static async Task<Ok<AccountView>> UpdateAsync(string workspaceId, string id, JsonElement patch, HttpContext context, ControlContext db, Changes changes, CancellationToken ct) =>
        Shown(context, await changes.MakeAsync(workspaceId, async change =>
        {
            var account = await FindAsync(db, workspaceId, id, ct);
            Etag.Check(context, account);
            var input = MergePatch.Apply(AccountInput.Of(account), patch);
            ApiException.ThrowIfAny(input.Problems());
            var before = AccountView.Of(account);
            account.Name = input.Name;
            change.Note("updated", Kind, (id, account.Name), before, () => AccountView.Of(account));
            return account;
        }, ct));

    private static async Task<NoContent> DeleteAsync(string workspaceId, string id, HttpContext context, ControlContext db, Changes changes, CancellationToken ct)
    {
        await changes.MakeAsync(workspaceId, async change =>
        {
            var account = await FindAsync(db, workspaceId, id, ct);
            Etag.Check(context, account);

            // A setting names the account of deletions; ids are in no other text.
            var users = await db.Destinations.Where(d => d.WorkspaceId == workspaceId && d.DeletedAt == null && (d.AccountId == id || d.Settings.Contains(id)))
                .OrderBy(d => d.Name).Select(d => new UsedBy("destination", d.Id, d.Name)).ToListAsync(ct);
            if (users.Count > 0)
            {
                throw ApiException.InUse(Kind, users);
            }

            // Deleted destinations may come back, without it.
            foreach (var destination in await db.Destinations.Where(d => d.AccountId == id).ToListAsync(ct))
            {
                destination.AccountId = null;
            }

            db.Accounts.Remove(account);
            change.Note("deleted", Kind, (id, account.Name), AccountView.Of(account), after: null);
            return account;
        }, ct);
        return TypedResults.NoContent();
    }

    private static Ok<AccountView> Shown(HttpContext context, StoredAccount account)
    {
        Etag.Show(context, account);
        return TypedResults.Ok(AccountView.Of(account));
    }
}
