namespace Pintle.ControlPlane.Publishing.SourceConfigs;

/// <summary>How much of what was told has been read. Thread-safe.</summary>
internal sealed class ReadMark
{
    private readonly Lock _gate = new();
    private TaskCompletionSource _next = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private long _seen = -1;

    /// <summary>Up to here; -1: nothing yet.</summary>
    public long Seen => Interlocked.Read(ref _seen);

    public void Reach(long told)
    {
        TaskCompletionSource reached;
        lock (_gate)
        {
            Interlocked.Exchange(ref _seen, told);
            reached = _next;
            _next = new(TaskCreationOptions.RunContinuationsAsynchronously);
        }

        reached.TrySetResult();
    }

    /// <summary>Completes when so much has been read.</summary>
    public async Task ReachedAsync(long told)
    {
        while (true)
        {
            Task next;
            lock (_gate)
            {
                if (_seen >= told)
                {
                    return;
                }

                next = _next.Task;
            }

            await next;
        }
    }
}
