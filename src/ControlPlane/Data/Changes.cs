using System.Data;
using System.Text.Json;
using Microsoft.AspNetCore.Http;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Storage;
using Pintle.ControlPlane.Access;
using Pintle.ControlPlane.Auditing;
using Pintle.ControlPlane.Http;
using Pintle.ControlPlane.Publishing;
using Pintle.ControlPlane.Workspaces;

namespace Pintle.ControlPlane.Data;

/// <summary>
/// The only way to change something in a workspace: all of a change is one transaction, with its entry in the audit log and the workspace's next revision.
/// Changes of one workspace happen one after the other, so that what is looked up in one is still true when it is committed.
/// </summary>
internal sealed class Changes(ControlContext db, RevisionFeed feed, RevisionInForce inForce, IHttpContextAccessor http, TimeProvider time)
{
    // An import has thousands: all of them at once would be much to keep in memory.
    private const int EntriesAtOnce = 500;

    /// <summary>Changes what data planes work from: a new revision.</summary>
    public Task<T> MakeAsync<T>(string workspaceId, Func<Change, Task<T>> make, CancellationToken ct) => MakeAsync(workspaceId, 1, make, ct);

    /// <summary>Changes something that data planes don't see: people, tokens.</summary>
    public Task<T> MakeAsideAsync<T>(string workspaceId, Func<Change, Task<T>> make, CancellationToken ct) => MakeAsync(workspaceId, 0, make, ct);

    /// <summary>Makes a workspace, with what is in it from the beginning.</summary>
    public async Task<T> FoundAsync<T>(StoredWorkspace workspace, Func<Change, Task<T>> make, CancellationToken ct)
    {
        // There is no row yet whose lock makes the next one wait.
        await using var transaction = await db.Database.BeginTransactionAsync(IsolationLevel.Serializable, ct);
        var now = time.GetUtcNow();
        (workspace.Revision, workspace.RevisedAt) = (1, now);
        db.Workspaces.Add(workspace);
        await RevisionListener.AnnounceAsync(db, workspace.Id, workspace.Revision, ct);
        var result = await FinishAsync(transaction, make, () => Task.FromResult<IReadOnlyList<Revised>>([new(workspace.Id, workspace.Revision)]), ct);
        feed.Tell(workspace.Id, workspace.Revision);
        await inForce.WaitAsync(workspace.Id, workspace.Revision, ct);
        return result;
    }

    /// <summary>Changes what is a person's own, as the audit log of each of their workspaces says.</summary>
    public async Task<T> MakeOfPersonAsync<T>(string userId, Func<Change, Task<T>> make, CancellationToken ct)
    {
        await using var transaction = await db.Database.BeginTransactionAsync(ct);
        return await FinishAsync(transaction, make, async () => await (from member in db.Members
                                                                       join workspace in db.Workspaces on member.WorkspaceId equals workspace.Id
                                                                       where member.UserId == userId
                                                                       select new Revised(workspace.Id, workspace.Revision)).ToListAsync(ct), ct);
    }

    private async Task<T> MakeAsync<T>(string workspaceId, int step, Func<Change, Task<T>> make, CancellationToken ct)
    {
        await using var transaction = await db.Database.BeginTransactionAsync(ct);

        // The row's lock makes the next one wait.
        var now = time.GetUtcNow();
        if (await db.Workspaces.Where(w => w.Id == workspaceId).ExecuteUpdateAsync(
            w => w.SetProperty(x => x.Revision, x => x.Revision + step).SetProperty(x => x.RevisedAt, x => step == 0 ? x.RevisedAt : now), ct) == 0)
        {
            throw ApiException.NotFound("workspace", workspaceId);
        }

        var revision = await db.Workspaces.Where(w => w.Id == workspaceId).Select(w => w.Revision).SingleAsync(ct);
        if (step > 0)
        {
            await RevisionListener.AnnounceAsync(db, workspaceId, revision, ct);
        }

        var result = await FinishAsync(transaction, make, () => Task.FromResult<IReadOnlyList<Revised>>([new(workspaceId, revision)]), ct);
        if (step > 0)
        {
            feed.Tell(workspaceId, revision);
            await inForce.WaitAsync(workspaceId, revision, ct);
        }

        return result;
    }

    // The audit log is written behind the change: what something has become is known when it has been saved.
    private async Task<T> FinishAsync<T>(IDbContextTransaction transaction, Func<Change, Task<T>> make, Func<Task<IReadOnlyList<Revised>>> told, CancellationToken ct)
    {
        var change = new Change();
        var result = await make(change);
        await db.SaveChangesAsync(ct);
        var (workspaces, now) = (await told(), time.GetUtcNow());
        foreach (var entries in workspaces.SelectMany(w => change.Notes.Select(note => Entry(note, w.Id, w.Revision, now))).Chunk(EntriesAtOnce))
        {
            db.AuditLog.AddRange(entries);
            await db.SaveChangesAsync(ct);
            Array.ForEach(entries, entry => db.Entry(entry).State = EntityState.Detached);
        }

        await transaction.CommitAsync(ct);
        return result;
    }

    private StoredAuditEntry Entry(ChangeNote note, string workspaceId, long revision, DateTimeOffset now)
    {
        var actor = http.HttpContext is { } context ? Actor.Find(context) : null;
        return new StoredAuditEntry
        {
            Id = Ids.New("aud"),
            WorkspaceId = workspaceId,
            At = now,
            UserId = actor?.UserId,
            UserEmail = actor?.Email ?? "",
            TokenId = actor?.TokenId,
            Action = note.Action,
            TargetType = note.TargetType,
            TargetId = note.TargetId,
            TargetName = note.TargetName,
            Before = Text(note.Before),
            After = Text(note.After?.Invoke()),
            Revision = revision,
            Address = http.HttpContext?.Connection.RemoteIpAddress?.ToString() ?? "",
        };
    }

    private static string? Text(object? view) => view is null ? null : JsonSerializer.Serialize(view, MergePatch.Json);

    // A workspace whose audit log tells of the change, and its revision since then.
    private sealed record Revised(string Id, long Revision);
}
