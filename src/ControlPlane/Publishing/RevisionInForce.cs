namespace Pintle.ControlPlane.Publishing;

/// <summary>
/// Which revision the data plane of this process works from. Who changes something and then sends an event expects it to be treated as changed: the answer to a change waits until the
/// change is in force, where that is a matter of moments. Thread-safe.
/// </summary>
internal sealed class RevisionInForce(TimeProvider time)
{
    private const string None = "";
    private const int MostSlow = 2;

    private static readonly TimeSpan Longest = TimeSpan.FromSeconds(2);

    // A large workspace takes longer to read, each time; nobody should wait for that with each of a thousand changes. The first reading after a start is slow in any case.
    private static readonly TimeSpan Moment = TimeSpan.FromMilliseconds(250);

    private readonly Lock _gate = new();
    private TaskCompletionSource _next = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private (string WorkspaceId, long Revision)? _now;
    private int _slow;

    /// <summary>A revision has come into force.</summary>
    /// <param name="workspaceId">Of the workspace.</param>
    /// <param name="revision">The revision.</param>
    /// <param name="took">How long it took to read it.</param>
    public void Tell(string workspaceId, long revision, TimeSpan took)
    {
        _slow = took < Moment ? 0 : _slow + 1;
        Set(_slow < MostSlow ? (workspaceId, revision) : null);
    }

    /// <summary>There is no workspace yet: the first one that is made will come into force.</summary>
    public void TellNone() => Set((None, 0));

    /// <summary>None comes into force for now.</summary>
    public void Stop() => Set(null);

    /// <summary>Completes when the revision is in force, and soon when it can't be told whether it is.</summary>
    public async Task WaitAsync(string workspaceId, long revision, CancellationToken ct)
    {
        while (true)
        {
            Task next;
            lock (_gate)
            {
                if (_now is not { } now || (now.WorkspaceId != None && now.WorkspaceId != workspaceId) || now.Revision >= revision)
                {
                    return;
                }

                next = _next.Task;
            }

            try
            {
                await next.WaitAsync(Longest, time, ct);
            }
            catch (TimeoutException)
            {
                return;
            }
        }
    }

    private void Set((string WorkspaceId, long Revision)? now)
    {
        TaskCompletionSource told;
        lock (_gate)
        {
            _now = now;
            told = _next;
            _next = new(TaskCreationOptions.RunContinuationsAsynchronously);
        }

        told.TrySetResult();
    }
}
