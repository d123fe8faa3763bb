using Microsoft.EntityFrameworkCore;
using Pintle.ControlPlane.Accounts;
using Pintle.ControlPlane.Connections;
using Pintle.ControlPlane.Credentials;
using Pintle.ControlPlane.Data;
using Pintle.ControlPlane.Destinations;
using Pintle.ControlPlane.Sources;
using Pintle.ControlPlane.Transformations;
using Pintle.ControlPlane.Workspaces;

namespace Pintle.ControlPlane.Publishing;

/// <summary>All rows of a workspace that its configuration is made of, as they were at one revision.</summary>
internal sealed record ConfigurationRows
{
    private const int Tries = 4;

    public required StoredWorkspace Workspace { get; init; }

    public required IReadOnlyList<StoredSource> Sources { get; init; }

    public required IReadOnlyDictionary<string, StoredDestination> Destinations { get; init; }

    public required ILookup<string, StoredConnection> ConnectionsBySource { get; init; }

    /// <summary>What is published; in a whole configuration also what is not.</summary>
    public required IReadOnlyList<StoredTransformation> Code { get; init; }

    public required IReadOnlyDictionary<string, StoredCodeVersion> PublishedVersions { get; init; }

    /// <summary>In a whole configuration: by transformation or library, the newest version where that is not the published one.</summary>
    public required IReadOnlyDictionary<string, StoredCodeVersion> Drafts { get; init; }

    public required IReadOnlyList<StoredCredential> Credentials { get; init; }

    public required IReadOnlyList<StoredAccount> Accounts { get; init; }

    /// <summary>Reads them. Null: there is no such workspace.</summary>
    /// <param name="db">The database.</param>
    /// <param name="workspaceId">Of the workspace.</param>
    /// <param name="isWhole">With the code that is not in force, for which data planes have no use.</param>
    public static async Task<ConfigurationRows?> ReadAsync(ControlContext db, string workspaceId, bool isWhole, CancellationToken ct)
    {
        for (var left = Tries; ; left--)
        {
            if (await ReadOnceAsync(db, workspaceId, isWhole, ct) is not { } rows)
            {
                return null;
            }

            // Somebody may have changed something between the first row and the last.
            if (await db.Workspaces.AnyAsync(w => w.Id == workspaceId && w.Revision == rows.Workspace.Revision, ct) || left == 0)
            {
                return rows;
            }
        }
    }

    private static async Task<ConfigurationRows?> ReadOnceAsync(ControlContext db, string id, bool isWhole, CancellationToken ct) =>
        await db.Workspaces.AsNoTracking().FirstOrDefaultAsync(w => w.Id == id, ct) is not { } workspace ? null : new ConfigurationRows
        {
            Workspace = workspace,
            Sources = await db.Sources.AsNoTracking().Where(s => s.WorkspaceId == id && s.DeletedAt == null).OrderBy(s => s.Id).ToListAsync(ct),
            Destinations = await db.Destinations.AsNoTracking().Where(d => d.WorkspaceId == id && d.DeletedAt == null).ToDictionaryAsync(d => d.Id, ct),
            ConnectionsBySource = (await db.Connections.AsNoTracking().Where(c => c.WorkspaceId == id).OrderBy(c => c.DestinationId).ToListAsync(ct)).ToLookup(c => c.SourceId),
            Code = await db.Transformations.AsNoTracking().Where(t => t.WorkspaceId == id && t.DeletedAt == null && (isWhole || t.PublishedVersionId != null)).OrderBy(t => t.Id).ToListAsync(ct),
            PublishedVersions = await (from version in db.CodeVersions.AsNoTracking()
                                       join code in db.Transformations on version.Id equals code.PublishedVersionId
                                       where code.WorkspaceId == id && code.DeletedAt == null
                                       select version).ToDictionaryAsync(v => v.Id, ct),
            Drafts = isWhole ? await DraftsAsync(db, id, ct) : new Dictionary<string, StoredCodeVersion>(),
            Credentials = await db.Credentials.AsNoTracking().Where(c => c.WorkspaceId == id).OrderBy(c => c.Id).ToListAsync(ct),
            Accounts = await db.Accounts.AsNoTracking().Where(a => a.WorkspaceId == id).OrderBy(a => a.Id).ToListAsync(ct),
        };

    private static async Task<Dictionary<string, StoredCodeVersion>> DraftsAsync(ControlContext db, string id, CancellationToken ct)
    {
        var versions = await (from version in db.CodeVersions.AsNoTracking()
                              join code in db.Transformations on version.TransformationId equals code.Id
                              where code.WorkspaceId == id && code.DeletedAt == null
                              select new { version.Id, version.CreatedAt, Of = code.Id, IsPublished = version.Id == code.PublishedVersionId }).ToListAsync(ct);
        var drafts = versions.GroupBy(v => v.Of).Select(of => of.OrderBy(v => v.CreatedAt).ThenBy(v => v.Id, StringComparer.Ordinal).Last()).Where(newest => !newest.IsPublished).Select(v => v.Id).ToList();
        return await db.CodeVersions.AsNoTracking().Where(v => drafts.Contains(v.Id)).ToDictionaryAsync(v => v.TransformationId, ct);
    }
}
