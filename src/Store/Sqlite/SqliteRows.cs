using Microsoft.Data.Sqlite;

namespace Pintle.Store.Sqlite;

/// <summary>Runs a query on a reader and copies its rows out.</summary>
internal static class SqliteRows
{
    public static List<T> Query<T>(this SqliteConnection reader, string sql, Func<SqliteDataReader, T> row, params ReadOnlySpan<object?> values)
    {
        using var command = reader.CreateCommand();
        command.CommandText = sql;
        for (var i = 0; i < values.Length; i++)
        {
            command.Parameters.AddWithValue($"${i + 1}", values[i] ?? DBNull.Value);
        }

        using var rows = command.ExecuteReader();
        return Copy(rows, row);
    }

    /// <summary>The same on the writer's prepared statement, within its transaction.</summary>
    public static List<T> Query<T>(this SqliteFile file, string sql, Func<SqliteDataReader, T> row, params ReadOnlySpan<object?> values)
    {
        using var rows = file.Statement(sql, values).ExecuteReader();
        return Copy(rows, row);
    }

    public static byte[] Blob(this SqliteDataReader row, int column) => row.GetFieldValue<byte[]>(column);

    public static DateTimeOffset Time(this SqliteDataReader row, int column) => DateTimeOffset.FromUnixTimeMilliseconds(row.GetInt64(column));

    private static List<T> Copy<T>(SqliteDataReader rows, Func<SqliteDataReader, T> row)
    {
        var copied = new List<T>();
        while (rows.Read())
        {
            copied.Add(row(rows));
        }

        return copied;
    }
}
