using Pintle.Store.Segments;

namespace Pintle.Store.Outcomes;

/// <summary>A commit's counter changes as one small block, rolled up later, so that a commit doesn't touch a row per count.</summary>
internal static class CounterPacking
{
    private const byte Version = 1;

    public static byte[] Pack(IReadOnlyList<CounterDelta> deltas)
    {
        var writer = new ByteWriter();
        writer.Byte(Version);
        foreach (var delta in deltas)
        {
            writer.Varint(delta.Minute.ToUnixTimeSeconds());
            writer.Text(delta.Key.SourceId);
            writer.Text(delta.Key.DestinationId);
            writer.Text(delta.Key.EventName);
            writer.Byte((byte)delta.Key.Kind);
            writer.Text(delta.Key.Detail);
            writer.Byte((byte)(delta.Key.Replay ? 1 : 0));
            writer.Signed(delta.Count);
        }

        return writer.ToArray();
    }

    public static IEnumerable<CounterDelta> Unpack(byte[] packed)
    {
        var deltas = new List<CounterDelta>();
        var reader = new ByteReader(packed);
        if (reader.Byte() is var version and not Version)
        {
            throw new SegmentDamagedException($"Counter block version {version} is unknown to this version of Pintle.");
        }

        while (!reader.AtEnd)
        {
            var minute = DateTimeOffset.FromUnixTimeSeconds(reader.Long());
            var key = new CounterKey(
                reader.Text(), reader.Text(), reader.Text(), (OutcomeKind)reader.Byte(), reader.Text(), reader.Byte() == 1);
            deltas.Add(new CounterDelta(minute, key, reader.Signed()));
        }

        return deltas;
    }

    /// <summary>Adds blocks up into minute, hour and day rows.</summary>
    public static Dictionary<(CounterGrain Grain, DateTimeOffset Bucket, CounterKey Key), long> RollUp(IEnumerable<byte[]> blocks)
    {
        var rows = new Dictionary<(CounterGrain, DateTimeOffset, CounterKey), long>();
        foreach (var delta in blocks.SelectMany(Unpack))
        {
            foreach (var grain in (CounterGrain[])[CounterGrain.Minute, CounterGrain.Hour, CounterGrain.Day])
            {
                var key = (grain, StartOf(grain, delta.Minute), delta.Key);
                rows[key] = rows.GetValueOrDefault(key) + delta.Count;
            }
        }

        return rows;
    }

    /// <summary>How long rows of a grain are kept.</summary>
    public static TimeSpan KeepOf(CounterGrain grain) => grain switch
    {
        CounterGrain.Minute => TimeSpan.FromHours(48),
        CounterGrain.Hour => TimeSpan.FromDays(60),
        _ => TimeSpan.FromDays(730),
    };

    private static DateTimeOffset StartOf(CounterGrain grain, DateTimeOffset minute)
    {
        var length = grain switch
        {
            CounterGrain.Minute => TimeSpan.TicksPerMinute,
            CounterGrain.Hour => TimeSpan.TicksPerHour,
            _ => TimeSpan.TicksPerDay,
        };
        return new DateTimeOffset(minute.Ticks - (minute.Ticks % length), TimeSpan.Zero);
    }
}
