using Pintle.Events;
using Pintle.Store.Segments;

namespace Pintle.Store.Sqlite;

/// <summary>
/// Where lanes and sequences were when outcomes were last committed, kept beside the outcomes: should a segment file be lost or
/// damaged, no offset or sequence that a consumer knows of is ever given out again.
/// </summary>
internal sealed record KnownHeads(long NextSequence, long[] Offsets)
{
    private const byte Version = 1;

    public static KnownHeads Read(SqliteFile outcomes)
    {
        var rows = outcomes.Query("SELECT heads FROM meta WHERE heads IS NOT NULL", row => row.Blob(0));
        return rows.Count == 0 ? new KnownHeads(0, new long[Lane.Count]) : Unpack(rows[0]);
    }

    /// <summary>Raises what is stored, within the caller's transaction. Another owner may have stored more.</summary>
    public void Store(SqliteFile outcomes)
    {
        var stored = Read(outcomes);
        var raised = new KnownHeads(Math.Max(stored.NextSequence, NextSequence), [.. stored.Offsets.Zip(Offsets, Math.Max)]);
        if (raised.NextSequence > stored.NextSequence)
        {
            outcomes.Execute("UPDATE meta SET heads = $1", raised.Pack());
        }
    }

    /// <summary>The higher of what is known here and what a file says.</summary>
    public long Of(int lane, IReadOnlyDictionary<int, long> inFile) => Math.Max(Offsets[lane], inFile.GetValueOrDefault(lane));

    private byte[] Pack()
    {
        var writer = new ByteWriter();
        writer.Byte(Version);
        writer.Varint(NextSequence);
        foreach (var offset in Offsets)
        {
            writer.Varint(offset);
        }

        return writer.ToArray();
    }

    private static KnownHeads Unpack(byte[] packed)
    {
        var reader = new ByteReader(packed);
        if (reader.Byte() is var version and not Version)
        {
            throw new SegmentDamagedException($"Heads version {version} is unknown to this version of Pintle.");
        }

        var next = reader.Long();
        var offsets = new long[Lane.Count];
        for (var lane = 0; lane < offsets.Length; lane++)
        {
            offsets[lane] = reader.Long();
        }

        return new KnownHeads(next, offsets);
    }
}
