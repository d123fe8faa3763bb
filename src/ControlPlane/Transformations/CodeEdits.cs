using Microsoft.EntityFrameworkCore;
using Pintle.ControlPlane.Data;
using Pintle.ControlPlane.Http;
using Pintle.UserCode.Publishing;
using Pintle.Workspace;

namespace Pintle.ControlPlane.Transformations;

/// <summary>Makes transformations and libraries and new versions of them.</summary>
internal sealed class CodeEdits(ControlContext db, CodeQueries queries, CodeChecks checks, CodePublishing publishing, Changes changes, TimeProvider time)
{
    private const string NoVersionsOfZero = "It is of code version 0, which takes no new versions: make a new transformation of it.";

    /// <summary>Makes one with its first version.</summary>
    /// <param name="by">Who makes it, and where.</param>
    public async Task<EditedCode> CreateAsync((string WorkspaceId, string UserId) by, NewCode code, CancellationToken ct)
    {
        var (kind, input) = (code.Kind, code.Input);
        await checks.CheckAsync(kind, input, ct);
        var item = new StoredTransformation
        {
            Id = kind.NewId(),
            WorkspaceId = by.WorkspaceId,
            Name = input.Name,
            Description = input.Description,
            IsLibrary = kind == CodeKind.Library,
            ImportName = kind == CodeKind.Library ? LibraryHandle.Of(input.Name) : "",
            CreatedBy = by.UserId,
        };
        await CheckImportNameAsync(item, ct);
        var version = NextVersion(item, input, former: null, by.UserId);
        return input.Publish
            ? await publishing.WhenGoodAsync(by.WorkspaceId, [new EditedCode(item, version).ToRevision()], StoreAsync, ct)
            : await changes.MakeAsync(by.WorkspaceId, StoreAsync, ct);

        async Task<EditedCode> StoreAsync(Change change)
        {
            await CheckImportNameAsync(item, ct);
            db.Transformations.Add(item);
            db.CodeVersions.Add(version);
            change.Note("created", kind.Word(), (item.Id, item.Name), before: null, () => AuditedCode.Of(item, version.Id));
            if (input.Publish)
            {
                CodePublishing.Publish(change, item, version, version.Id);
            }

            await code.Also(change, item);
            return new EditedCode(item, version);
        }
    }

    /// <summary>Changes one. Another code, language or other tests are a new version, which is not in force with that.</summary>
    /// <param name="by">Who changes it, and where.</param>
    /// <param name="which">What is changed.</param>
    /// <param name="edit">How.</param>
    public async Task<EditedCode> UpdateAsync((string WorkspaceId, string UserId) by, (CodeKind Kind, string Id) which, CodeEdit edit, CancellationToken ct)
    {
        var (kind, id) = which;

        // Code may take a while to be read and tested. That is done before the change.
        var seen = await ReadAsync();
        var (_, tested) = await NextAsync(seen);
        return edit.Publish
            ? await publishing.WhenGoodAsync(by.WorkspaceId, [(seen with { Version = tested }).ToRevision()], StoreAsync, ct)
            : await changes.MakeAsync(by.WorkspaceId, StoreAsync, ct);

        async Task<EditedCode> ReadAsync()
        {
            var item = await queries.FindLivingAsync(by.WorkspaceId, kind, id, ct);
            edit.Check(item);
            db.Entry(item).State = EntityState.Detached;
            return new EditedCode(item, await queries.NewestAsync(item, ct));
        }

        async Task<(CodeInput Input, StoredCodeVersion Version)> NextAsync(EditedCode now)
        {
            var before = CodeInput.Of(now.Item, now.Version);
            var input = edit.Apply(before);
            await checks.CheckAsync(kind, input, ct);
            var isSame = !edit.AlwaysNew && input.Code == before.Code && input.Language == before.Language && TestInput.Write(input.Tests) == now.Version.Tests;
            return isSame ? (input, now.Version)
                : now.Version.CodeVersion == "0" ? throw ApiException.Conflict(NoVersionsOfZero)
                : (input, NextVersion(now.Item, input, now.Version, by.UserId));
        }

        async Task<EditedCode> StoreAsync(Change change)
        {
            var item = await queries.FindLivingAsync(by.WorkspaceId, kind, id, ct);
            edit.Check(item);
            var newest = await queries.NewestAsync(item, ct);
            if (edit.Publish && newest.Id != seen.Version.Id)
            {
                throw ApiException.Conflict("Somebody else has changed it while the tests ran. Read it again, and repeat your change on what it is now.");
            }

            var before = AuditedCode.Of(item, newest.Id);
            var (input, version) = await NextAsync(new EditedCode(item, newest));
            (item.Name, item.Description) = (input.Name, input.Description);
            if (version.Id != newest.Id)
            {
                db.CodeVersions.Add(version);
                db.Transformations.Update(item);
            }

            change.Note("updated", kind.Word(), (id, item.Name), before, () => AuditedCode.Of(item, version.Id));
            if (edit.Publish)
            {
                CodePublishing.Publish(change, item, version, version.Id);
            }

            return new EditedCode(item, version);
        }
    }

    /// <exception cref="ApiException">Another library is imported by the same name.</exception>
    public async Task CheckImportNameAsync(StoredTransformation item, CancellationToken ct)
    {
        if (!item.IsLibrary)
        {
            return;
        }

        if (item.ImportName.Length == 0)
        {
            throw ApiException.Invalid("name", $"\"{item.Name}\" gives no import name: the name of a library needs a letter or a digit.");
        }

        if (await db.Transformations.Where(t => t.WorkspaceId == item.WorkspaceId && t.IsLibrary && t.DeletedAt == null && t.ImportName == item.ImportName && t.Id != item.Id)
            .Select(t => t.Name).FirstOrDefaultAsync(ct) is { } other)
        {
            throw ApiException.Conflict($"The library \"{other}\" is imported as \"{item.ImportName}\" already. Choose another name.");
        }
    }

    // The newest is found by its time, so no two of one thing have the same.
    private StoredCodeVersion NextVersion(StoredTransformation item, CodeInput input, StoredCodeVersion? former, string userId)
    {
        var now = time.GetUtcNow();
        return new StoredCodeVersion
        {
            Id = item.KindOf().NewVersionId(),
            WorkspaceId = item.WorkspaceId,
            TransformationId = item.Id,
            Code = input.Code,
            Language = input.Language,
            CodeVersion = former?.CodeVersion ?? "1",
            Name = input.Name,
            Description = input.Description,
            Tests = TestInput.Write(input.Tests),
            CreatedBy = userId,
            CreatedAt = former is null || now - former.CreatedAt >= TimeSpan.FromMilliseconds(1) ? now : former.CreatedAt.AddMilliseconds(1),
        };
    }
}

/// <summary>A transformation or library to be made.</summary>
internal sealed record NewCode(CodeKind Kind, NewCodeInput Input)
{
    /// <summary>Is done in the same change.</summary>
    public Func<Change, StoredTransformation, Task> Also { get; init; } = static (_, _) => Task.CompletedTask;
}

/// <summary>How a transformation or library is changed.</summary>
/// <param name="Apply">What it is to be, of what it is.</param>
internal sealed record CodeEdit(Func<CodeInput, CodeInput> Apply)
{
    /// <summary>Whether it may be changed as it is; throws when not.</summary>
    public Action<StoredTransformation> Check { get; init; } = static _ => { };

    /// <summary>There is a new version even if nothing of the code is new.</summary>
    public bool AlwaysNew { get; init; }

    /// <summary>Puts it in force when its tests are good; otherwise nothing is stored.</summary>
    public bool Publish { get; init; }
}
