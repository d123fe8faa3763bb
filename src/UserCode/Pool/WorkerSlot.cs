namespace Pintle.UserCode.Pool;

/// <summary>A place for a worker process: started on first use, again after it has ended, and ended when idle.</summary>
internal sealed class WorkerSlot(UserCodeOptions options, TimeProvider time) : IAsyncDisposable
{
    private readonly Lock _gate = new();
    private WorkerProcess? _worker;
    private DateTimeOffset _lastUsed;
    private int _batches;

    /// <summary>Batches that are in it.</summary>
    public int Batches => Volatile.Read(ref _batches);

    public bool Has(string versionId)
    {
        lock (_gate)
        {
            return _worker?.Loaded.Contains(versionId) == true;
        }
    }

    /// <summary>The worker, running, for one batch.</summary>
    public WorkerProcess Enter()
    {
        lock (_gate)
        {
            if (_worker is { Ended.IsCompleted: true })
            {
                _ = EndAsync(_worker);
                _worker = null;
            }

            _batches++;
            return _worker ??= WorkerProcess.Start(options);
        }
    }

    public void Leave()
    {
        lock (_gate)
        {
            _batches--;
            _lastUsed = time.GetUtcNow();
        }
    }

    /// <summary>Ends the worker when it has had nothing to do for long.</summary>
    public void EndIdle()
    {
        lock (_gate)
        {
            if (_batches == 0 && _worker is not null && time.GetUtcNow() - _lastUsed >= options.IdleStop)
            {
                _ = EndAsync(_worker);
                _worker = null;
            }
        }
    }

    public async ValueTask DisposeAsync()
    {
        if (_worker is { } worker)
        {
            await worker.DisposeAsync();
        }
    }

    /// <summary>The process, for those who measure; null when there is none.</summary>
    public WorkerProcess? Worker => _worker;

    private static async Task EndAsync(WorkerProcess worker) => await worker.DisposeAsync();
}
