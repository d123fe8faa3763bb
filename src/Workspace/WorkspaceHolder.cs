namespace Pintle.Workspace;

/// <summary>The snapshot in force, and a signal when it changes. Thread-safe; reading is one volatile load.</summary>
public sealed class WorkspaceHolder
{
    private readonly Lock _gate = new();
    private volatile WorkspaceSnapshot? _current;
    private TaskCompletionSource _changed = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>Null until the first configuration has been read: nothing may be served or judged before.</summary>
    public WorkspaceSnapshot? Current => _current;

    /// <summary>The snapshot in force. Only for code that starts after the first one.</summary>
    public WorkspaceSnapshot Require() =>
        _current ?? throw new InvalidOperationException("No workspace configuration has been loaded yet.");

    /// <summary>Replaces the snapshot and wakes everybody who waits.</summary>
    public void Swap(WorkspaceSnapshot next)
    {
        TaskCompletionSource waiters;
        lock (_gate)
        {
            _current = next;
            waiters = _changed;
            _changed = new(TaskCreationOptions.RunContinuationsAsynchronously);
        }

        waiters.TrySetResult();
    }

    /// <summary>Completes when a snapshot with another revision than <paramref name="seenRevision"/> is in force (0 = any).</summary>
    public async Task<WorkspaceSnapshot> NextAsync(long seenRevision, CancellationToken ct)
    {
        while (true)
        {
            Task changed;
            lock (_gate)
            {
                if (_current is { } now && now.Revision != seenRevision)
                {
                    return now;
                }

                changed = _changed.Task;
            }

            await changed.WaitAsync(ct);
        }
    }
}
