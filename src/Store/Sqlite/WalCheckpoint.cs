using Microsoft.Data.Sqlite;
using SQLitePCL;

namespace Pintle.Store.Sqlite;

/// <summary>
/// Moves a file's write-ahead log into the file: in the background while commits go on, and, since a log that is always being
/// written never starts over by itself, once in a while between two commits, when little is left to move. The log keeps its
/// length when it starts over: a commit that makes no file longer has the file system write no metadata.
/// </summary>
internal sealed class WalCheckpoint(string path, SqliteConnection writer, WalLimits limits) : IDisposable
{
    private const int BriefWait = 20;
    private const long PageInLog = SqliteConnections.PageBytes + 24;

    private SqliteConnection? _connection;
    private Task _running = Task.CompletedTask;
    private long _length = Length(path);
    private long _movedAt;
    private bool _isStartDue;

    /// <summary>Called by the writer after each commit.</summary>
    public void AfterCommit()
    {
        raw.sqlite3_db_status(writer.Handle, raw.SQLITE_DBSTATUS_CACHE_WRITE, out var pages, out _, resetFlg: 1);
        _length += pages * PageInLog;
        if (!_running.IsCompleted)
        {
            return;
        }

        if (_isStartDue)
        {
            _isStartDue = false;
            StartOver();
        }
        else if (_length - _movedAt >= limits.MoveEvery)
        {
            _movedAt = _length;
            _isStartDue = _length >= limits.StartOverAt;
            _running = Task.Run(() => Move("PASSIVE"));
        }
    }

    /// <summary>Nothing will be written any more: moves everything, and gives the log's space back.</summary>
    public void Finish() => _running = _running.ContinueWith(_ => Move("TRUNCATE"), TaskScheduler.Default);

    public void Dispose()
    {
        _running.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing).GetAwaiter().GetResult();
        _connection?.Dispose();
    }

    private static long Length(string path) => new FileInfo(path + "-wal") is { Exists: true } log ? log.Length : 0;

    // A reader that is in the way (a backup, a person's shell) must not hold up commits: then the log grows and it is tried later.
    private void StartOver()
    {
        try
        {
            writer.Execute($"PRAGMA busy_timeout={BriefWait}");
            if (writer.Scalar("PRAGMA wal_checkpoint(RESTART)") == 0)
            {
                _length = _movedAt = 0;
            }
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

    private void Move(string mode)
    {
        try
        {
            (_connection ??= SqliteConnections.Open(path)).Execute($"PRAGMA wal_checkpoint({mode})");
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
    public long MoveEvery { get; init; } = 4L << 20;

    /// <summary>Written from its beginning again, between two commits.</summary>
    public long StartOverAt { get; init; } = 12L << 20;
}
