namespace Pintle.ControlPlane.Publishing;

/// <summary>A value that can be waited for. Thread-safe.</summary>
/// <param name="first">What it is at first.</param>
internal sealed class Watched<T>(T first)
{
    private readonly Lock _gate = new();
    private T _value = first;
    private TaskCompletionSource _next = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public T Value
    {
        get
        {
            lock (_gate)
            {
                return _value;
            }
        }
    }

    /// <summary>Makes it what comes of the one before.</summary>
    public void Set(Func<T, T> change)
    {
        TaskCompletionSource changed;
        lock (_gate)
        {
            _value = change(_value);
            changed = _next;
            _next = new(TaskCreationOptions.RunContinuationsAsynchronously);
        }

        changed.TrySetResult();
    }

    /// <summary>Completes when it is so; at once when it is already.</summary>
    public async Task UntilAsync(Func<T, bool> isSo, CancellationToken ct)
    {
        while (true)
        {
            Task next;
            lock (_gate)
            {
                if (isSo(_value))
                {
                    return;
                }

                next = _next.Task;
            }

            await next.WaitAsync(ct);
        }
    }
}
