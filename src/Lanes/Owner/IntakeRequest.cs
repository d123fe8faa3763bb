using Pintle.Events;

namespace Pintle.Lanes.Owner;

/// <summary>The events of one HTTP request that belong to one shard, waiting for their commit.</summary>
internal sealed class IntakeRequest(IReadOnlyList<IncomingEvent> events)
{
    private readonly TaskCompletionSource<IntakeResult> _done = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public IReadOnlyList<IncomingEvent> Events { get; } = events;

    public Task<IntakeResult> Done => _done.Task;

    public void Complete(IntakeResult result) => _done.TrySetResult(result);
}
