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

    public required IReadOnlyList<StoredTransformation> Code { get; init; }

    public required IReadOnlyDictionary<string, StoredCodeVersion> PublishedVersions { get; init; }

    public required IReadOnlyList<StoredCredential> Credentials { get; init; }

    public required IReadOnlyList<StoredAccount> Accounts { get; init; }

    /// <summary>Reads them. Null: there is no such workspace.</summary>
    public static async Task<ConfigurationRows?> ReadAsync(ControlContext db, string workspaceId, CancellationToken ct)
    {
        for (var left = Tries; ; left--)
        {
            if (await ReadOnceAsync(db, workspaceId, ct) is not { } rows)
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

    private static async Task<ConfigurationRows?> ReadOnceAsync(ControlContext db, string id, CancellationToken ct) =>
        await db.Workspaces.AsNoTracking().FirstOrDefaultAsync(w => w.Id == id, ct) is not { } workspace ? null : new ConfigurationRows
        {
            Workspace = workspace,
            Sources = await db.Sources.AsNoTracking().Where(s => s.WorkspaceId == id && s.DeletedAt == null).OrderBy(s => s.Id).ToListAsync(ct),
            Destinations = await db.Destinations.AsNoTracking().Where(d => d.WorkspaceId == id && d.DeletedAt == null).ToDictionaryAsync(d => d.Id, ct),
            ConnectionsBySource = (await db.Connections.AsNoTracking().Where(c => c.WorkspaceId == id).OrderBy(c => c.DestinationId).ToListAsync(ct)).ToLookup(c => c.SourceId),
            Code = await db.Transformations.AsNoTracking().Where(t => t.WorkspaceId == id && t.DeletedAt == null && t.PublishedVersionId != null).OrderBy(t => t.Id).ToListAsync(ct),
            PublishedVersions = await (from version in db.CodeVersions.AsNoTracking()
                                       join code in db.Transformations on version.Id equals code.PublishedVersionId
                                       where code.WorkspaceId == id && code.DeletedAt == null
                                       select version).ToDictionaryAsync(v => v.Id, ct),
            Credentials = await db.Credentials.AsNoTracking().Where(c => c.WorkspaceId == id).OrderBy(c => c.Id).ToListAsync(ct),
            Accounts = await db.Accounts.AsNoTracking().Where(a => a.WorkspaceId == id).OrderBy(a => a.Id).ToListAsync(ct),
        };
}
