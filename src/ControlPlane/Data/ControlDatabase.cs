using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.Extensions.DependencyInjection;
using Npgsql;
using Pintle.ControlPlane.Http;

namespace Pintle.ControlPlane.Data;

/// <summary>The control plane's database: which it is, and that it has this version's tables.</summary>
public static class ControlDatabase
{
    private const int MigrationLock = 0x70_69_6e_74;

    internal static void AddControlDatabase(this IServiceCollection services, ControlPlaneOptions options)
    {
        if (options.Postgres.Length > 0)
        {
            services.AddDbContext<PostgresControlContext>(context => context.UseNpgsql(options.Postgres));
            services.AddScoped<ControlContext>(static s => s.GetRequiredService<PostgresControlContext>());
        }
        else
        {
            services.AddDbContext<SqliteControlContext>(context => context.UseSqlite($"Data Source={options.SqliteFile};Default Timeout=10"));
            services.AddScoped<ControlContext>(static s => s.GetRequiredService<SqliteControlContext>());
        }
    }

    /// <summary>Brings the tables up to this version. Each step is a transaction of its own: one that fails leaves the database as it was before it.</summary>
    /// <exception cref="ControlDatabaseException">It can't be; the message says why.</exception>
    /// <exception cref="ControlDatabaseAwayException">It can't be reached.</exception>
    public static async Task MigrateAsync(IServiceProvider services, CancellationToken ct)
    {
        await using var scope = services.CreateAsyncScope();
        var database = scope.ServiceProvider.GetRequiredService<ControlContext>().Database;
        try
        {
            await using var alone = await AloneAsync(database, ct);
            var known = database.GetMigrations().ToList();
            if ((await database.GetAppliedMigrationsAsync(ct)).Except(known).ToList() is { Count: > 0 } newer)
            {
                throw new ControlDatabaseException($"The configuration database was written by a newer version of Pintle ({string.Join(", ", newer)}). Start that version, or go back to a backup from before it.");
            }

            await database.MigrateAsync(ct);
        }
        catch (Exception away) when (ProblemAnswers.IsAway(away))
        {
            throw new ControlDatabaseAwayException($"The configuration database is away: {away.GetBaseException().Message}", away);
        }
        catch (Exception failed) when (failed is System.Data.Common.DbException or InvalidOperationException or System.Net.Sockets.SocketException)
        {
            throw new ControlDatabaseException($"The configuration database can't be brought to this version, and is as it was: {failed.GetBaseException().Message}", failed);
        }
    }

    // EF locks each migration by itself: nodes that start at once would each make those that the other has not reached yet.
    private static async Task<NpgsqlConnection?> AloneAsync(DatabaseFacade database, CancellationToken ct)
    {
        if (!database.IsNpgsql())
        {
            return null;
        }

        // The lock goes with the connection, so that one is not given back to a pool.
        var connection = new NpgsqlConnection(new NpgsqlConnectionStringBuilder(database.GetConnectionString()) { Pooling = false }.ConnectionString);
        try
        {
            await connection.OpenAsync(ct);
            await using var command = new NpgsqlCommand($"SELECT pg_advisory_lock({MigrationLock})", connection);
            await command.ExecuteNonQueryAsync(ct);
            return connection;
        }
        catch (Exception failed)
        {
            await connection.DisposeAsync();

            // EF makes the database too.
            if (failed is PostgresException { SqlState: PostgresErrorCodes.InvalidCatalogName })
            {
                return null;
            }

            throw;
        }
    }
}

/// <summary>The configuration database can't be used.</summary>
public class ControlDatabaseException(string message, Exception? inner = null) : Exception(message, inner);

/// <summary>It can't be reached now.</summary>
public sealed class ControlDatabaseAwayException(string message, Exception inner) : ControlDatabaseException(message, inner);
