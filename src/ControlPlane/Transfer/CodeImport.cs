using System.Globalization;
using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Pintle.ControlPlane.Data;
using Pintle.ControlPlane.Transformations;
using Pintle.Workspace;

namespace Pintle.ControlPlane.Transfer;

/// <summary>Takes over user code as far as a document carries it: what is in force, and what is not yet.</summary>
internal sealed class CodeImport(ControlContext db, TimeProvider time)
{
    /// <param name="prune">Later versions than the document has are taken away.</param>
    public async Task RunAsync(string workspaceId, WorkspaceDocument document, bool prune, ImportRun run, CancellationToken ct)
    {
        foreach (var isLibrary in new[] { false, true })
        {
            var given = document.List(isLibrary ? "libraryVersions" : "transformationVersions");
            var stored = await db.Transformations.Where(t => t.WorkspaceId == workspaceId && t.IsLibrary == isLibrary).ToDictionaryAsync(t => t.Id, ct);
            var versions = (await db.CodeVersions.Where(v => v.WorkspaceId == workspaceId).ToListAsync(ct)).ToLookup(v => v.TransformationId);
            var attached = await AttachedAsync(workspaceId, document, prune, ct);
            foreach (var same in given.GroupBy(v => v.Id))
            {
                var isNew = !stored.TryGetValue(same.Key, out var code);
                code ??= new StoredTransformation { Id = same.Key, WorkspaceId = workspaceId, Name = "", Description = "", ImportName = "", IsLibrary = isLibrary };
                Take(new Carried(code, isNew, [.. same], [.. versions[same.Key]]), PublishedOf(document, [.. same], isLibrary), (prune, attached.Contains(code.Id)), run);
            }
        }
    }

    /// <summary>The transformation that a destination of the document has; null: none.</summary>
    public async Task<string?> TransformationOfAsync(string workspaceId, Placed destination, ImportRun run, CancellationToken ct)
    {
        if (WorkspaceDocument.Of(destination.Element, "transformations") is not { ValueKind: JsonValueKind.Array } list || list.GetArrayLength() == 0)
        {
            return null;
        }

        var version = WorkspaceDocument.Text(list[0], "versionId");
        var id = db.CodeVersions.Local.FirstOrDefault(v => v.Id == version && v.WorkspaceId == workspaceId)?.TransformationId
            ?? await db.CodeVersions.Where(v => v.Id == version && v.WorkspaceId == workspaceId).Select(v => v.TransformationId).FirstOrDefaultAsync(ct);
        if (id is null)
        {
            run.Note($"{destination.At}.transformations[0]", $"The code of version \"{version}\" is not in the document. Create the transformation and give it to the destination.");
        }

        return id;
    }

    private void Take(Carried carried, string? published, (bool Prune, bool IsAttached) how, ImportRun run)
    {
        var (code, isNew, given, known) = carried;
        var before = CodeState.Of(code, known);
        var last = given[^1];
        (code.Name, code.Description, code.DeletedAt) = (last.Name, WorkspaceDocument.Text(last.Element, "description"), null);
        code.ImportName = !code.IsLibrary ? "" : WorkspaceDocument.Text(last.Element, "handleName") is { Length: > 0 } handle ? handle : LibraryHandle.Of(last.Name);
        var added = NewVersions(code, given, known, run);
        db.CodeVersions.AddRange(added);
        var later = Later(given, [.. known, .. added]);
        if (how.Prune)
        {
            db.CodeVersions.RemoveRange(later);
        }
        else if (later.Count > 0)
        {
            run.Note(last.At, $"The workspace has a later version of \"{code.Name}\", which stays the newest.");
        }

        if (published is null && code.PublishedVersionId is not null && how.IsAttached)
        {
            run.Note(last.At, $"\"{code.Name}\" stays published: a destination that is not in the document has it.");
        }
        else
        {
            code.PublishedVersionId = published;
        }

        List<StoredCodeVersion> now = [.. known.Except(how.Prune ? later : []), .. added];
        var type = code.IsLibrary ? "library" : "transformation";
        if (isNew)
        {
            db.Transformations.Add(code);
            run.Created(type, code.Id, code.Name, () => CodeState.Of(code, now));
        }
        else
        {
            var isOther = db.Entry(code).State == EntityState.Modified || added.Count > 0 || (how.Prune && later.Count > 0);
            run.Kept(isOther, type, code.Id, code.Name, before, () => CodeState.Of(code, now));
        }
    }

