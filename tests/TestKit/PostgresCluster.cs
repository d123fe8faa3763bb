using System.Diagnostics;
using Npgsql;

namespace Pintle.TestKit;

/// <summary>
/// A PostgreSQL server of the tests' own, in a temporary directory, on a free port, reached by TCP on loopback. It stops with
/// <see cref="DisposeAsync"/>, and also when the test process ends without it.
/// </summary>
public sealed class PostgresCluster : IAsyncDisposable
{
    private readonly string _directory;
    private readonly int _port;
    private Process? _server;
    private int _databases;

    private PostgresCluster(string directory, int port) => (_directory, _port) = (directory, port);

    /// <summary>Where the server's programs are: on the path, or where Debian and Ubuntu put them. Null when there is none.</summary>
    public static string? Programs { get; } = (Environment.GetEnvironmentVariable("PATH") ?? "").Split(':')
        .Concat(Directory.Exists("/usr/lib/postgresql") ? Directory.GetDirectories("/usr/lib/postgresql").OrderDescending().Select(d => Path.Combine(d, "bin")) : [])
        .FirstOrDefault(d => File.Exists(Path.Combine(d, "initdb")) && File.Exists(Path.Combine(d, "postgres")));

    /// <summary>Makes and starts a server.</summary>
    /// <param name="isDurable">With fsync, as in production; without, several times faster, and as safe against anything but a power cut.</param>
    public static async Task<PostgresCluster> StartAsync(bool isDurable = false)
    {
        var programs = Programs ?? throw new InvalidOperationException("PostgreSQL's programs are missing. On Debian and Ubuntu: apt-get install postgresql");
        var directory = Path.Combine(Path.GetTempPath(), $"pintle-postgres-{Guid.CreateVersion7():N}");
        Directory.CreateDirectory(directory);
        var cluster = new PostgresCluster(directory, FreePort.Take());
        await RunAsync($"chmod 700 '{directory}'; {(Environment.IsPrivilegedProcess ? $"chown postgres '{directory}'" : "true")}");
        await RunAsync(AsPostgres($"'{programs}/initdb' -D '{directory}/data' -U pintle -A trust -E UTF8 --locale=C --no-sync"));
        await File.AppendAllTextAsync(
            Path.Combine(directory, "data", "postgresql.conf"),
            $"""

            port = {cluster._port}
            listen_addresses = '127.0.0.1'
            unix_socket_directories = ''
            max_connections = 400
            fsync = {(isDurable ? "on" : "off")}
            full_page_writes = {(isDurable ? "on" : "off")}
            max_wal_size = '2GB'
            """);
        await cluster.ResumeAsync();
        return cluster;
    }

    /// <summary>Makes a database; its connection string.</summary>
    public async Task<string> CreateDatabaseAsync()
    {
        var name = $"test{Interlocked.Increment(ref _databases)}";
        await ExecuteAsync($"CREATE DATABASE {name}");
        return ConnectionString(name);
    }

    /// <summary>The first column of the first row, as text.</summary>
    public static string Scalar(string sql, string connectionString)
    {
        using var connection = new NpgsqlConnection(connectionString + ";Pooling=false");
        connection.Open();
        using var command = new NpgsqlCommand(sql, connection);
        return $"{command.ExecuteScalar()}";
    }

    /// <summary>Runs a statement as the administrator.</summary>
    public async Task ExecuteAsync(string sql, string database = "postgres")
    {
        await using var connection = new NpgsqlConnection(ConnectionString(database) + ";Pooling=false");
        await connection.OpenAsync();
        await using var command = new NpgsqlCommand(sql, connection);
        await command.ExecuteNonQueryAsync();
    }

    /// <summary>Stops the server, breaking off every connection; <see cref="ResumeAsync"/> starts it again on the same data.</summary>
    public async Task StopAsync()
    {
        if (_server is { } server)
        {
            // The end of its input is what stops it.
            server.StandardInput.Close();
            await server.WaitForExitAsync();
            server.Dispose();
            _server = null;
        }
    }

    /// <summary>Starts the server on its data and waits until it answers.</summary>
    public async Task ResumeAsync()
    {
        var run = $"'{Programs}/postgres' -D '{_directory}/data' >> '{_directory}/log' 2>&1 & server=$!; (cat >/dev/null; kill -INT $server 2>/dev/null) <&3 & wait $server";
        _server = Process.Start(new ProcessStartInfo("sh") { ArgumentList = { "-c", "exec 3<&0; " + AsPostgres(run) }, RedirectStandardInput = true })!;
        while (true)
        {
            try
            {
                await ExecuteAsync("SELECT 1");
                return;
            }
            catch (NpgsqlException) when (!_server.HasExited)
            {
                await Task.Delay(20);
            }
        }
    }

    /// <summary>Copies the data of a stopped server, as a backup does.</summary>
    public Task BackUpAsync() => RunAsync($"rm -rf '{_directory}/copy' && cp -a '{_directory}/data' '{_directory}/copy'");

    /// <summary>Puts the copy back in place of a stopped server's data.</summary>
    public Task RestoreAsync() => RunAsync($"rm -rf '{_directory}/data' && cp -a '{_directory}/copy' '{_directory}/data'");

    public async ValueTask DisposeAsync()
    {
        await StopAsync();
        Directory.Delete(_directory, recursive: true);
    }

    private string ConnectionString(string database) => $"Host=127.0.0.1;Port={_port};Username=pintle;Database={database}";

    // The server refuses to run as root.
    private static string AsPostgres(string command) => Environment.IsPrivilegedProcess
        ? $"su postgres -s /bin/sh -c \"{command.Replace("\"", "\\\"", StringComparison.Ordinal).Replace("$", "\\$", StringComparison.Ordinal)}\""
        : command;

    private static async Task RunAsync(string command)
    {
        using var process = Process.Start(new ProcessStartInfo("sh") { ArgumentList = { "-c", command }, RedirectStandardOutput = true, RedirectStandardError = true })!;
        var output = process.StandardOutput.ReadToEndAsync();
        var error = await process.StandardError.ReadToEndAsync();
        await process.WaitForExitAsync();
        if (process.ExitCode != 0)
        {
            throw new InvalidOperationException($"{command}: {await output}{error}");
        }
    }
}
