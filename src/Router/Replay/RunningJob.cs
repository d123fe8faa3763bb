using Pintle.Router.Delivery;
using Pintle.Store.Outcomes;

namespace Pintle.Router.Replay;

/// <summary>A job at work in this process.</summary>
internal abstract class RunningJob(JobRow row, string destinationId, TimeProvider time) : IAsyncDisposable
{
    private readonly TaskCompletionSource _finished = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public JobRow Row { get; } = row;

    public string DestinationId { get; } = destinationId;

    public JobPace Pace { get; } = new(time);

    /// <summary>Completes when its end is written down, or when the process stops and the next one goes on with it.</summary>
    public Task Finished => _finished.Task;

    /// <summary>The loop that it delivers with, if it has one of its own.</summary>
    public virtual DeliveryLoop? Loop => null;

    public abstract JobProgress Progress();

    /// <summary>Works until the end of the job or of the process.</summary>
    public abstract Task RunAsync();

    /// <summary>Takes no more; <see cref="Finished"/> completes when that is written down.</summary>
    public abstract void Cancel();

    public abstract ValueTask DisposeAsync();

    public void Finish() => _finished.TrySetResult();
}
