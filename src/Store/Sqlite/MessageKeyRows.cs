using System.Runtime.CompilerServices;
using Microsoft.Data.Sqlite;
using Pintle.Store.Segments;

namespace Pintle.Store.Sqlite;

/// <summary>Reads message keys out of a file page by page.</summary>
internal static class MessageKeyRows
{
    private const int PerRead = 500;

    /// <param name="file">The file.</param>
    /// <param name="since">Append time of the oldest keys.</param>
    /// <param name="read">Reads from the file; null when nothing more can be read there.</param>
    /// <param name="ct">Cancels.</param>
    public static async IAsyncEnumerable<StoredMessageKeys> ReadAsync(
        SegmentFile file, DateTimeOffset since, Func<Func<SqliteConnection, List<StoredMessageKeys>>, Task<List<StoredMessageKeys>?>> read, [EnumeratorCancellation] CancellationToken ct)
    {
        var from = file.FirstSequence;
        while (await read(c => Page(c, file.IsFormerFormat, from, since)) is { Count: > 0 } page)
        {
            foreach (var keys in page)
            {
                ct.ThrowIfCancellationRequested();
                yield return keys;
            }

            from = page[^1].Sequence + 1;
        }
    }

    private static List<StoredMessageKeys> Page(SqliteConnection reader, bool isFormer, long from, DateTimeOffset since) => reader.Query(
        $"SELECT sequence, at, head, keys FROM segment {(isFormer ? "NATURAL JOIN keys" : "")} WHERE sequence >= $1 AND at >= $2 ORDER BY sequence LIMIT $3",
        row => new StoredMessageKeys(row.GetInt64(0), row.Time(1), row.Blob(2), row.Blob(3)), from, since.ToUnixTimeMilliseconds(), PerRead);
}
