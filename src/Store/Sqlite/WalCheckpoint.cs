using Microsoft.Data.Sqlite;

namespace Pintle.Store.Sqlite;

/// <summary>
/// Moves a file's write-ahead log into the file: in the background while commits go on, and, since a log that is always being
/// written never resets by itself, once in a while between two commits, when little is left to move.
/// </summary>
internal sealed class WalCheckpoint(string path, SqliteConnection writer, WalLimits limits) : IDisposable
{
    private const int BriefWait = 20;

    private SqliteConnection? _connection;
    private Task _running = Task.CompletedTask;
    private long _movedAt;
    private long _triedAt;
    private int _commits;

    /// <summary>Called by the writer after each commit.</summary>
    public void AfterCommit()
    {
        if (++_commits % limits.CommitsPerLook != 0)
        {
            return;
        }

        var size = Size();
        if (size >= limits.ResetAt && size - _triedAt >= limits.MoveEvery && _running.IsCompleted)
        {
            Reset();
            _triedAt = _movedAt = Size();
        }
        else if (size - _movedAt >= limits.MoveEvery && _running.IsCompleted)
        {
            _movedAt = size;
            _running = Task.Run(MoveInBackground);
        }
    }

    public void Dispose()
    {
        _running.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing).GetAwaiter().GetResult();
        _connection?.Dispose();
    }

    private long Size() => new FileInfo(path + "-wal") is { Exists: true } wal ? wal.Length : 0;

    // A reader that is in the way (a backup, a person's shell) must not hold up commits: then the log grows and it is tried later.
    private void Reset()
    {
        try
        {
            writer.Execute($"PRAGMA busy_timeout={BriefWait}");
            writer.Execute("PRAGMA wal_checkpoint(TRUNCATE)");
        }
        catch (SqliteException)
        {
            // The commit before it is safe. The log stays longer; the next commit that fails will say why.
        }
        finally
        {
            writer.Execute($"PRAGMA busy_timeout={SqliteConnections.BusyTimeout}");
        }
    }

    private void MoveInBackground()
    {
        try
        {
            (_connection ??= SqliteConnections.Open(path)).Execute("PRAGMA wal_checkpoint(PASSIVE)");
        }
        catch (Exception failure) when (failure is SqliteException or StoreUnavailableException)
        {
            // The log stays longer; the next commit that fails will say why.
        }
    }
}

/// <summary>Sizes of a write-ahead log at which something is done about it.</summary>
internal sealed record WalLimits
{
    /// <summary>Moved into the file in the background after so many bytes more.</summary>
    public long MoveEvery { get; init; } = 8L << 20;

    /// <summary>Emptied between two commits.</summary>
    public long ResetAt { get; init; } = 48L << 20;

    /// <summary>Its size is looked at once in so many commits.</summary>
    public int CommitsPerLook { get; init; } = 32;
}
