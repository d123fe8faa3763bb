using Pintle.Lanes.Owner;
using Pintle.Router.Committing;
using Pintle.Router.Parking;
using Pintle.Router.Progress;
using Pintle.Store;
using Pintle.Store.Outcomes;

namespace Pintle.Router.Delivery;

/// <summary>A destination's durable state in memory: its place in each shard, its parked users, and what is not yet committed.</summary>
internal sealed class DeliveryState
{
    public required string Consumer { get; init; }

    public required IReadOnlyList<ShardProgress> Shards { get; init; }

    public required IReadOnlyList<OutcomeBuffer> Buffers { get; init; }

    public ParkedUsers Parked { get; } = new();

    /// <summary>It begins here, and nothing of it is stored yet.</summary>
    public bool IsNew { get; init; }

    /// <summary>Name under which a destination's cursors are stored.</summary>
    public static string ConsumerOf(string destinationId) => $"dst:{destinationId}";

    /// <summary>Reads a consumer's state; a new consumer begins where <paramref name="fresh"/> says.</summary>
    public static async Task<DeliveryState> LoadAsync(
        string consumer, IEventStore store, Func<int, ShardProgress> fresh, CancellationToken ct)
    {
        var shards = new List<ShardProgress>();
        var isNew = false;
        for (var shard = 0; shard < store.ShardCount; shard++)
        {
            // The place of a new consumer before the rows: what comes between is seen.
            var start = fresh(shard);
            var rows = await store.Outcomes.ConsumersAsync(shard, consumer, ct);
            isNew |= rows.Count == 0;
            shards.Add(rows.Count == 0 ? start : ShardProgress.Load(shard, rows));
        }

        var state = new DeliveryState
        {
            Consumer = consumer,
            Shards = shards,
            IsNew = isNew,
            Buffers = [.. shards.Select(_ => new OutcomeBuffer { IsMoved = true })],
        };
        for (var shard = 0; shard < store.ShardCount; shard++)
        {
            await foreach (var row in store.Outcomes.ParkedAsync(shard, consumer, ct))
            {
                var user = ParkedUser.Restore(row);
                if (user.IsUncounted)
                {
                    await CountBehindAsync(user, shard, store, ct);
                }

                state.Parked.Add(user);
                state.Parked.Schedule(user);
            }
        }

        return state;
    }

    private static async Task CountBehindAsync(ParkedUser user, int shard, IEventStore store, CancellationToken ct)
    {
        const int RangesPerRead = 100;
        long from = 0;
        while (await store.Outcomes.ParkedRangesAsync(shard, user.Key, from, RangesPerRead, ct) is { Count: > 0 } page)
        {
            user.CountBehind(page);
            from = page[^1].Key.FirstOffset + 1;
        }
    }

    /// <summary>Moves one shard's changes into a commit; the number of outcomes moved.</summary>
    public int CollectInto(CommitBuilder commit, int shard, Func<int, bool> inShard, LaneHeads heads)
    {
        var buffer = Buffers[shard];
        var outcomes = buffer.Outcomes;
        if (buffer.IsMoved || outcomes > 0)
        {
            commit.Consumers.Add(new ConsumerRow(Consumer, Shards[shard].Pack(heads)));
        }

        Parked.CollectInto(commit, inShard);
        buffer.DrainInto(commit);
        return outcomes;
    }

    /// <summary>Lowest sequence of a shard with an unfinished event, in the log or spilled.</summary>
    public long LowestNeeded(int shard, Func<int, bool> inShard)
    {
        var lowest = Shards[shard].Ledger.LowestNeeded;
        foreach (var user in Parked.All)
        {
            if (inShard(user.Key.Lane))
            {
                lowest = Math.Min(lowest, user.LowestSequence);
            }
        }

        return lowest;
    }

    /// <summary>Lowest sequence of a shard whose segment must stay in the log: what is spilled needs none.</summary>
    public long LowestInLog(int shard, Func<int, bool> inShard) => Math.Max(LowestNeeded(shard, inShard), Shards[shard].SpilledTo);
}
