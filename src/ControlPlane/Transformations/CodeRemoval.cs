using Pintle.ControlPlane.Data;
using Pintle.ControlPlane.Http;
using Pintle.UserCode.Publishing;

namespace Pintle.ControlPlane.Transformations;

/// <summary>Deletes transformations and libraries that nothing uses, and brings them back.</summary>
internal sealed class CodeRemoval(CodeQueries queries, LibraryUse use, CodeEdits edits, Changes changes, TimeProvider time)
{
    /// <param name="which">What is deleted.</param>
    /// <param name="check">Whether it may be as it is; throws when not.</param>
    /// <exception cref="ApiException">Something uses it.</exception>
    public Task DeleteAsync(string workspaceId, (CodeKind Kind, string Id) which, Action<StoredTransformation> check, CancellationToken ct) =>
        changes.MakeAsync(workspaceId, async change =>
        {
            var item = await queries.FindLivingAsync(workspaceId, which.Kind, which.Id, ct);
            check(item);
            if (await UsersAsync(item, ct) is { Count: > 0 } users)
            {
                throw ApiException.InUse(which.Kind.Word(), users);
            }

            item.DeletedAt = time.GetUtcNow();
            change.Note("deleted", which.Kind.Word(), (item.Id, item.Name), AuditedCode.Of(item, (await queries.NewestAsync(item, ct)).Id), after: null);
            return item;
        }, ct);

    /// <exception cref="ApiException">It is not deleted, or another library has taken its import name.</exception>
    public Task<StoredTransformation> RestoreAsync(string workspaceId, (CodeKind Kind, string Id) which, CancellationToken ct) =>
        changes.MakeAsync(workspaceId, async change =>
        {
            var item = await queries.FindAsync(workspaceId, which.Kind, which.Id, ct);
            if (item.DeletedAt is null)
            {
                throw ApiException.Conflict($"The {which.Kind.Word()} \"{item.Name}\" is not deleted.");
            }

            await edits.CheckImportNameAsync(item, ct);
            item.DeletedAt = null;
            var newest = await queries.NewestAsync(item, ct);
            change.Note("restored", which.Kind.Word(), (item.Id, item.Name), before: null, () => AuditedCode.Of(item, newest.Id));
            return item;
        }, ct);

    /// <summary>What uses it, as it is stored.</summary>
    public async Task<IReadOnlyList<UsedBy>> UsersAsync(StoredTransformation item, CancellationToken ct) => item.IsLibrary
        ? [.. (await use.ImportersAsync([item], ct))[item.Id]]
        : [.. (await queries.DestinationsAsync([item.Id], ct))[item.Id].Select(d => new UsedBy("destination", d.Id, d.Name))];
}
