using Microsoft.Data.Sqlite;
using Pintle.Router.Tests.Rig;
using Pintle.Store.Outcomes;

namespace Pintle.Router.Tests;

/// <summary>Files of the log are damaged or lost while the process is down: everything else is delivered, and what is left of them is kept.</summary>
public sealed class DamageTests
{
    // The old file holds events 0–20 and 21–30, the new one 31–60 and 61–90; 91–120 come after the damage.
    private const int Old = 31;
    private const int All = 91;
    private const int WithLater = 121;

    [Fact]
    public async Task A_flipped_bit_costs_its_segment_and_the_segment_is_kept_when_the_log_goes()
    {
        await using var rig = new RouterRig();
        await FillAsync(rig);
        Change(rig, 2, "SELECT sequence, body FROM segment ORDER BY sequence LIMIT 1", "UPDATE segment SET body = $2 WHERE sequence = $1");
        await GoOnAsync(rig);
        await rig.UntilCountAsync(OutcomeKind.Delivered, WithLater - 30, "late");
        AssertArrived(rig, lost: n => n is >= 31 and < 61);
        Assert.Equal(1, await DamagedAsync(rig));

        rig.Time.Advance(TimeSpan.FromHours(3));
        await rig.AppendAsync([("u1", 1_000)]);
        await rig.UntilAsync(() => rig.Vendor("late").AcceptedCount == WithLater - 30 + 1);
        await rig.UntilAsync(rig.IsIdle);
        Assert.True((await rig.Store.TrimAsync(0, rig.Router.LowestNeeded(0), rig.Time.GetUtcNow().AddMinutes(1), rig.Ct)).Segments > 0);
        Assert.Equal(1, await DamagedAsync(rig));
    }

    [Theory]
    [InlineData("flipped head", 1)]
    [InlineData("flipped head", 2)]
    [InlineData("damaged keys", 2)]
    [InlineData("truncated", 1)]
    [InlineData("truncated", 2)]
    [InlineData("overwritten start", 1)]
    [InlineData("overwritten start", 2)]
    [InlineData("missing", 1)]
    [InlineData("missing", 2)]
    public async Task A_damaged_or_lost_file_is_passed_over_and_no_later_event_is_taken_for_one_of_its_own(string damage, int file)
    {
        await using var rig = new RouterRig();
        await FillAsync(rig);
        var path = FileOf(rig, file);
        switch (damage)
        {
            case "flipped head":
                Change(rig, file, "SELECT sequence, head FROM segment ORDER BY sequence DESC LIMIT 1", "UPDATE segment SET head = $2 WHERE sequence = $1");
                break;
            case "damaged keys":
                Change(rig, file, "SELECT sequence, keys FROM segment ORDER BY sequence DESC LIMIT 1", "UPDATE segment SET keys = x'ffffffffffffffffffff01' WHERE sequence = $1");
                break;
            case "truncated":
                using (var opened = File.OpenWrite(path))
                {
                    opened.SetLength(opened.Length / 2);
                }

                break;
            case "overwritten start":
                using (var opened = File.OpenWrite(path))
                {
                    opened.Write(new byte[4_096]);
                }

                break;
            default:
                File.Delete(path);
                break;
        }

        await GoOnAsync(rig);
        bool MayBeLost(long n) => damage != "damaged keys" && (file == 1 ? n < Old : n is >= Old and < All);
        AssertArrived(rig, MayBeLost);
        Assert.Equal(damage == "damaged keys", await DamagedAsync(rig) == 0);
        Assert.Equal(damage is "overwritten start" or "truncated", File.Exists(Path.Combine(rig.Directory, $"damaged-{Path.GetFileName(path)}")));

        // It stays passed over, and is not found anew at each start.
        var damaged = await DamagedAsync(rig);
        await rig.StopAsync();
        await rig.StartAsync();
        await rig.AppendAsync([("u1", 1_000)]);
        await rig.UntilAsync(() => rig.Vendor("late").Accepted.Any(c => c.Number == 1_000) && rig.IsIdle());
        Assert.Equal(damaged, await DamagedAsync(rig));
        Assert.Empty(new Arrivals(rig.Vendor("late").Accepted).OutOfOrder);
    }

    /// <summary>Two files of two segments each: one destination has had everything, the other nothing.</summary>
    private static async Task FillAsync(RouterRig rig)
    {
        rig.Configure(RouterRig.Hook("prompt"), RouterRig.Hook("late"));
        await rig.StartAsync();
        rig.Vendor("late").Answer = (_, _) => throw RigVendor.Refused();
        await AppendAsync(rig, 0, 21);
        rig.Time.Advance(TimeSpan.FromHours(2));
        await AppendAsync(rig, 21, Old);
        await AppendAsync(rig, Old, 61);
        await AppendAsync(rig, 61, All);
        await rig.UntilCountAsync(OutcomeKind.Delivered, All, "prompt");
        await rig.StopAsync();
        Assert.Equal(2, Directory.GetFiles(rig.Directory, "segments-*.db").Length);
    }

    private static async Task GoOnAsync(RouterRig rig)
    {
        await rig.StartAsync();
        rig.Vendor("late").Answer = (_, _) => Task.FromResult(RigVendor.Of(System.Net.HttpStatusCode.OK));
        await AppendAsync(rig, All, WithLater);
        await rig.UntilAsync(() => rig.Vendor("late").Accepted.Any(c => c.Number == WithLater - 1) && rig.Vendor("prompt").AcceptedCount == WithLater);
        await rig.UntilAsync(rig.IsIdle);
    }

    private static void AssertArrived(RouterRig rig, Func<long, bool> lost)
    {
        Assert.Equal(WithLater, rig.Vendor("prompt").AcceptedCount);
        var late = rig.Vendor("late").Accepted;
        Assert.Empty(new Arrivals(late).OutOfOrder);
        Assert.Empty(Enumerable.Range(0, WithLater).Select(n => (long)n).Where(n => !lost(n)).Except(late.Select(c => c.Number)));
    }

    private static Task AppendAsync(RouterRig rig, int from, int to) => rig.AppendAsync(Enumerable.Range(from, to - from).Select(n => ($"u{n % 10}", (long)n)));

    private static async Task<long> DamagedAsync(RouterRig rig) => (await rig.Store.StatusAsync(0, rig.Ct)).Damaged;

    private static string FileOf(RouterRig rig, int number) => Path.Combine(rig.Directory, $"segments-{number:000000}.db");

    private static void Change(RouterRig rig, int file, string select, string update)
    {
        using var connection = new SqliteConnection($"Data Source={FileOf(rig, file)};Pooling=false");
        connection.Open();
        using var read = new SqliteCommand(select, connection);
        using var row = read.ExecuteReader();
        Assert.True(row.Read());
        var (sequence, bytes) = (row.GetInt64(0), row.GetFieldValue<byte[]>(1));
        row.Close();
        bytes[bytes.Length / 2] ^= 0x04;
        using var write = new SqliteCommand(update, connection);
        write.Parameters.AddWithValue("$1", sequence);
        write.Parameters.AddWithValue("$2", bytes);
        Assert.Equal(1, write.ExecuteNonQuery());
    }
}
