using Microsoft.Extensions.Time.Testing;
using Pintle.Events;
using Pintle.Store.Outcomes;
using Pintle.Store.Segments;
using Pintle.TestKit;

namespace Pintle.Store.Tests.Contract;

/// <summary>What every store must do. A subclass supplies only how to open one.</summary>
public abstract partial class EventStoreContract : IAsyncLifetime
{
    private readonly SegmentEncoder _encoder = new();

    protected FakeTimeProvider Time { get; } = new(Some.Time);

    protected static CancellationToken Ct => TestContext.Current.CancellationToken;

    /// <summary>Opens the store; again on the same data when called again.</summary>
    protected abstract Task<IEventStore> OpenAsync();

    public virtual ValueTask InitializeAsync() => ValueTask.CompletedTask;

    public virtual ValueTask DisposeAsync()
    {
        _encoder.Dispose();
        GC.SuppressFinalize(this);
        return ValueTask.CompletedTask;
    }

    /// <summary>A store that owns all lanes of its shard 0, and their grants in the order of the lanes.</summary>
    protected async Task<(IEventStore Store, List<LaneGrant> Lanes)> OwnerAsync()
    {
        var store = await OpenAsync();
        return (store, [.. (await store.AcquireAsync([.. LanesOf(store)], Ct)).OrderBy(g => g.Lane)]);
    }

    protected static IEnumerable<int> LanesOf(IEventStore store) => Enumerable.Range(0, Lane.Count).Where(l => store.ShardOf(l) == 0);

    /// <summary>A segment with one event per message id for each lane given, from the offset given.</summary>
    protected EncodedSegment Segment(IEnumerable<(LaneGrant Grant, long Offset)> lanes, params string[] messageIds) => _encoder.Encode(
        Guid.CreateVersion7(Time.GetUtcNow()), Time.GetUtcNow(),
        [.. lanes.Select(l => new LaneEvents(l.Grant.Lane, l.Grant.Epoch, l.Offset, [.. messageIds.Select(id => Some.Event(l.Grant.Lane, $"{id}-{l.Grant.Lane}"))]))]);

    protected EncodedSegment Segment(LaneGrant grant, long offset, params string[] messageIds) => Segment([(grant, offset)], messageIds);

    protected OutcomeCommit Commit(IEnumerable<LaneGrant> fence) => new()
    {
        Id = Guid.CreateVersion7(Time.GetUtcNow()),
        Node = "node",
        Fence = [.. fence.Select(g => new LaneEpoch(g.Lane, g.Epoch))],
    };

    protected static async Task<List<Segment>> ReadAllAsync(IEventStore store)
    {
        var segments = new List<Segment>();
        long from = 0;
        while (await store.ReadAsync(0, from, 10_000, SegmentParts.All, Ct) is { Count: > 0 } page)
        {
            segments.AddRange(page.Select(SegmentDecoder.Decode));
            from = page[^1].Sequence + 1;
        }

        return segments;
    }

    protected static async Task<List<T>> ListAsync<T>(IAsyncEnumerable<T> items)
    {
        var list = new List<T>();
        await foreach (var item in items)
        {
            list.Add(item);
        }

        return list;
    }

    private static Task RepeatAsync(Func<Task> what, CancellationToken end) => Task.Run(
        async () =>
        {
            while (!end.IsCancellationRequested)
            {
                await what();
            }
        },
        CancellationToken.None);
}
