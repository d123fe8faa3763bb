namespace Pintle.UserCode.Pool;

/// <summary>A place for a worker process: started on first use, again after it has ended, renewed when it has grown, and ended when idle.</summary>
/// <param name="isAside">For versions that have done harm.</param>
internal sealed class WorkerSlot(UserCodeOptions options, TimeProvider time, bool isAside = false) : IAsyncDisposable
{
    private readonly Lock _gate = new();
    private readonly Dictionary<WorkerProcess, int> _batches = [];
    private readonly HashSet<Task> _endings = [];
    private WorkerProcess? _worker;
    private DateTimeOffset _lastUsed;
    private int _count;

    /// <summary>For versions that have done harm.</summary>
    public bool IsAside => isAside;

    /// <summary>Batches that are in it.</summary>
    public int Batches => Volatile.Read(ref _count);

    /// <summary>The process, for those who measure; null when there is none.</summary>
    public WorkerProcess? Worker => _worker;

    /// <summary>Versions that it was given.</summary>
    public int Versions => _worker?.Loaded.Count ?? 0;

    public bool Has(string versionId) => _worker?.Loaded.ContainsKey(versionId) == true;

    /// <summary>The worker, running, for one batch.</summary>
    public WorkerProcess Enter()
    {
        lock (_gate)
        {
            if (_worker is { IsBroken: true })
            {
                Retire();
            }

            _worker ??= WorkerProcess.Start(options, isAside);
            _batches[_worker] = _batches.GetValueOrDefault(_worker) + 1;
            _count++;
            return _worker;
        }
    }

    /// <summary>The batch has ended.</summary>
    public void Leave(WorkerProcess worker)
    {
        // Outside of the lock: it reads a file.
        var isLarge = worker.ResidentBytes > options.RenewAt;
        lock (_gate)
        {
            _count--;
            _batches[worker]--;
            _lastUsed = time.GetUtcNow();
            if (worker != _worker)
            {
                EndUnused(worker);
            }
            else if (isLarge)
            {
                Retire();
            }
        }
    }

    /// <summary>Ends the worker when it has had nothing to do for long.</summary>
    public void EndIdle()
    {
        lock (_gate)
        {
            if (_count == 0 && _worker is not null && time.GetUtcNow() - _lastUsed >= options.IdleStop)
            {
                Retire();
            }
        }
    }

    public async ValueTask DisposeAsync()
    {
        Task[] endings;
        lock (_gate)
        {
            endings = [.. _endings, .. _worker is null ? [] : (Task[])[_worker.DisposeAsync().AsTask()]];
        }

        await Task.WhenAll(endings);
    }

    // It takes no more batches; those that are in it may end.
    private void Retire()
    {
        var worker = _worker!;
        _worker = null;
        EndUnused(worker);
    }

    private void EndUnused(WorkerProcess worker)
    {
        if (_batches.GetValueOrDefault(worker) == 0)
        {
            _batches.Remove(worker);
            _endings.RemoveWhere(e => e.IsCompleted);
            _endings.Add(worker.DisposeAsync().AsTask());
        }
    }
}
