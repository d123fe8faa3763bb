using System.Collections.Concurrent;
using Microsoft.Data.Sqlite;

namespace Pintle.Store.Sqlite;

/// <summary>
/// One database file: a writer connection used by one thread at a time, and pooled readers. Statements are prepared once per
/// connection. Disposal waits for those who use it; whoever comes later finds the store unavailable.
/// </summary>
internal sealed class SqliteFile : IAsyncDisposable
{
    private readonly SqliteConnection _writer;
    private readonly Dictionary<string, SqliteCommand> _statements = [];
    private readonly SemaphoreSlim _writing = new(1);
    private readonly ConcurrentBag<SqliteConnection> _readers = [];
    private readonly WalCheckpoint _checkpoint;
    private readonly TaskCompletionSource _unused = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly Lock _using = new();
    private int _users;
    private bool _isClosed;

    public SqliteFile(string path, WalLimits wal)
    {
        Path = path;
        _writer = SqliteConnections.Open(path);
        _checkpoint = new WalCheckpoint(path, _writer, wal);
    }

    public string Path { get; }

    /// <summary>Bytes of the file and its log.</summary>
    public long Size => Length(Path) + Length(Path + "-wal");

    /// <summary>Runs one transaction on the writer: everything or nothing.</summary>
    public async Task<T> WriteAsync<T>(Func<SqliteFile, T> work, CancellationToken ct)
    {
        await _writing.WaitAsync(ct);
        try
        {
            return await Task.Run(() => Use(() => Write(work)), CancellationToken.None);
        }
        finally
        {
            _writing.Release();
        }
    }

    /// <summary>Reads with a connection of its own; what <paramref name="work"/> returns must be copied out.</summary>
    public Task<T> ReadAsync<T>(Func<SqliteConnection, T> work, CancellationToken ct) => Task.Run(() => Use(() => Read(work)), ct);

    /// <summary>A prepared statement of the writer, its parameters named <c>$1</c>, <c>$2</c>, … set to the values.</summary>
    public SqliteCommand Statement(string sql, params ReadOnlySpan<object?> values)
    {
        if (!_statements.TryGetValue(sql, out var command))
        {
            command = _writer.CreateCommand();
            command.CommandText = sql;
            for (var i = 1; i <= values.Length; i++)
            {
                command.Parameters.Add(new SqliteParameter { ParameterName = $"${i}" });
            }

            _statements.Add(sql, command);
        }

        for (var i = 0; i < values.Length; i++)
        {
            command.Parameters[i].Value = values[i] ?? DBNull.Value;
        }

        return command;
    }

    public int Execute(string sql, params ReadOnlySpan<object?> values) => Statement(sql, values).ExecuteNonQuery();

    /// <summary>The first column of the first row as a number; null when there is none.</summary>
    public long? Number(string sql, params ReadOnlySpan<object?> values) => Statement(sql, values).ExecuteScalar() as long?;

    public async ValueTask DisposeAsync()
    {
        lock (_using)
        {
            _isClosed = true;
            if (_users == 0)
            {
                _unused.TrySetResult();
            }
        }

        await _unused.Task;
        foreach (var command in _statements.Values)
        {
            command.Dispose();
        }

        _checkpoint.Dispose();
        _writer.Dispose();
        while (_readers.TryTake(out var reader))
        {
            reader.Dispose();
        }
    }

    /// <summary>Nothing will be written any more: the log is moved into the file in the background.</summary>
    public void Finish() => _checkpoint.Finish();

    /// <summary>Forgets the file and deletes it from the disk.</summary>
    public async Task DeleteAsync()
    {
        await DisposeAsync();
        File.Delete(Path);
        File.Delete(Path + "-wal");
        File.Delete(Path + "-shm");
    }

    // A connection that is opened when the file has been deleted would make a new, empty one.
    private T Use<T>(Func<T> work)
    {
        lock (_using)
        {
            if (_isClosed)
            {
                throw new StoreUnavailableException($"{Path} has been closed.");
            }

            _users++;
        }

        try
        {
            return work();
        }
        finally
        {
            lock (_using)
            {
                if (--_users == 0 && _isClosed)
                {
                    _unused.TrySetResult();
                }
            }
        }
    }

    private T Read<T>(Func<SqliteConnection, T> work)
    {
        if (!_readers.TryTake(out var reader))
        {
            reader = SqliteConnections.Open(Path);
        }

        try
        {
            return work(reader);
        }
        catch (SqliteException failure)
        {
            throw SqliteErrors.Translate(failure);
        }
        finally
        {
            _readers.Add(reader);
        }
    }

    private T Write<T>(Func<SqliteFile, T> work)
    {
        try
        {
            Execute("BEGIN IMMEDIATE");
            T result;
            try
            {
                result = work(this);
                Execute("COMMIT");
            }
            catch
            {
                RollBack();
                throw;
            }

            _checkpoint.AfterCommit();
            return result;
        }
        catch (SqliteException failure)
        {
            throw SqliteErrors.Translate(failure);
        }
    }

    // A failed COMMIT (disk full, I/O) may already have ended the transaction.
    private void RollBack()
    {
        try
        {
            Execute("ROLLBACK");
        }
        catch (SqliteException)
        {
        }
    }

    private static long Length(string path)
    {
        var file = new FileInfo(path);
        return file.Exists ? file.Length : 0;
    }
}
