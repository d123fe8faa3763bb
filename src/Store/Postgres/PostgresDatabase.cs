using System.Data.Common;
using Npgsql;
using NpgsqlTypes;

namespace Pintle.Store.Postgres;

/// <summary>One shard's database: its connections, and every failure in the store's words.</summary>
internal sealed class PostgresDatabase : IAsyncDisposable
{
    // Every connection gets these, whatever the server's or the role's defaults are. An answer before the commit is on disk
    // would break the promise of 200; a stronger setting of the server (remote_apply) stays.
    private const string Settings = """
        SELECT set_config('synchronous_commit', 'on', false) WHERE current_setting('synchronous_commit') IN ('off', 'local');
        SET default_transaction_isolation = 'read committed';
        SET default_transaction_read_only = off;
        SET idle_in_transaction_session_timeout = '10s';
        SET statement_timeout = '30s';
        SET lock_timeout = '10s';
        SET tcp_keepalives_idle = 10;
        SET tcp_keepalives_interval = 5;
        SET tcp_keepalives_count = 3;
        SET tcp_user_timeout = '30s';
        SET client_min_messages = warning;
        """;

    private readonly NpgsqlDataSource _source;
    private readonly NpgsqlDataSource _all;

    public PostgresDatabase(string connectionString)
    {
        var settings = SettingsOf(connectionString);

        // A source of several hosts refuses the attribute in its string.
        var isMultiHost = settings.Host?.Contains(',', StringComparison.Ordinal) == true;
        if (isMultiHost)
        {
            settings.TargetSessionAttributes = null;
        }

        Name = $"{settings.Host}/{settings.Database}";
        var builder = new NpgsqlDataSourceBuilder(settings.ConnectionString);
        builder.UsePhysicalConnectionInitializer(Initialise, InitialiseAsync);
        if (!isMultiHost)
        {
            _all = _source = builder.Build();
            return;
        }

        // Only a server that takes writes will do, whatever the string says.
        var hosts = builder.BuildMultiHost();
        (_all, _source) = (hosts, hosts.WithTargetSession(TargetSessionAttributes.ReadWrite));
    }

    /// <summary>The connection string with what the store needs, and time limits where it names none.</summary>
    public static NpgsqlConnectionStringBuilder SettingsOf(string connectionString)
    {
        var given = new DbConnectionStringBuilder { ConnectionString = connectionString };
        var settings = new NpgsqlConnectionStringBuilder(connectionString)
        {
            NoResetOnClose = true,
            MaxAutoPrepare = 100,
            AutoPrepareMinUsages = 2,
            Enlist = false,
            IncludeErrorDetail = true,
        };
        settings.ApplicationName ??= "pintle";

        // A network that swallows everything (a cable, a firewall that forgets) is noticed in less than half a minute: TCP itself
        // would take a quarter of an hour.
        if (!Names("Command Timeout"))
        {
            settings.CommandTimeout = 20;
        }

        if (!Names("Timeout"))
        {
            settings.Timeout = 10;
        }

        if (!Names("Keepalive") && !Names("Tcp Keepalive"))
        {
            (settings.TcpKeepAlive, settings.TcpKeepAliveTime, settings.TcpKeepAliveInterval) = (true, 10, 5);
        }

        return settings;

        bool Names(string key) => given.ContainsKey(key) || given.ContainsKey(key.Replace(" ", "", StringComparison.Ordinal));
    }

    /// <summary>Host and database, for messages.</summary>
    public string Name { get; }

    /// <summary>Runs something on a connection.</summary>
    public async Task<T> RunAsync<T>(Func<NpgsqlConnection, Task<T>> work, CancellationToken ct)
    {
        try
        {
            await using var connection = await _source.OpenConnectionAsync(ct);
            return await work(connection);
        }
        catch (Exception failure) when (PostgresErrors.Translate(failure) is { } translated)
        {
            throw translated;
        }
    }

    /// <summary>Runs something in a transaction, committed when it returns.</summary>
    public Task<T> TransactAsync<T>(Func<NpgsqlConnection, Task<T>> work, CancellationToken ct) => RunAsync(
        async connection =>
        {
            await using var transaction = await connection.BeginTransactionAsync(ct);
            var result = await work(connection);
            await transaction.CommitAsync(ct);
            return result;
        },
        ct);

    /// <summary>All rows of a query.</summary>
    public Task<List<T>> QueryAsync<T>(string sql, Func<NpgsqlDataReader, T> read, CancellationToken ct, params object?[] values) =>
        RunAsync(connection => connection.QueryAsync(sql, read, ct, values), ct);

    public ValueTask DisposeAsync() => _all.DisposeAsync();

    private static void Initialise(NpgsqlConnection connection)
    {
        using var command = new NpgsqlCommand(Settings, connection);
        command.ExecuteNonQuery();
    }

    private static async Task InitialiseAsync(NpgsqlConnection connection)
    {
        await using var command = new NpgsqlCommand(Settings, connection);
        await command.ExecuteNonQueryAsync();
    }
}

/// <summary>Short forms of what Npgsql spells out.</summary>
internal static class PostgresRows
{
    public static async Task<List<T>> QueryAsync<T>(this NpgsqlConnection connection, string sql, Func<NpgsqlDataReader, T> read, CancellationToken ct, params object?[] values)
    {
        await using var command = new NpgsqlCommand(sql, connection);
        Add(command.Parameters, values);
        await using var rows = await command.ExecuteReaderAsync(ct);
        var list = new List<T>();
        while (await rows.ReadAsync(ct))
        {
            list.Add(read(rows));
        }

        return list;
    }

    public static async Task<int> ExecuteAsync(this NpgsqlConnection connection, string sql, CancellationToken ct, params object?[] values)
    {
        await using var command = new NpgsqlCommand(sql, connection);
        Add(command.Parameters, values);
        return await command.ExecuteNonQueryAsync(ct);
    }

    /// <summary>The first column of the first row; 0 when there is none.</summary>
    public static async Task<long> NumberAsync(this NpgsqlConnection connection, string sql, CancellationToken ct, params object?[] values)
    {
        await using var command = new NpgsqlCommand(sql, connection);
        Add(command.Parameters, values);
        return await command.ExecuteScalarAsync(ct) is { } value and not DBNull ? Convert.ToInt64(value, null) : 0;
    }

    public static void Add(this NpgsqlBatch batch, string sql, params object?[] values)
    {
        var command = new NpgsqlBatchCommand(sql);
        Add(command.Parameters, values);
        batch.BatchCommands.Add(command);
    }

    public static byte[] Blob(this NpgsqlDataReader row, int column) => row.GetFieldValue<byte[]>(column);

    public static DateTimeOffset Time(this NpgsqlDataReader row, int column) => DateTimeOffset.FromUnixTimeMilliseconds(row.GetInt64(column));

    private static void Add(NpgsqlParameterCollection parameters, object?[] values)
    {
        foreach (var value in values)
        {
            parameters.Add(value is string text
                ? new NpgsqlParameter { Value = text, NpgsqlDbType = NpgsqlDbType.Text }
                : new NpgsqlParameter { Value = value ?? DBNull.Value });
        }
    }
}
