using Microsoft.EntityFrameworkCore;
using Pintle.ControlPlane.Data;
using Pintle.ControlPlane.Http;
using Pintle.UserCode.Publishing;

namespace Pintle.ControlPlane.Transformations;

/// <summary>Finds transformations, libraries and their versions.</summary>
internal sealed class CodeQueries(ControlContext db)
{
    /// <exception cref="ApiException">There is none.</exception>
    public async Task<StoredTransformation> FindAsync(string workspaceId, CodeKind kind, string id, CancellationToken ct) =>
        await db.Transformations.FirstOrDefaultAsync(t => t.WorkspaceId == workspaceId && t.Id == id && t.IsLibrary == (kind == CodeKind.Library), ct)
        ?? throw ApiException.NotFound(kind.Word(), id);

    /// <exception cref="ApiException">There is none, or it is deleted.</exception>
    public async Task<StoredTransformation> FindLivingAsync(string workspaceId, CodeKind kind, string id, CancellationToken ct) =>
        await FindAsync(workspaceId, kind, id, ct) is { DeletedAt: null } item ? item : throw ApiException.NotFound(kind.Word(), id);

    /// <summary>The version that was stored last.</summary>
    public Task<StoredCodeVersion> NewestAsync(StoredTransformation item, CancellationToken ct) =>
        VersionsOf(item).OrderByDescending(v => v.CreatedAt).ThenByDescending(v => v.Id).FirstAsync(ct);

    /// <exception cref="ApiException">It has no such version.</exception>
    public async Task<StoredCodeVersion> VersionAsync(StoredTransformation item, string versionId, CancellationToken ct) =>
        await VersionsOf(item).FirstOrDefaultAsync(v => v.Id == versionId, ct) ?? throw ApiException.NotFound("version", versionId);

    public IQueryable<StoredCodeVersion> VersionsOf(StoredTransformation item) =>
        db.CodeVersions.AsNoTracking().Where(v => v.WorkspaceId == item.WorkspaceId && v.TransformationId == item.Id);

    /// <summary>A published version by its id, or one that could be, with what it is of.</summary>
    /// <exception cref="ApiException">There is none in the workspace.</exception>
    public async Task<EditedCode> ByVersionAsync(string workspaceId, CodeKind kind, string versionId, CancellationToken ct)
    {
        var id = await db.CodeVersions.Where(v => v.WorkspaceId == workspaceId && v.Id == versionId).Select(v => v.TransformationId).FirstOrDefaultAsync(ct)
            ?? throw ApiException.NotFound($"{kind.Word()} version", versionId);
        var item = await db.Transformations.AsNoTracking().FirstOrDefaultAsync(t => t.Id == id && t.IsLibrary == (kind == CodeKind.Library) && t.DeletedAt == null, ct)
            ?? throw ApiException.NotFound($"{kind.Word()} version", versionId);
        return new EditedCode(item, await VersionAsync(item, versionId, ct));
    }

    /// <summary>What is in force in a workspace.</summary>
    public async Task<List<EditedCode>> PublishedAsync(string workspaceId, CodeKind kind, CancellationToken ct) =>
        [.. (await (from item in db.Transformations.AsNoTracking()
                    join version in db.CodeVersions.AsNoTracking() on item.PublishedVersionId equals version.Id
                    where item.WorkspaceId == workspaceId && item.IsLibrary == (kind == CodeKind.Library) && item.DeletedAt == null
                    orderby item.CreatedAt, item.Id
                    select new { item, version }).ToListAsync(ct)).Select(found => new EditedCode(found.item, found.version))];

    /// <summary>Ids of the versions in force in a workspace.</summary>
    public async Task<HashSet<string>> PublishedIdsAsync(string workspaceId, IReadOnlyList<CodeKind> kinds, CancellationToken ct)
    {
        var (transformations, libraries) = (kinds.Contains(CodeKind.Transformation), kinds.Contains(CodeKind.Library));
        return [.. await db.Transformations
            .Where(t => t.WorkspaceId == workspaceId && t.DeletedAt == null && t.PublishedVersionId != null && (t.IsLibrary ? libraries : transformations))
            .Select(t => t.PublishedVersionId!).ToListAsync(ct)];
    }

    /// <summary>The published and the newest versions of the workspace's transformations.</summary>
    public async Task<List<EditedCode>> InUseAsync(string workspaceId, CancellationToken ct) =>
        [.. (await (from item in db.Transformations.AsNoTracking()
                    join version in db.CodeVersions.AsNoTracking() on item.Id equals version.TransformationId
                    where item.WorkspaceId == workspaceId && !item.IsLibrary && item.DeletedAt == null
                        && (version.Id == item.PublishedVersionId || !db.CodeVersions.Any(v => v.TransformationId == item.Id && v.CreatedAt > version.CreatedAt))
                    orderby item.Name, item.Id
                    select new { item, version }).ToListAsync(ct)).Select(found => new EditedCode(found.item, found.version))];

    /// <summary>Destinations whose events go through transformations, by transformation.</summary>
    public async Task<ILookup<string, CodeUser>> DestinationsAsync(IReadOnlyList<string> ids, CancellationToken ct) =>
        (await db.Destinations.Where(d => d.DeletedAt == null && d.TransformationId != null && ids.Contains(d.TransformationId)).OrderBy(d => d.Name)
            .Select(d => new { Of = d.TransformationId!, User = new CodeUser(d.Id, d.Name, d.Enabled) }).ToListAsync(ct)).ToLookup(d => d.Of, d => d.User);

    /// <summary>Id and language of the newest version, by transformation.</summary>
    public async Task<Dictionary<string, (string Id, string Language)>> NewestAsync(IReadOnlyList<string> ids, CancellationToken ct) =>
        (await db.CodeVersions
            .Where(v => ids.Contains(v.TransformationId) && !db.CodeVersions.Any(w => w.TransformationId == v.TransformationId && w.CreatedAt > v.CreatedAt))
            .Select(v => new { v.TransformationId, v.Id, v.Language }).ToListAsync(ct))
        .GroupBy(v => v.TransformationId).ToDictionary(g => g.Key, g => g.Select(v => (v.Id, v.Language)).MaxBy(v => v.Id, StringComparer.Ordinal));
}

/// <summary>A transformation or library, and one of its versions.</summary>
internal sealed record EditedCode(StoredTransformation Item, StoredCodeVersion Version)
{
    /// <summary>As it is tested.</summary>
    public Revision ToRevision() => new()
    {
        Kind = Item.KindOf(),
        Id = Item.Id,
        VersionId = Version.Id,
        Name = Version.Name,
        Handle = Item.ImportName,
        Code = Version.Code,
        CodeVersion = Version.CodeVersion,
        Language = Version.Language,
        Description = Version.Description,
        CreatedAt = Version.CreatedAt,
        IsPublished = Version.Id == Item.PublishedVersionId,
        Tests = [.. TestInput.Read(Version.Tests).Select(t => t.ToCase())],
    };
}
