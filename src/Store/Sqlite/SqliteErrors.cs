using Microsoft.Data.Sqlite;

namespace Pintle.Store.Sqlite;

/// <summary>SQLite's result codes in the store's words. See https://www.sqlite.org/rescode.html.</summary>
internal static class SqliteErrors
{
    private const int Busy = 5;
    private const int Locked = 6;
    private const int ReadOnly = 8;
    private const int IoError = 10;
    private const int Corrupt = 11;
    private const int Full = 13;
    private const int CannotOpen = 14;
    private const int NotADatabase = 26;

    public static Exception Translate(SqliteException failure) => failure.SqliteErrorCode switch
    {
        Full => new StoreUnavailableException("The disk is full.", failure),
        Busy or Locked => new StoreUnavailableException("The store's file is busy.", failure),
        ReadOnly => new StoreUnavailableException("The store's file is read-only.", failure),
        IoError => new StoreUnavailableException($"The disk reports an error: {failure.Message}", failure),
        CannotOpen => new StoreUnavailableException($"A file of the store can't be opened: {failure.Message}", failure),
        Corrupt or NotADatabase => new SegmentDamagedException($"A file of the store is damaged: {failure.Message}", failure),
        _ => failure,
    };
}
