using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.EntityFrameworkCore;
using Pintle.ControlPlane.Access;
using Pintle.ControlPlane.Data;
using Pintle.ControlPlane.Http;
using Pintle.ControlPlane.Workspaces;
using Pintle.Workspace.Reading;

namespace Pintle.ControlPlane.Publishing;

/// <summary>
/// What data planes fetch (workspace-config.md §1, §2): <c>GET /workspaceConfig</c> with the workspace's token, <c>GET /data-plane/v1/namespaces/{namespace}/config</c> with the
/// namespace's secret. Ours in addition: an ETag, and <c>?wait=SECONDS</c>, by which an unchanged configuration is answered only when it changes or the time is over.
/// </summary>
internal static class ConfigurationRoutes
{
    private const string WorkspacePath = "/workspaceConfig";
    private const string NamespacePath = "/data-plane/v1/namespaces";

    private const int LongestWait = 60;

    // A change is committed a little after its time, and clocks of nodes differ a little: for so long it counts as new. A workspace twice costs less than a change never.
    private static readonly TimeSpan Settling = TimeSpan.FromSeconds(10);

    public static void MapConfigurations(this IEndpointRouteBuilder routes)
    {
        // Both are for programs that are no persons: they show tokens of their own.
        routes.MapGet(WorkspacePath, WorkspaceAsync).IsForPrograms().WithTags("Data planes").WithName("getWorkspaceConfig").WithSummary("The workspace of the token, with secrets.");
        routes.MapGet($"{NamespacePath}/{{name}}/config", NamespaceAsync).IsForPrograms().WithTags("Data planes").WithName("getNamespaceConfig").WithSummary("Every workspace, by id, with secrets.");
    }

    private static async Task WorkspaceAsync(HttpContext context, int? wait, ControlContext db, Configurations configurations, CancellationToken ct)
    {
        var newest = await FindAsync(User(context.Request), db, configurations, ct) ?? throw Unknown("workspace token");
        if (context.Request.Headers.IfNoneMatch == newest.Tag)
        {
            newest = await configurations.NextOrNoneAsync(newest, TimeSpan.FromSeconds(Math.Clamp(wait ?? 0, 0, LongestWait)), ct);
        }

        if (newest is null || context.Request.Headers.IfNoneMatch == newest.Tag)
        {
            context.Response.Headers.ETag = context.Request.Headers.IfNoneMatch;
            context.Response.StatusCode = StatusCodes.Status304NotModified;
            return;
        }

        context.Response.Headers.ETag = newest.Tag;
        context.Response.ContentType = "application/json";
        context.Response.ContentLength = newest.Document.Length;
        await newest.Document.WriteToAsync(context.Response.BodyWriter, ct);
    }

    // While the database is away, the last of the workspace that this process knows: data planes that start must have something to work from.
    private static async Task<Configuration?> FindAsync(string token, ControlContext db, Configurations configurations, CancellationToken ct)
    {
        try
        {
            return await WorkspaceTokens.FindAsync(db, token, ct) is { } id ? await configurations.FindAsync(id, ct) : null;
        }
        catch (Exception away) when (ProblemAnswers.IsAway(away) && configurations.InMemory(Ids.HashOf(token)) is not null)
        {
            return configurations.InMemory(Ids.HashOf(token));
        }
    }

    private static async Task NamespaceAsync(
        HttpContext context, string name, string? updatedAfter, ControlPlaneOptions options, ControlContext db, Configurations configurations, SpareBuffer spare, CancellationToken ct)
    {
        if (options.NamespaceSecret.Length == 0 || !IsSame(User(context.Request), options.NamespaceSecret) || name != options.Namespace)
        {
            throw Unknown("namespace or secret");
        }

        var after = updatedAfter is null ? default : DateTimeOffset.TryParse(updatedAfter, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var time)
            ? time
            : throw new ApiException(StatusCodes.Status400BadRequest, $"updatedAfter must be a time; it is \"{updatedAfter}\".");
        context.Response.ContentType = "application/json";
        await using var json = new Utf8JsonWriter(context.Response.BodyWriter);
        json.WriteStartObject();
        foreach (var workspace in await db.Workspaces.AsNoTracking().OrderBy(w => w.Id).Select(w => new { w.Id, w.RevisedAt }).ToListAsync(ct))
        {
            json.WritePropertyName(workspace.Id);
            if (workspace.RevisedAt + Settling <= after || await ReadableAsync(configurations, workspace.Id, ct) is not { } newest)
            {
                json.WriteNullValue();
            }
            else
            {
                spare.Read(newest.Document, whole =>
                {
                    json.WriteRawValue(whole.Span, skipInputValidation: true);
                    return true;
                });
            }

            await json.FlushAsync(ct);
        }

        json.WriteEndObject();
    }

    // Null, which says that there is nothing new, also of one whose secrets can't be decrypted: the others are to be had all the same.
    private static async Task<Configuration?> ReadableAsync(Configurations configurations, string workspaceId, CancellationToken ct)
    {
        try
        {
            return await configurations.FindAsync(workspaceId, ct);
        }
        catch (WorkspaceException)
        {
            return null;
        }
    }

    private static string User(HttpRequest request) => BasicCredentials.Read(request)?.User ?? "";

    private static bool IsSame(string given, string known) => CryptographicOperations.FixedTimeEquals(Encoding.UTF8.GetBytes(given), Encoding.UTF8.GetBytes(known));

    private static ApiException Unknown(string what) => new(StatusCodes.Status401Unauthorized, $"The {what} is unknown. Send it as the user of Basic authentication, without a password.");
}
