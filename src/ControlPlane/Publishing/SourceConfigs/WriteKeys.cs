using System.Collections.Concurrent;
using Microsoft.EntityFrameworkCore;
using Pintle.ControlPlane.Data;

namespace Pintle.ControlPlane.Publishing.SourceConfigs;

/// <summary>Which workspace each write key is of, in memory. Reading is thread-safe; one at a time brings it up to date.</summary>
internal sealed class WriteKeys
{
    // Of more workspaces than these the keys are read all together.
    private const int MostAtOnce = 100;

    private readonly ConcurrentDictionary<string, string> _workspaceOf = new(StringComparer.Ordinal);
    private readonly Dictionary<string, long> _revisions = [];
    private readonly Dictionary<string, List<string>> _keysOf = [];
    private Sum? _sum;

    /// <summary>The workspace of a key; null: no source has it.</summary>
    public string? WorkspaceOf(string writeKey) => _workspaceOf.GetValueOrDefault(writeKey);

    /// <summary>Reads what has changed since the last time.</summary>
    /// <returns>The workspaces that have.</returns>
    public async Task<IReadOnlyCollection<string>> RefreshAsync(ControlContext db, CancellationToken ct)
    {
        // Revisions only rise: as long as there are as many workspaces, and their sum is the same, nothing has changed.
        var sum = await db.Workspaces.GroupBy(_ => 1).Select(all => new Sum(all.Count(), all.Sum(w => w.Revision))).SingleOrDefaultAsync(ct) ?? new Sum(0, 0);
        if (sum == _sum)
        {
            return [];
        }

        var now = await db.Workspaces.Select(w => new { w.Id, w.Revision }).ToDictionaryAsync(w => w.Id, w => w.Revision, ct);
        var changed = now.Where(w => !_revisions.TryGetValue(w.Key, out var known) || known != w.Value).Select(w => w.Key)
            .Concat(_revisions.Keys.Where(known => !now.ContainsKey(known))).ToHashSet();
        var all = db.Sources.Where(s => s.DeletedAt == null);
        var keys = await (changed.Count > MostAtOnce ? all : all.Where(s => changed.Contains(s.WorkspaceId))).Select(s => new { s.WriteKey, s.WorkspaceId }).ToListAsync(ct);
        var given = keys.ToLookup(k => k.WorkspaceId, k => k.WriteKey);
        foreach (var workspace in changed)
        {
            Replace(workspace, [.. given[workspace]]);
        }

        _revisions.Clear();
        foreach (var (workspace, revision) in now)
        {
            _revisions[workspace] = revision;
        }

        _sum = sum;
        return changed;
    }

    private void Replace(string workspaceId, List<string> keys)
    {
        foreach (var key in keys)
        {
            _workspaceOf[key] = workspaceId;
        }

        foreach (var lost in _keysOf.GetValueOrDefault(workspaceId, []).Except(keys))
        {
            _workspaceOf.TryRemove(KeyValuePair.Create(lost, workspaceId));
        }

        _keysOf[workspaceId] = keys;
    }

    private sealed record Sum(int Workspaces, long Revisions);
}
