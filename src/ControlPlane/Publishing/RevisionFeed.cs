using System.Collections.Concurrent;

namespace Pintle.ControlPlane.Publishing;

/// <summary>Tells who waits that a workspace has a new revision. Thread-safe.</summary>
internal sealed class RevisionFeed
{
    /// <summary>For those who wait for a workspace, whichever it is.</summary>
    public const string Any = "";

    private readonly ConcurrentDictionary<string, Waiters> _workspaces = new();
    private long _told;

    /// <summary>How many revisions of any workspace were told; what <see cref="NextAsync"/> of <see cref="Any"/> counts.</summary>
    public long Told => Interlocked.Read(ref _told);

    /// <summary>A revision was committed.</summary>
    public void Tell(string workspaceId, long revision)
    {
        For(workspaceId).Tell(revision);
        For(Any).Tell(Interlocked.Increment(ref _told));
    }

    /// <summary>Completes when a later revision than this is told, at once when it has been since this process started.</summary>
    public Task NextAsync(string workspaceId, long seen, CancellationToken ct) => For(workspaceId).NextAsync(seen, ct);

    private Waiters For(string workspaceId) => _workspaces.GetOrAdd(workspaceId, static _ => new Waiters());

    private sealed class Waiters
    {
        private readonly Lock _gate = new();
        private long _newest;
        private TaskCompletionSource _next = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public void Tell(long revision)
        {
            TaskCompletionSource told;
            lock (_gate)
            {
                _newest = Math.Max(_newest, revision);
                told = _next;
                _next = new(TaskCreationOptions.RunContinuationsAsynchronously);
            }

            told.TrySetResult();
        }

        public async Task NextAsync(long seen, CancellationToken ct)
        {
            while (true)
            {
                Task next;
                lock (_gate)
                {
                    if (_newest > seen)
                    {
                        return;
                    }

                    next = _next.Task;
                }

                await next.WaitAsync(ct);
            }
        }
    }
}
