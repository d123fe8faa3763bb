using System.Collections.Concurrent;

namespace Pintle.ControlPlane.Publishing;

/// <summary>Tells who waits that a workspace has a new revision. Thread-safe.</summary>
internal sealed class RevisionFeed
{
    /// <summary>For those who wait for a workspace, whichever it is.</summary>
    public const string Any = "";

    private readonly ConcurrentDictionary<string, Watched<long>> _workspaces = new();
    private long _told;

    /// <summary>How many revisions of any workspace were told; what <see cref="NextAsync"/> of <see cref="Any"/> counts.</summary>
    public long Told => Interlocked.Read(ref _told);

    /// <summary>A revision was committed.</summary>
    public void Tell(string workspaceId, long revision)
    {
        Reach(workspaceId, revision);
        TellOfMissed();
    }

    /// <summary>Revisions may have been committed that nobody told of: who waits for <see cref="Any"/> looks.</summary>
    public void TellOfMissed() => Reach(Any, Interlocked.Increment(ref _told));

    /// <summary>Completes when a later revision than this is told, at once when it has been since this process started.</summary>
    public Task NextAsync(string workspaceId, long seen, CancellationToken ct) => For(workspaceId).UntilAsync(newest => newest > seen, ct);

    private void Reach(string workspaceId, long revision) => For(workspaceId).Set(newest => Math.Max(newest, revision));

    private Watched<long> For(string workspaceId) => _workspaces.GetOrAdd(workspaceId, static _ => new Watched<long>(0));
}
