using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;
using Pintle.ControlPlane.Access;
using Pintle.ControlPlane.Data;
using Pintle.ControlPlane.Http;
using Pintle.ControlPlane.Publishing;

namespace Pintle.ControlPlane.Transfer;

/// <summary>A workspace as a document: taken over from elsewhere, given out, kept in a repository.</summary>
internal static class TransferRoutes
{
    public static void MapTransfer(this RouteGroupBuilder workspace)
    {
        var transfer = workspace.MapGroup("").WithTags("As code");
        transfer.MapPost("/import", ImportAsync).Needs(Role.Admin).WithName("importWorkspace")
            .WithSummary("Takes a workspace document over, as workspaceConfig.json has it. The same again changes nothing; dryRun only tells; prune takes away what the document doesn't have.");
        transfer.MapGet("/export", ExportAsync).Needs(Role.Viewer).WithName("exportWorkspace")
            .WithSummary("The workspace as a document. In the place of each secret stands the name of an environment variable: env.NAME.");
    }

    private static async Task<Ok<ImportReport>> ImportAsync(
        string workspaceId, JsonElement body, bool? dryRun, bool? prune, WorkspaceImport import, Changes changes, ControlContext db, CancellationToken ct)
    {
        var document = new WorkspaceDocument(body);
        ImportReport? report = null;
        try
        {
            await changes.MakeAsync(workspaceId, async change =>
            {
                var run = new ImportRun(change);
                await import.RunAsync(workspaceId, document, prune ?? false, run, ct);
                report = run.Report(dryRun ?? false);

                // A change that changes nothing is no revision.
                if (report.DryRun || report is { Created.Count: 0, Updated.Count: 0, Removed.Count: 0 })
                {
                    throw new NothingToDoException();
                }

                // What is written is not watched any longer: the audit log, which comes next, is as large again.
                await db.SaveChangesAsync(ct);
                db.ChangeTracker.Clear();
                return report;
            }, ct);
        }
        catch (NothingToDoException)
        {
            // The transaction is undone.
        }

        return TypedResults.Ok(report!);
    }

    private static async Task<IResult> ExportAsync(string workspaceId, ControlContext db, WorkspaceExport export, CancellationToken ct) =>
        await ConfigurationRows.ReadAsync(db, workspaceId, isWhole: true, ct) is { } rows ? TypedResults.Json(export.Write(rows)) : throw ApiException.NotFound("workspace", workspaceId);

    private sealed class NothingToDoException : Exception;
}
