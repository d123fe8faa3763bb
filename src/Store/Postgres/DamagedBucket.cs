using Pintle.Store.Segments;

namespace Pintle.Store.Postgres;

/// <summary>Reads a bucket segment by segment, where a page of it is damaged.</summary>
internal static class DamagedBucket
{
    /// <summary>
    /// What can be read of a range of sequences. A stretch that can't becomes one empty segment with the stretch's last sequence,
    /// which no checksum lets pass.
    /// </summary>
    public static async Task<List<StoredSegment>> ReadAroundAsync(
        PostgresDatabase database, int shard, Bucket bucket, (long From, long Below) range, SegmentParts parts, CancellationToken ct)
    {
        var columns = $"{(parts.HasFlag(SegmentParts.Head) ? "head" : "''::bytea")}, {(parts.HasFlag(SegmentParts.Body) ? "body" : "''::bytea")}";
        var (segments, lost) = (new List<StoredSegment>(), (StoredSegment?)null);
        for (var next = Math.Max(range.From, bucket.FirstSequence); next < range.Below; next++)
        {
            try
            {
                var rows = await database.QueryAsync(
                    $"SELECT sequence, at, {columns} FROM pintle.{bucket.Table} WHERE sequence = $1",
                    row => new StoredSegment(shard, row.GetInt64(0), row.Time(1), row.Blob(2), row.Blob(3)), ct, next);
                if (rows.Count > 0)
                {
                    segments.AddRange(lost is null ? rows : [lost, rows[0]]);
                    lost = null;
                }
            }
            catch (Exception damage) when (PostgresErrors.IsDamage(damage))
            {
                lost = new StoredSegment(shard, next, segments.Count > 0 ? segments[^1].AppendedAt : bucket.CreatedAt, default, default);
            }
        }

        if (lost is not null)
        {
            segments.Add(lost);
        }

        return segments;
    }
}
