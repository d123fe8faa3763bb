using Microsoft.Data.Sqlite;
using Pintle.Store.Segments;

namespace Pintle.Store.Sqlite;

/// <summary>Copies segments out of a file, if need be around what is damaged.</summary>
internal static class SegmentRows
{
    /// <summary>Segments from a sequence on, until about <paramref name="maxBytes"/>.</summary>
    public static List<StoredSegment> Read(SqliteConnection reader, long from, int maxBytes, SegmentParts parts)
    {
        using var command = reader.CreateCommand();
        command.CommandText = $"{Select(parts)} WHERE sequence >= $1 ORDER BY sequence";
        command.Parameters.AddWithValue("$1", from);
        using var rows = command.ExecuteReader();
        var segments = new List<StoredSegment>();
        long bytes = 0;
        while (bytes < maxBytes && rows.Read())
        {
            var segment = ReadRow(rows);
            segments.Add(segment);
            bytes += segment.Head.Length + segment.Body.Length;
        }

        return segments;
    }

    /// <summary>
    /// The same one by one, where a page of the file is damaged. A stretch that can't be read becomes one empty segment with the
    /// stretch's last sequence, which no checksum lets pass.
    /// </summary>
    public static List<StoredSegment> ReadAroundDamage(SqliteConnection reader, long from, long below, int maxBytes, SegmentParts parts, DateTimeOffset unknownTime)
    {
        using var command = reader.CreateCommand();
        command.CommandText = $"{Select(parts)} WHERE sequence = $1";
        var sequence = command.Parameters.Add("$1", SqliteType.Integer);
        var segments = new List<StoredSegment>();
        var (bytes, lost) = (0L, (StoredSegment?)null);
        for (var next = from; next < below && bytes < maxBytes; next++)
        {
            sequence.Value = next;
            if (TryReadRow(command, out var row))
            {
                if (row is not null)
                {
                    AddLost();
                    segments.Add(row);
                    bytes += row.Head.Length + row.Body.Length;
                }
            }
            else
            {
                lost = new StoredSegment(0, next, segments.Count > 0 ? segments[^1].AppendedAt : unknownTime, default, default);
            }
        }

        AddLost();
        return segments;

        void AddLost()
        {
            if (lost is not null)
            {
                segments.Add(lost);
                lost = null;
            }
        }
    }

    // False when the row is damaged; a null row isn't there at all.
    private static bool TryReadRow(SqliteCommand command, out StoredSegment? row)
    {
        row = null;
        try
        {
            using var rows = command.ExecuteReader();
            row = rows.Read() ? ReadRow(rows) : null;
            return true;
        }
        catch (SqliteException damage) when (SqliteErrors.Translate(damage) is SegmentDamagedException)
        {
            return false;
        }
    }

    private static string Select(SegmentParts parts) =>
        $"SELECT sequence, at, {(parts.HasFlag(SegmentParts.Head) ? "head" : "x''")}, {(parts.HasFlag(SegmentParts.Body) ? "body" : "x''")} FROM segment";

    private static StoredSegment ReadRow(SqliteDataReader row) => new(0, row.GetInt64(0), row.Time(1), row.Blob(2), row.Blob(3));
}
