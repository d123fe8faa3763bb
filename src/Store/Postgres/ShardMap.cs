using Npgsql;
using Pintle.Events;

namespace Pintle.Store.Postgres;

/// <summary>Which shard holds which lane: a table on shard 0, with a revision; and the check that the shards are the same ones in the same order as ever.</summary>
internal static class ShardMap
{
    /// <summary>Reads the map, making it for a new store, and marks new shards as this store's.</summary>
    /// <exception cref="InvalidOperationException">A database belongs to another store or stands in another place.</exception>
    public static async Task<int[]> ReadAsync(IReadOnlyList<PostgresDatabase> shards, TimeProvider time, CancellationToken ct)
    {
        var store = await MarkAsync(shards[0], Guid.CreateVersion7(time.GetUtcNow()), 0, ct);
        for (var number = 0; number < shards.Count; number++)
        {
            var marked = await MarkAsync(shards[number], store.Store, number, ct);
            if (marked.Store != store.Store)
            {
                throw new InvalidOperationException($"store.shards: {shards[number].Name}, listed as shard {number}, belongs to another store than {shards[0].Name}.");
            }

            if (marked.Number != number)
            {
                throw new InvalidOperationException($"store.shards: {shards[number].Name} is listed as shard {number} but is shard {marked.Number}; the order must stay.");
            }
        }

        var map = await shards[0].TransactAsync(connection => ReadOrMakeAsync(connection, shards.Count, ct), ct);
        return map.Max() < shards.Count
            ? map
            : throw new InvalidOperationException($"store.shards lists {shards.Count} shards, but lanes are on shard {map.Max()}.");
    }

    private static Task<(Guid Store, int Number)> MarkAsync(PostgresDatabase shard, Guid store, int number, CancellationToken ct) => shard.TransactAsync(
        async connection =>
        {
            await connection.ExecuteAsync("LOCK TABLE pintle.shard", ct);
            await connection.ExecuteAsync("INSERT INTO pintle.shard SELECT $1, $2, 1 WHERE NOT EXISTS (SELECT 1 FROM pintle.shard)", ct, store, number);
            return (await connection.QueryAsync("SELECT store, number FROM pintle.shard", row => (row.GetGuid(0), row.GetInt32(1)), ct))[0];
        },
        ct);

    private static async Task<int[]> ReadOrMakeAsync(NpgsqlConnection connection, int shards, CancellationToken ct)
    {
        await connection.ExecuteAsync("LOCK TABLE pintle.lane_shard", ct);
        await connection.ExecuteAsync(
            "INSERT INTO pintle.lane_shard SELECT lane, lane % $1 FROM generate_series(0, $2 - 1) lane WHERE NOT EXISTS (SELECT 1 FROM pintle.lane_shard)", ct, shards, Lane.Count);
        return [.. await connection.QueryAsync("SELECT shard FROM pintle.lane_shard ORDER BY lane", row => row.GetInt32(0), ct)];
    }
}
