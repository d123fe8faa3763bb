using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.EntityFrameworkCore;
using Pintle.ControlPlane.Data;
using Pintle.ControlPlane.Http;

namespace Pintle.ControlPlane.Access;

/// <summary>Lets a request through to its route when the route's rule says so. A workspace that somebody is no member of does not exist for them.</summary>
internal sealed class AccessCheck(RequestDelegate next)
{
    /// <summary>The path's parameter that names a workspace.</summary>
    public const string Workspace = "workspaceId";

    public async Task InvokeAsync(HttpContext context, ControlContext db, IEnumerable<IActorSource> sources, ApiRate rate)
    {
        if (context.GetEndpoint() is not { } endpoint)
        {
            throw new ApiException(StatusCodes.Status404NotFound, $"There is no {context.Request.Path} here. The routes are listed at /api/v1/openapi.json.");
        }

        if (endpoint is not RouteEndpoint)
        {
            await RefuseAsync(context);
            return;
        }

        var rule = endpoint.Metadata.GetMetadata<AccessRule>() ?? throw new InvalidOperationException($"Nobody said who may use {endpoint.DisplayName}.");
        var actor = await FindAsync(context, sources);
        if (!rule.IsForPrograms)
        {
            rate.Take(context, actor);
        }

        if (!rule.IsOpen)
        {
            if (actor is null)
            {
                context.Response.Headers.WWWAuthenticate = "Bearer";
                throw new ApiException(StatusCodes.Status401Unauthorized, "Log in first, or send a personal access token: Authorization: Bearer <token>.");
            }

            if (rule.Role is { } least)
            {
                await CheckAsync(actor, least, (string)context.GetRouteValue(Workspace)!, db, context.RequestAborted);
            }
        }

        if (actor is not null)
        {
            context.Features.Set(actor);
        }

        await next(context);
    }

    /// <summary>What somebody may do in a workspace; null: nothing.</summary>
    public static async Task<Role?> RoleAsync(Actor actor, string workspaceId, ControlContext db, CancellationToken ct)
    {
        if (actor.TokenWorkspaceId is { } only && only != workspaceId)
        {
            return null;
        }

        // An issuer is believed where its administrators have set it, and nowhere else.
        if (actor.Issuer is { } issuer && !await db.Issuers.AnyAsync(i => i.WorkspaceId == workspaceId && i.Url == issuer && i.IsEnabled, ct))
        {
            return null;
        }

        var role = await db.Members.Where(m => m.WorkspaceId == workspaceId && m.UserId == actor.UserId).Select(m => (Role?)m.Role).FirstOrDefaultAsync(ct);
        return role is { } own && actor.TokenRole is { } most && most < own ? most : role;
    }

    // Routing's own answer, without a body: the path is there, but not with this method, or not for this content.
    private async Task RefuseAsync(HttpContext context)
    {
        await next(context);
        var message = context.Response.StatusCode switch
        {
            StatusCodes.Status405MethodNotAllowed => $"{context.Request.Path} can't be asked with {context.Request.Method}, only with {context.Response.Headers.Allow}.",
            StatusCodes.Status415UnsupportedMediaType => $"{context.Request.Path} takes no content of the type \"{context.Request.ContentType}\". Send JSON, as Content-Type: application/json.",
            var status => $"{context.Request.Path} can't be asked so: {status}.",
        };
        throw new ApiException(context.Response.StatusCode, message);
    }

    private static async Task CheckAsync(Actor actor, Role least, string workspaceId, ControlContext db, CancellationToken ct)
    {
        var role = await RoleAsync(actor, workspaceId, db, ct) ?? throw ApiException.NotFound("workspace", workspaceId);
        if (role < least)
        {
            throw ApiException.Forbidden($"This needs the role {Word(least)} in the workspace; {(actor.TokenId is null ? "you have" : "the token has")} the role {Word(role)}.");
        }
    }

    private static string Word(Role role) => role.ToString().ToLowerInvariant();

    private static async Task<Actor?> FindAsync(HttpContext context, IEnumerable<IActorSource> sources)
    {
        foreach (var source in sources)
        {
            if (await source.FindAsync(context, context.RequestAborted) is { } actor)
            {
                return actor;
            }
        }

        return null;
    }
}