    // Of those that destinations have which the document doesn't name, as long as they stay.
    private async Task<HashSet<string>> AttachedAsync(string workspaceId, WorkspaceDocument document, bool prune, CancellationToken ct)
    {
        var named = document.Destinations.Select(d => d.Id).ToHashSet();
        return prune ? [] : [.. (await db.Destinations.Where(d => d.WorkspaceId == workspaceId && d.DeletedAt == null && d.TransformationId != null).Select(d => new { d.Id, d.TransformationId }).ToListAsync(ct))
            .Where(d => !named.Contains(d.Id)).Select(d => d.TransformationId!)];
    }

    // The version that the document marks, or that is in use there; where it says nothing of that, the last.
    private static string? PublishedOf(WorkspaceDocument document, IReadOnlyList<Placed> versions, bool isLibrary)
    {
        var ids = versions.Select(v => WorkspaceDocument.Text(v.Element, "versionId")).ToList();
        if (isLibrary)
        {
            var inForce = document.InForce;
            return inForce is null ? ids[^1] : ids.LastOrDefault(inForce.Contains);
        }

        return versions.Where(v => WorkspaceDocument.Flag(v.Element, "isPublished", otherwise: false)).Select(v => WorkspaceDocument.Text(v.Element, "versionId")).LastOrDefault()
            ?? ids.LastOrDefault(document.Attached.Contains)
            ?? (versions.All(v => WorkspaceDocument.Of(v.Element, "isPublished") is { ValueKind: JsonValueKind.False }) ? null : ids[^1]);
    }

    private List<StoredCodeVersion> NewVersions(StoredTransformation code, IReadOnlyList<Placed> given, IReadOnlyList<StoredCodeVersion> known, ImportRun run)
    {
        var (added, now) = (new List<StoredCodeVersion>(), time.GetUtcNow());
        foreach (var (place, version) in given.Index())
        {
            var id = WorkspaceDocument.Text(version.Element, "versionId");
            if (known.Any(v => v.Id == id) || added.Exists(v => v.Id == id))
            {
                continue;
            }

            added.Add(new StoredCodeVersion
            {
                Id = id,
                WorkspaceId = code.WorkspaceId,
                TransformationId = code.Id,
                Code = WorkspaceDocument.Text(version.Element, "code"),
                Language = WorkspaceDocument.Text(version.Element, "language") is { Length: > 0 } language ? language : "javascript",
                CodeVersion = WorkspaceDocument.Text(version.Element, "codeVersion") is { Length: > 0 } form ? form : "1",
                Name = version.Name,
                Description = WorkspaceDocument.Text(version.Element, "description"),
                Tests = Tests(version, run),

                // In the order of the document, where it gives no times.
                CreatedAt = DateTimeOffset.TryParse(WorkspaceDocument.Text(version.Element, "createdAt"), CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var at) ? at : now.AddMilliseconds(place),
            });
        }

        return added;
    }

    private static List<StoredCodeVersion> Later(IReadOnlyList<Placed> given, IReadOnlyList<StoredCodeVersion> all)
    {
        var named = given.Select(v => WorkspaceDocument.Text(v.Element, "versionId")).ToHashSet();
        var newest = CodeState.Newest(all.Where(v => named.Contains(v.Id)));
        return [.. all.Where(v => !named.Contains(v.Id) && CodeState.Newest([newest, v]) == v)];
    }

    private static string Tests(Placed version, ImportRun run)
    {
        if (WorkspaceDocument.Of(version.Element, "tests") is not { } tests)
        {
            return "[]";
        }

        try
        {
            return TestInput.Write(TestInput.Read(tests.GetRawText()));
        }
        catch (JsonException)
        {
            run.Note($"{version.At}.tests", "The tests can't be read and are left out: each is an object with \"name\", \"events\", and perhaps \"expected\" and \"metadata\".");
            return "[]";
        }
    }

    private sealed record Carried(StoredTransformation Code, bool IsNew, IReadOnlyList<Placed> Given, IReadOnlyList<StoredCodeVersion> Known);
}
