using System.Collections.Concurrent;
using System.Collections.Frozen;
using Pintle.ControlPlane.Data;
using Pintle.Workspace;
using Pintle.Workspace.Reading;
using Pintle.Workspace.SourceConfig;

namespace Pintle.ControlPlane.Publishing.SourceConfigs;

/// <summary>
/// Answers SDKs for every workspace, from memory: the answers of a workspace are written when the first SDK asks, and again when it changes. While the database is away, or a change
/// can't be read, the ones before stay. Thread-safe.
/// </summary>
internal sealed class PublishedSourceConfigs(Configurations configurations, SpareBuffer spare, RevisionFeed feed, TimeProvider time) : ISourceConfigs
{
    // Who asks for a key that may just have been made waits this long for what was told to be read.
    private static readonly TimeSpan Newest = TimeSpan.FromSeconds(1);

    private readonly WriteKeys _keys = new();
    private readonly ConcurrentDictionary<string, Lazy<Task<Answers?>>> _answers = new();
    private readonly TaskCompletionSource _tried = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly ReadMark _mark = new();
    private readonly HashSet<string> _behind = [];

    /// <inheritdoc/>
    public async ValueTask<SourceConfigAnswer> FindAsync(string writeKey, CancellationToken ct)
    {
        if (!_tried.Task.IsCompleted)
        {
            await _tried.Task.WaitAsync(ct);
        }

        if (_mark.Seen < 0)
        {
            return SourceConfigAnswer.NotYet;
        }

        // Asked before it is looked: what is read in between was not looked at.
        var told = feed.Told;
        var isAllRead = _mark.Seen >= told;
        var answer = await LookAsync(writeKey, ct);
        if (answer.Tag.Length > 0 || isAllRead)
        {
            return answer;
        }

        await _mark.ReachedAsync(told).WaitAsync(Newest, time, ct).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        return await LookAsync(writeKey, ct);
    }

    /// <summary>Reads which keys there are, and writes the answers anew of the workspaces that have changed.</summary>
    public async Task RefreshAsync(ControlContext db, CancellationToken ct)
    {
        try
        {
            var told = feed.Told;
            _behind.UnionWith(await _keys.RefreshAsync(db, ct));
            foreach (var workspaceId in _behind.ToList())
            {
                if (_answers.ContainsKey(workspaceId) && await ReadAsync(workspaceId, ct) is { } newest)
                {
                    _answers[workspaceId] = new Lazy<Task<Answers?>>(Task.FromResult<Answers?>(newest));
                }

                _behind.Remove(workspaceId);
            }

            _mark.Reach(told);
        }
        finally
        {
            _tried.TrySetResult();
        }
    }

    private async ValueTask<SourceConfigAnswer> LookAsync(string writeKey, CancellationToken ct)
    {
        if (_keys.WorkspaceOf(writeKey) is not { } workspaceId)
        {
            return SourceConfigAnswer.UnknownKey;
        }

        var answers = _answers.GetOrAdd(workspaceId, static (id, all) => new Lazy<Task<Answers?>>(() => all.TryReadAsync(id)), this);
        if (await answers.Value.WaitAsync(ct) is { } known)
        {
            // A key that is read before the answers that have it is not unknown.
            return known.ByKey.GetValueOrDefault(writeKey, SourceConfigAnswer.NotYet);
        }

        _answers.TryRemove(KeyValuePair.Create(workspaceId, answers));
        return SourceConfigAnswer.NotYet;
    }

    // For whoever asks: none of them ends it for the others.
    private async Task<Answers?> TryReadAsync(string workspaceId)
    {
        try
        {
            return await ReadAsync(workspaceId, CancellationToken.None);
        }
        catch (Exception away) when (SourceConfigWatch.IsAway(away))
        {
            return null;
        }
    }

    // Null: it can't be read as it is. Why is told where the workspace's data plane follows it.
    private async Task<Answers?> ReadAsync(string workspaceId, CancellationToken ct)
    {
        try
        {
            return await configurations.FindAsync(workspaceId, ct) is { } newest
                ? spare.Read(newest.Document, whole => Answers.Of(WorkspaceReader.Read(whole, newest.Revision, newest.RevisedAt, hasBackend: true)))
                : null;
        }
        catch (WorkspaceException)
        {
            return null;
        }
    }

    // Not the snapshot: of many workspaces that would be much to keep.
    private sealed record Answers(FrozenDictionary<string, SourceConfigAnswer> ByKey)
    {
        public static Answers Of(WorkspaceSnapshot snapshot) => new(snapshot.SourcesByWriteKey.ToFrozenDictionary(s => s.Key, s => SourceConfigAnswer.Of(s.Value, snapshot)));
    }
}
