using Pintle.Events;
using Pintle.Lanes.Owner;
using Pintle.Store;
using Pintle.Store.Outcomes;
using Pintle.Store.Segments;

namespace Pintle.Router.Progress;

/// <summary>A consumer's place in one shard: its lanes, its ledger and its connections, and how they are stored.</summary>
internal sealed class ShardProgress
{
    private const byte Version = 1;

    private readonly LaneProgress?[] _lanes = new LaneProgress?[Lane.Count];

    private ShardProgress(int shard, long readFrom)
    {
        Shard = shard;
        Ledger = new SegmentLedger(readFrom);
    }

    public int Shard { get; }

    public SegmentLedger Ledger { get; }

    public List<ConnectionSpan> Spans { get; } = [];

    /// <summary>Everything unfinished below this sequence is in the consumer's spill, durably: the log is not needed there.</summary>
    public long SpilledTo { get; private set; }

    /// <summary>What <see cref="SpilledTo"/> becomes when the next commit is durable.</summary>
    public long SpillingTo { get; set; }

    public IEnumerable<int> LaneNumbers => Enumerable.Range(0, Lane.Count).Where(l => _lanes[l] is not null);

    /// <summary>The lane's progress. An event of a lane that isn't ours is a bug.</summary>
    public LaneProgress this[int lane] =>
        _lanes[lane] ?? throw new InvalidOperationException($"Lane {lane} is not in shard {Shard}.");

    /// <summary>The commit that stored <see cref="SpillingTo"/> is durable.</summary>
    public void Spilled() => SpilledTo = SpillingTo;

    /// <summary>How far done offsets reach above the slowest lane's cursor.</summary>
    public long MaxAhead => _lanes.Max(l => l?.Ahead ?? 0);

    /// <summary>A consumer that begins at the lanes' heads. The sequence must have been read before.</summary>
    public static ShardProgress New(int shard, IEventStore store, LaneHeads heads, long nextSequence) =>
        From(shard, store, nextSequence, heads.NextOffset);

    /// <summary>A consumer that begins at a sequence. Where lanes begin that begin at 0 is seen when their first events come.</summary>
    public static ShardProgress From(int shard, IEventStore store, long sequence, Func<int, long> cursorOf)
    {
        var progress = new ShardProgress(shard, sequence);
        for (var lane = 0; lane < Lane.Count; lane++)
        {
            if (store.ShardOf(lane) == shard)
            {
                progress._lanes[lane] = new LaneProgress(cursorOf(lane));
            }
        }

        return progress;
    }

    /// <summary>Merges what the nodes that owned the lanes wrote: of each lane, the entry of the highest epoch counts.</summary>
    public static ShardProgress Load(int shard, IReadOnlyList<StoredConsumerRow> rows)
    {
        var epochs = new long[Lane.Count];
        var progress = new ShardProgress(shard, rows.Min(r => ReadFrom(r.State)));
        long newest = -1;
        foreach (var row in rows)
        {
            progress.Merge(row.State, epochs, ref newest);
        }

        return progress;
    }

    public byte[] Pack(LaneHeads heads)
    {
        var writer = new ByteWriter();
        writer.Byte(Version);
        writer.Varint(Ledger.LowestNeeded);
        writer.Varint(SpillingTo);
        writer.Varint(LaneNumbers.Count());
        foreach (var lane in LaneNumbers)
        {
            writer.Varint(lane);
            writer.Varint(heads.Epoch(lane));
            _lanes[lane]!.Write(writer);
        }

        writer.Varint(Spans.Count);
        foreach (var span in Spans)
        {
            span.Write(writer);
        }

        return writer.ToArray();
    }

    private static long ReadFrom(byte[] state)
    {
        var reader = new ByteReader(state);
        CheckVersion(ref reader);
        return reader.Long();
    }

    private void Merge(byte[] state, long[] epochs, ref long newest)
    {
        var reader = new ByteReader(state);
        CheckVersion(ref reader);
        reader.Long();
        SpilledTo = SpillingTo = Math.Max(SpillingTo, reader.Long());
        long rowEpoch = 0;
        for (var left = reader.Int(); left > 0; left--)
        {
            var lane = reader.Int();
            var epoch = reader.Long();
            var progress = LaneProgress.Read(ref reader);
            rowEpoch = Math.Max(rowEpoch, epoch);
            if (epoch >= epochs[lane])
            {
                (_lanes[lane], epochs[lane]) = (progress, epoch);
            }
        }

        if (rowEpoch <= newest)
        {
            return;
        }

        newest = rowEpoch;
        Spans.Clear();
        for (var left = reader.Int(); left > 0; left--)
        {
            Spans.Add(ConnectionSpan.Read(ref reader));
        }
    }

    private static void CheckVersion(ref ByteReader reader)
    {
        if (reader.Byte() is var version and not Version)
        {
            throw new SegmentDamagedException($"Consumer state version {version} is unknown to this version of Pintle.");
        }
    }
}
