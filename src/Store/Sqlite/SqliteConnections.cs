using Microsoft.Data.Sqlite;

namespace Pintle.Store.Sqlite;

/// <summary>Opens every connection of the store, with the one set of pragmas that makes its promises hold.</summary>
internal static class SqliteConnections
{
    /// <summary><c>synchronous=FULL</c>: a commit is on the disk before it returns.</summary>
    public const long FullSynchronous = 2;

    /// <summary>How long a connection waits for another one's lock, in milliseconds.</summary>
    public const int BusyTimeout = 5_000;

    /// <summary>Small: a commit rewrites the page it ends in, and every page is written twice, to the log and to the file.</summary>
    public const int PageBytes = 1_024;

    // A log that a long reader has let grow beyond the limit is cut when it starts over.
    private static readonly string Pragmas = $"""
        PRAGMA page_size={PageBytes};
        PRAGMA journal_mode=WAL;
        PRAGMA synchronous=FULL;
        PRAGMA busy_timeout={BusyTimeout};
        PRAGMA wal_autocheckpoint=0;
        PRAGMA journal_size_limit={64 << 20};
        PRAGMA temp_store=MEMORY;
        PRAGMA cache_size=-4096;
        """;

    /// <summary>Opens a file, creating it when missing. Checkpoints are run by <see cref="WalCheckpoint"/>, not by chance.</summary>
    public static SqliteConnection Open(string file)
    {
        var connection = new SqliteConnection(new SqliteConnectionStringBuilder
        {
            DataSource = file,
            Mode = SqliteOpenMode.ReadWriteCreate,
            Pooling = false,
            DefaultTimeout = 5,
        }.ToString());
        try
        {
            connection.Open();
            connection.Execute(Pragmas);
            var synchronous = connection.Scalar("PRAGMA synchronous");
            return synchronous == FullSynchronous
                ? connection
                : throw new StoreUnavailableException($"{file} runs with synchronous={synchronous}, which could lose events.");
        }
        catch (SqliteException failure)
        {
            connection.Dispose();
            throw SqliteErrors.Translate(failure);
        }
    }

    public static void Execute(this SqliteConnection connection, string sql)
    {
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        command.ExecuteNonQuery();
    }

    public static long Scalar(this SqliteConnection connection, string sql)
    {
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        return Convert.ToInt64(command.ExecuteScalar(), System.Globalization.CultureInfo.InvariantCulture);
    }
}
