using System.Globalization;
using Microsoft.Extensions.Logging;

namespace Pintle.Store.Sqlite;

/// <summary>Which segment files there are, as the outcomes file lists them, and which were set aside because nothing can read them.</summary>
internal sealed partial class SegmentCatalogue(string directory, SqliteFile outcomes, ILogger log)
{
    private const string AsidePrefix = "damaged-";

    public string PathOf(int number) => Path.Combine(directory, $"segments-{number:000000}.db");

    /// <summary>The files, oldest first; the first one is listed when there is none.</summary>
    public Task<List<CatalogueEntry>> ListAsync(DateTimeOffset now, CancellationToken ct) => outcomes.WriteAsync(
        f =>
        {
            f.Execute("INSERT INTO segment_file SELECT 1, 1, $1, 0 WHERE NOT EXISTS (SELECT 1 FROM segment_file)", now.ToUnixTimeMilliseconds());
            return f.Query(
                "SELECT number, first_sequence, created_at, made FROM segment_file ORDER BY number",
                row => new CatalogueEntry(row.GetInt32(0), row.GetInt64(1), row.Time(2), row.GetInt64(3) == 1));
        },
        ct);

    public Task AddAsync(int number, long firstSequence, DateTimeOffset now, CancellationToken ct) => outcomes.WriteAsync(
        f => f.Execute("INSERT OR IGNORE INTO segment_file VALUES ($1, $2, $3, 0)", number, firstSequence, now.ToUnixTimeMilliseconds()), ct);

    /// <summary>The file is there and complete: should it be missing one day, it is lost, not yet to be made.</summary>
    public Task MadeAsync(CatalogueEntry entry, CancellationToken ct) => entry.IsMade
        ? Task.CompletedTask
        : outcomes.WriteAsync(f => f.Execute("UPDATE segment_file SET made = 1 WHERE number = $1", entry.Number), ct);

    public Task RemoveAsync(int number, CancellationToken ct) => outcomes.WriteAsync(f => f.Execute("DELETE FROM segment_file WHERE number = $1", number), ct);

    /// <summary>Takes a file out of the log for good, and keeps what is left of it under another name.</summary>
    public async Task SetAsideAsync(int number, long firstSequence, string reason, CancellationToken ct)
    {
        // The files first: one that nobody lists would be taken for the leftover of a trim.
        var path = PathOf(number);
        var aside = Path.Combine(directory, AsidePrefix + Path.GetFileName(path));
        foreach (var part in (string[])["", "-wal"])
        {
            if (File.Exists(path + part))
            {
                File.Move(path + part, aside + part, overwrite: true);
            }
        }

        File.Delete(path + "-shm");
        await outcomes.WriteAsync(
            f =>
            {
                f.Execute("INSERT OR REPLACE INTO damaged_file VALUES ($1, $2, $3)", number, firstSequence, reason);
                return f.Execute("DELETE FROM segment_file WHERE number = $1", number);
            },
            ct);
        LogSetAside(path, firstSequence, reason, aside);
    }

    /// <summary>Deletes what a trim has given up before a crash, and nothing else that is not listed.</summary>
    public void DeleteLeftovers(int lowest)
    {
        // Each part on its own: a power cut can bring back one without the others.
        foreach (var file in Directory.GetFiles(directory, "segments-*.db*"))
        {
            if (NumberOf(file) is { } number && number < lowest)
            {
                LogLeftover(file);
                File.Delete(file);
            }
        }
    }

    /// <summary>Files and single segments that were set aside.</summary>
    public Task<(long Files, long Segments)> DamagedAsync(CancellationToken ct) => outcomes.ReadAsync(
        c => (c.Scalar("SELECT count(*) FROM damaged_file"), c.Scalar("SELECT count(*) FROM damaged_segment")), ct);

    /// <summary>Were there segments in this range whose bytes could not even be copied?</summary>
    public async Task<bool> HoldsUnreadableAsync(long fromSequence, long belowSequence, CancellationToken ct) => await outcomes.ReadAsync(
        c => c.Scalar($"SELECT count(*) FROM damaged_segment WHERE sequence >= {fromSequence} AND sequence < {belowSequence} AND length(head) = 0"), ct) > 0;

    private static int? NumberOf(string file)
    {
        var name = Path.GetFileName(file);
        return int.TryParse(name.AsSpan("segments-".Length, name.IndexOf('.', StringComparison.Ordinal) - "segments-".Length), NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : null;
    }

    [LoggerMessage(1001, LogLevel.Warning, "Deleting {File}, which a trim had given up before a crash.")]
    private partial void LogLeftover(string file);

    [LoggerMessage(1003, LogLevel.Error, "{File}, with segments from {FirstSequence} on, can't be read: {Reason} What is left of it is kept as {Aside}; everything else goes on.")]
    private partial void LogSetAside(string file, long firstSequence, string reason, string aside);
}

/// <summary>One listed file.</summary>
/// <param name="IsMade">It was there once, with its first rows.</param>
internal sealed record CatalogueEntry(int Number, long FirstSequence, DateTimeOffset CreatedAt, bool IsMade);
