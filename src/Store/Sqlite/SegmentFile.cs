using Pintle.Events;
using Pintle.Store.Segments;

namespace Pintle.Store.Sqlite;

/// <summary>One rotating file of segments and the lanes' epochs and heads.</summary>
internal sealed class SegmentFile(int number, long firstSequence, DateTimeOffset createdAt, SqliteFile file)
{
    private const int SegmentsPerHeadsCheckpoint = 1_024;

    private readonly long[] _epochs = new long[Lane.Count];
    private long _seenVersion = -1;
    private int _sinceHeads;

    public int Number { get; } = number;

    /// <summary>Lowest sequence that the file may hold.</summary>
    public long FirstSequence { get; } = firstSequence;

    public DateTimeOffset CreatedAt { get; } = createdAt;

    /// <summary>A former version wrote it: it is only read.</summary>
    public bool IsFormerFormat { get; init; }

    /// <summary>Something was appended by this instance.</summary>
    public bool HasAppended { get; private set; }

    /// <summary>The newest sequence that this instance has appended here; 0 when it has not.</summary>
    public long LastSequence { get; private set; }

    public SqliteFile File { get; } = file;

    /// <summary>About its size, without asking the disk.</summary>
    public long Bytes { get; private set; } = file.Size;

    /// <summary>Writes the rows of a new file once, with what the former file and the outcomes file know of the lanes.</summary>
    public static void Initialise(SqliteFile file, long firstSequence, IReadOnlyDictionary<int, long> epochs, Func<int, long> headOf)
    {
        if (file.Number("SELECT count(*) FROM meta") != 0)
        {
            return;
        }

        file.Execute("INSERT INTO meta VALUES (0, 0, $1, $2)", firstSequence, firstSequence - 1);
        foreach (var (lane, epoch) in epochs)
        {
            file.Execute("INSERT INTO lane VALUES ($1, $2, $3)", lane, epoch, headOf(lane));
        }
    }

    /// <summary>Raises lanes to epochs granted by the outcomes file; from here on, appends of lower epochs are refused.</summary>
    public static void Fence(SqliteFile file, IReadOnlyDictionary<int, long> epochs)
    {
        file.Execute("UPDATE meta SET version = version + 1");
        foreach (var (lane, epoch) in epochs)
        {
            file.Execute(
                "INSERT INTO lane VALUES ($1, $2, 0) ON CONFLICT (lane) DO UPDATE SET epoch = max(epoch, excluded.epoch)", lane, epoch);
        }
    }

    /// <summary>Where each lane goes on: the checkpoint, and the segments after it.</summary>
    /// <exception cref="SegmentDamagedException">One of them can't be read.</exception>
    public static Dictionary<int, long> Heads(SqliteFile file)
    {
        var heads = new Dictionary<int, long>();
        using (var rows = file.Statement("SELECT lane, head FROM lane").ExecuteReader())
        {
            while (rows.Read())
            {
                heads[rows.GetInt32(0)] = rows.GetInt64(1);
            }
        }

        using var segments = file.Statement("SELECT head FROM segment WHERE sequence > (SELECT heads_at FROM meta) ORDER BY sequence").ExecuteReader();
        while (segments.Read())
        {
            foreach (var range in SegmentDecoder.DecodeLanes(segments.GetFieldValue<byte[]>(0)))
            {
                heads[range.Lane] = range.FirstOffset + range.Count;
            }
        }

        return heads;
    }

    /// <summary>Checks the fence, within the caller's transaction. False when the file has been closed by a rotation.</summary>
    /// <exception cref="StaleEpochException">A lane has a newer owner.</exception>
    public bool Admits(SqliteFile writer, EncodedSegment segment)
    {
        using (var meta = writer.Statement("SELECT version, closed FROM meta").ExecuteReader())
        {
            meta.Read();
            var version = meta.GetInt64(0);
            if (meta.GetInt64(1) != 0)
            {
                return false;
            }

            if (version != _seenVersion)
            {
                // Somebody has acquired lanes since we looked last.
                meta.Close();
                ReadEpochs(writer);
                _seenVersion = version;
            }
        }

        CheckEpochs(segment);
        return true;
    }

    /// <summary>Writes the rows, within the caller's transaction.</summary>
    public long Append(SqliteFile writer, EncodedSegment segment)
    {
        var sequence = writer.Number("SELECT max(sequence) + 1 FROM segment") ?? FirstSequence;
        writer.Execute(
            "INSERT INTO segment VALUES ($1, $2, $3, $4, $5)", sequence, segment.AppendedAt.ToUnixTimeMilliseconds(), segment.Head, segment.Keys, segment.Body);
        (HasAppended, LastSequence) = (true, sequence);
        Bytes += segment.Head.Length + segment.Body.Length + segment.Keys.Length;
        if (++_sinceHeads >= SegmentsPerHeadsCheckpoint)
        {
            CheckpointHeads(writer);
        }

        return sequence;
    }

    /// <summary>Writes down where the lanes are, so that an open needs to look at few segments.</summary>
    public void CheckpointHeads(SqliteFile writer)
    {
        foreach (var (lane, head) in Heads(writer))
        {
            writer.Execute("UPDATE lane SET head = $2 WHERE lane = $1", lane, head);
        }

        writer.Execute("UPDATE meta SET heads_at = ifnull((SELECT max(sequence) FROM segment), heads_at)");
        _sinceHeads = 0;
    }

    /// <summary>The sequence of a stored segment among the newest ones; null when it isn't there.</summary>
    public static long? Find(SqliteFile writer, Guid id)
    {
        using var newest = writer.Statement("SELECT sequence, head FROM segment ORDER BY sequence DESC LIMIT 2000").ExecuteReader();
        while (newest.Read())
        {
            if (SegmentDecoder.DecodeId(newest.GetFieldValue<byte[]>(1)) == id)
            {
                return newest.GetInt64(0);
            }
        }

        return null;
    }

    private void CheckEpochs(EncodedSegment segment)
    {
        foreach (var range in segment.Lanes)
        {
            if (_epochs[range.Lane] != range.Epoch)
            {
                throw new StaleEpochException(range.Lane, range.Epoch);
            }
        }
    }

    private void ReadEpochs(SqliteFile writer)
    {
        using var rows = writer.Statement("SELECT lane, epoch FROM lane").ExecuteReader();
        while (rows.Read())
        {
            _epochs[rows.GetInt32(0)] = rows.GetInt64(1);
        }
    }
}
