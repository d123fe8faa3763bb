using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.Http;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging;
using Pintle.ControlPlane.Access;
using Pintle.ControlPlane.Accounts.Clients;
using Pintle.ControlPlane.Accounts.Secrets;
using Pintle.ControlPlane.Accounts.Vendors;
using Pintle.ControlPlane.Data;
using Pintle.ControlPlane.Http;
using Pintle.ControlPlane.People;

namespace Pintle.ControlPlane.Accounts.Connecting;

/// <summary>
/// Somebody comes back from a vendor. Whoever sends another's browser here with a code of their own, or catches a code of another's, gets nowhere: the state is known to this server,
/// good once, and only in the browser that it was given to, while the session that it was begun in lasts.
/// </summary>
internal sealed partial class Returning(ControlContext db, Changes changes, SecretBox secrets, VendorTokens vendors, BrowserSessions sessions, TimeProvider time, ILogger<Returning> log)
{
    /// <summary>Of the browser that began.</summary>
    public static readonly BrowserMark Mark = new("pintle-oauth", "/api/v1/oauth");

    /// <summary>Takes what was begun, so that nobody else can.</summary>
    /// <returns>Null: there is none, or it was begun in another browser. A problem: it is this browser's, and can't go on.</returns>
    public async Task<(StoredAuthorisation? Authorisation, string? Problem)> ClaimAsync(HttpContext context, string state, CancellationToken ct)
    {
        var id = Ids.HashOf(state);
        var begun = await db.Authorisations.AsNoTracking().FirstOrDefaultAsync(a => a.Id == id, ct);

        // Also when it is shown in the wrong browser: a state that others have seen is good for nothing any more.
        var isFirst = begun is not null && await db.Authorisations.Where(a => a.Id == id).ExecuteDeleteAsync(ct) == 1;
        if (begun is null || !isFirst || !Mark.IsOf(context, id, begun.BrowserHash))
        {
            return (null, null);
        }

        Mark.Take(context, id);
        if (begun.ExpiresAt <= time.GetUtcNow())
        {
            return (begun, "expired");
        }

        var lives = await sessions.Living(begun.UserId).AnyAsync(s => s.Id == begun.SessionId, ct);
        var person = await db.Users.AsNoTracking().FirstOrDefaultAsync(u => u.Id == begun.UserId, ct);
        if (!lives || person is null || (Actor.Find(context) is { } other && other.UserId != begun.UserId))
        {
            return (begun, "forbidden");
        }

        var actor = new Actor(person.Id, person.Email!) { SessionId = begun.SessionId };
        context.Features.Set(actor);
        return (begun, await AccessCheck.RoleAsync(actor, begun.WorkspaceId, db, ct) >= Role.Editor ? null : "forbidden");
    }

    /// <summary>Gets the tokens for the code, and keeps them.</summary>
    /// <returns>The id of the account, or what is wrong.</returns>
    public async Task<(string? Account, string? Problem)> FinishAsync(HttpContext context, StoredAuthorisation begun, string code, CancellationToken ct)
    {
        var definition = AccountDefinitions.Find(begun.Type);
        if (definition is null || await OAuthClient.FindAsync(db, secrets, begun.WorkspaceId, definition.Vendor, ct) is not { } client)
        {
            return (null, "gone");
        }

        var verifier = begun.ProtectedVerifier is { } hidden ? secrets.Authorisations.Unprotect(hidden) : null;
        var answer = await vendors.ExchangeAsync(definition, client, code, begun.RedirectUri, verifier, ct);
        if (answer.Tokens is not { } given)
        {
            LogRefused(begun.WorkspaceId, definition.Name, answer.Message);
            return (null, answer.Problem == VendorProblem.Away ? "away" : "refused");
        }

        var tokens = secrets.Accounts.Protect(TokenSet.Of(definition, given, before: null, time.GetUtcNow()).ToJson());
        try
        {
            return (await changes.MakeAsync(begun.WorkspaceId, change => KeepAsync(begun, Actor.Of(context).UserId, tokens, change, ct), CancellationToken.None), null);
        }
        catch (ApiException gone) when (gone.Status == StatusCodes.Status404NotFound)
        {
            return (null, "gone");
        }
    }

    private async Task<string> KeepAsync(StoredAuthorisation begun, string userId, string tokens, Change change, CancellationToken ct)
    {
        var known = begun.AccountId is { } id ? await AccountRoutes.FindAsync(db, begun.WorkspaceId, id, ct) : null;
        var before = known is null ? null : AccountView.Of(known);
        var account = known ?? new StoredAccount
        {
            Id = Ids.New("acc"), WorkspaceId = begun.WorkspaceId, Name = begun.Name, Type = begun.Type, Options = "{}", ProtectedSecret = "", CreatedBy = userId,
        };
        (account.ProtectedSecret, account.RefreshedAt, account.RefreshingUntil) = (tokens, time.GetUtcNow(), null);
        (account.IsWithdrawn, account.Problem, account.ProblemAt) = (false, null, null);
        if (known is null)
        {
            db.Accounts.Add(account);
        }

        change.Note(known is null ? "created" : "reconnected", AccountRoutes.Kind, (account.Id, account.Name), before, () => AccountView.Of(account));
        return account.Id;
    }

    [LoggerMessage(8073, LogLevel.Warning, "An account of the kind {Type} could not be connected in the workspace {Workspace}: {Reason}")]
    private partial void LogRefused(string workspace, string type, string reason);
}
