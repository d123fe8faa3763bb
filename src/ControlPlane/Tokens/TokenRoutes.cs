using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;
using Microsoft.EntityFrameworkCore;
using Pintle.ControlPlane.Access;
using Pintle.ControlPlane.Data;
using Pintle.ControlPlane.Http;
using Pintle.ControlPlane.People;

namespace Pintle.ControlPlane.Tokens;

/// <summary><c>/api/v1/workspaces/{workspaceId}/tokens</c></summary>
internal static class TokenRoutes
{
    private const string Kind = "token";
    private const int MostOfPerson = 50;

    public static void MapTokens(this RouteGroupBuilder workspace)
    {
        var tokens = workspace.MapGroup("/tokens").WithTags("Tokens");
        tokens.MapGet("/", ListAsync).Needs(Role.Viewer).WithName("listTokens").WithSummary("One's own tokens in the workspace, the newest first; administrators see everybody's with all=true.");
        tokens.MapPost("/", CreateAsync).Needs(Role.Viewer).WithName("createToken").WithSummary("Makes a token, and shows it once. Needs a log-in: a token can't make another.");
        tokens.MapDelete("/{id}", DeleteAsync).Needs(Role.Viewer).WithName("deleteToken").WithSummary("Deletes a token of one's own; administrators delete anybody's.");
    }

    private static async Task<Ok<Page<TokenView>>> ListAsync(string workspaceId, bool? all, HttpContext context, ControlContext db, CancellationToken ct)
    {
        var actor = Actor.Of(context);
        if (all == true && await AccessCheck.RoleAsync(actor, workspaceId, db, ct) != Role.Admin)
        {
            throw ApiException.Forbidden("Only administrators see everybody's tokens. Leave all out to see your own.");
        }

        var rows = await (from token in db.Tokens.AsNoTracking()
                          join user in db.Users on token.UserId equals user.Id
                          where token.WorkspaceId == workspaceId && (all == true || token.UserId == actor.UserId)
                          orderby token.CreatedAt descending, token.Id descending
                          select new { token, user.Email }).ToListAsync(ct);
        return TypedResults.Ok(new Page<TokenView>([.. rows.Select(r => TokenView.Of(r.token, r.Email!))], Next: null));
    }

    private static async Task<Created<TokenView>> CreateAsync(
        string workspaceId, TokenInput input, HttpContext context, ControlContext db, Changes changes, TimeProvider time, CancellationToken ct)
    {
        var actor = PasswordCheck.ByBrowser(context);
        var secret = Ids.NewSecret("pat");
        var made = await changes.MakeAsideAsync(workspaceId, async change =>
        {
            var own = await AccessCheck.RoleAsync(actor, workspaceId, db, ct) ?? throw ApiException.NotFound("workspace", workspaceId);
            ApiException.ThrowIfAny(input.Problems(own, time.GetUtcNow()));

            // The list is not cut into pages.
            if (await db.Tokens.CountAsync(t => t.WorkspaceId == workspaceId && t.UserId == actor.UserId, ct) >= MostOfPerson)
            {
                throw ApiException.Conflict($"You have {MostOfPerson} tokens in this workspace. Delete one that is not used any more.");
            }

            var token = new StoredToken
            {
                Id = Ids.New("pat"),
                UserId = actor.UserId,
                WorkspaceId = workspaceId,
                Name = input.Name,
                Role = input.Role,
                Hash = Ids.HashOf(secret),
                CreatedAt = time.GetUtcNow(),
                ExpiresAt = input.ExpiresAt,
            };
            db.Tokens.Add(token);
            change.Note("created", Kind, (token.Id, token.Name), before: null, () => TokenView.Of(token, actor.Email));
            return TokenView.Of(token, actor.Email);
        }, ct);
        return TypedResults.Created($"/api/v1/workspaces/{workspaceId}/tokens/{made.Id}", made with { Token = secret });
    }

    private static async Task<NoContent> DeleteAsync(string workspaceId, string id, HttpContext context, ControlContext db, Changes changes, CancellationToken ct)
    {
        var actor = Actor.Of(context);
        await changes.MakeAsideAsync(workspaceId, async change =>
        {
            var isAdmin = await AccessCheck.RoleAsync(actor, workspaceId, db, ct) == Role.Admin;
            var found = await (from token in db.Tokens
                               join user in db.Users on token.UserId equals user.Id
                               where token.Id == id && token.WorkspaceId == workspaceId && (isAdmin || token.UserId == actor.UserId)
                               select new { token, user.Email }).FirstOrDefaultAsync(ct) ?? throw ApiException.NotFound(Kind, id);
            db.Tokens.Remove(found.token);
            change.Note("deleted", Kind, (id, found.token.Name), TokenView.Of(found.token, found.Email!), after: null);
            return id;
        }, ct);
        return TypedResults.NoContent();
    }
}
