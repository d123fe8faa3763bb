using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;
using Microsoft.EntityFrameworkCore;
using Pintle.ControlPlane.Access;
using Pintle.ControlPlane.Accounts.Clients;
using Pintle.ControlPlane.Accounts.Vendors;
using Pintle.ControlPlane.Data;
using Pintle.ControlPlane.Http;
using Pintle.ControlPlane.People;

namespace Pintle.ControlPlane.Accounts.Connecting;

/// <summary>Begins to connect an account: tells the browser which page of the vendor to go to. <see cref="CallbackRoute"/> ends it.</summary>
internal static class ConnectRoutes
{
    private static readonly TimeSpan Life = TimeSpan.FromMinutes(10);

    public static void MapConnecting(this RouteGroupBuilder workspace)
    {
        var accounts = workspace.MapGroup("/accounts").WithTags("Accounts");
        accounts.MapPost("/connect", ConnectAsync).Needs(Role.Editor).WithName("connectAccount").WithSummary("Begins to connect an account: answers the vendor's page where this browser's person approves.");
        accounts.MapPost("/{id}/reconnect", ReconnectAsync).Needs(Role.Editor).WithName("reconnectAccount").WithSummary("Begins to connect an account again, for fresh tokens in the place of those that are over.");
    }

    private static Task<Ok<ConnectView>> ConnectAsync(
        string workspaceId, ConnectInput input, HttpContext context, ControlPlaneOptions options, ControlContext db, SecretBox secrets, TimeProvider time, CancellationToken ct)
    {
        ApiException.ThrowIfAny(input.Problems());
        return BeginAsync((workspaceId, input.Type, input.Name, null), input.ReturnTo, context, options, db, secrets, time, ct);
    }

    private static async Task<Ok<ConnectView>> ReconnectAsync(
        string workspaceId, string id, ReconnectInput input, HttpContext context, ControlPlaneOptions options, ControlContext db, SecretBox secrets, TimeProvider time, CancellationToken ct)
    {
        ApiException.ThrowIfAny(ReturnPath.Problems(input.ReturnTo));
        var account = await AccountRoutes.FindAsync(db, workspaceId, id, ct);
        return AccountDefinitions.Find(account.Type) is null
            ? throw ApiException.Conflict($"Accounts of the kind \"{account.Type}\" can't be connected here. Connect another account, and give it to the destinations.")
            : await BeginAsync((workspaceId, account.Type, account.Name, id), input.ReturnTo, context, options, db, secrets, time, ct);
    }

    private static async Task<Ok<ConnectView>> BeginAsync(
        (string WorkspaceId, string Type, string Name, string? Id) account, string returnTo, HttpContext context, ControlPlaneOptions options, ControlContext db, SecretBox secrets, TimeProvider time, CancellationToken ct)
    {
        var (actor, definition, now) = (PasswordCheck.ByBrowser(context), AccountDefinitions.Find(account.Type)!, time.GetUtcNow());
        var client = await OAuthClient.FindAsync(db, secrets, account.WorkspaceId, definition.Vendor, ct) ?? throw ApiException.Conflict(
            $"Pintle is not known to {definition.DisplayName} yet. Register an application there ({definition.Documentation}); an administrator then sets it: PUT oauth-clients/{definition.Vendor}.");
        var (state, mark, verifier) = (Ids.NewSecret("oas"), Ids.NewSecret("oab"), definition.IsPkce ? Ids.NewSecret("oav") : null);
        var begun = new StoredAuthorisation
        {
            Id = Ids.HashOf(state),
            WorkspaceId = account.WorkspaceId,
            UserId = actor.UserId,
            SessionId = actor.SessionId!,
            BrowserHash = Ids.HashOf(mark),
            Type = definition.Name,
            Name = account.Name,
            AccountId = account.Id,
            ProtectedVerifier = verifier is null ? null : secrets.Authorisations.Protect(verifier),
            RedirectUri = VendorAddress.RedirectUri(options, context.Request),
            ReturnTo = returnTo,
            ExpiresAt = now + Life,
        };
        await db.Authorisations.Where(a => a.ExpiresAt <= now).ExecuteDeleteAsync(ct);
        db.Authorisations.Add(begun);
        await db.SaveChangesAsync(ct);
        Returning.Mark.Give(context, begun.Id, mark, Life);
        context.Response.Headers.CacheControl = "no-store";
        return TypedResults.Ok(new ConnectView(VendorAddress.Of(definition, client, begun.RedirectUri, state, verifier), begun.ExpiresAt));
    }
}
