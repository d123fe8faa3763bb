using System.Globalization;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;
using Pintle.Events;
using Pintle.Store.Outcomes;
using Pintle.Store.Segments;
using Pintle.Store.Sqlite;
using Pintle.Store.Tests.Disk;
using Pintle.TestKit;

namespace Pintle.Store.Tests.Sqlite;

/// <summary>
/// The power goes at random moments: what was answered is there when it comes back. A kill proves less, since the page cache
/// survives it; here only what was synced is safe.
/// </summary>
public sealed class PowerLossTests : IDisposable
{
    private const int Runs = 8;

    private readonly string _directory = Path.Combine(Directory.Exists("/dev/shm") ? "/dev/shm" : Path.GetTempPath(), $"pintle-power-{Guid.CreateVersion7():N}");

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    public void Dispose() => Directory.Delete(_directory, recursive: true);

    [Fact]
    public async Task What_was_answered_is_there_after_the_power_went_at_any_moment()
    {
        var first = int.TryParse(Environment.GetEnvironmentVariable("PINTLE_SEED"), NumberStyles.None, CultureInfo.InvariantCulture, out var given) ? given : 1;
        var (during, again) = (new List<string>(), 0);
        for (var seed = first; seed < first + Runs; seed++)
        {
            using var run = new PowerRun(seed, Path.Combine(_directory, $"run{seed}"), Ct);
            var cuts = await run.WorkAsync();
            for (var i = 0; i < cuts.Count; i++)
            {
                try
                {
                    again += await ComeBackAsync(cuts[i], new Random((seed * 1_000) + i), $"{seed}-{i}") ? 1 : 0;
                }
                catch (Exception failure)
                {
                    throw new InvalidOperationException($"Lost with PINTLE_SEED={seed} at cut {i}, during {cuts[i].During}.", failure);
                }
            }

            during.AddRange(cuts.Select(c => c.During));
        }

        TestContext.Current.TestOutputHelper?.WriteLine($"{during.Count} cuts and {again} more while recovering: {string.Join(", ", during.CountBy(p => p).Select(p => $"{p.Value} {p.Key}"))}");
        Assert.True(during.Count >= 200);
        Assert.Superset(new HashSet<string>(["migrate", "append", "commit", "rotate", "trim", "checkpoint"]), during.ToHashSet());
    }

    // Opens what a cut has left, while the power may go once more.
    private async Task<bool> ComeBackAsync(PowerCut cut, Random random, string name)
    {
        Assert.True(cut.Promised.IsDirectorySynced || cut.Promised is { Appended: 0, Commits: 0 }, "The directory itself is not safe.");
        var (left, leftAgain) = (Path.Combine(_directory, name), Path.Combine(_directory, $"{name}-again"));
        cut.Disk.CutPower(left, random);
        DiskState? second = null;
        var countdown = random.Next(60);
        using (var disk = new RecordedDisk(left))
        {
            disk.BeforeChange = (recorded, _) =>
            {
                if (countdown-- == 0)
                {
                    second = recorded.Snapshot();
                }
            };
            await CheckAsync(left, cut.Promised, beforeGoingOn: () => disk.BeforeChange = null);
        }

        Directory.Delete(left, recursive: true);
        if (second is null)
        {
            return false;
        }

        second.CutPower(leftAgain, random);
        await CheckAsync(leftAgain, cut.Promised, beforeGoingOn: () => { });
        Directory.Delete(leftAgain, recursive: true);
        return true;
    }

    private static async Task CheckAsync(string directory, PromisedFacts promised, Action beforeGoingOn)
    {
        await using var store = await SqliteStore.OpenAsync(PowerRun.Options(directory), new FakeTimeProvider(Some.Time), NullLogger<SqliteStore>.Instance, Ct);
        var lanes = await store.AcquireAsync([.. Enumerable.Range(0, Lane.Count)], Ct);
        Assert.All(lanes, l => Assert.True(l.Epoch > promised.Epoch));
        var found = await CheckLogAsync(store, promised);
        foreach (var grant in lanes)
        {
            Assert.Equal(promised.Asked.Take(found).SelectMany(s => s.Lanes).Where(r => r.Lane == grant.Lane).Sum(r => (long)r.Count), grant.NextOffset);
        }

        await CheckOutcomesAsync(store, promised);
        Assert.Equal(0, (await store.StatusAsync(0, Ct)).Damaged);
        beforeGoingOn();
        using var encoder = new SegmentEncoder();
        var next = encoder.Encode(Guid.CreateVersion7(Some.Time), Some.Time, [.. lanes.Take(3).Select(l => new LaneEvents(l.Lane, l.Epoch, l.NextOffset, [Some.Event(l.Lane, "next")]))]);
        var sequence = await store.AppendAsync(0, next, Ct);
        Assert.Equal(next.Id, SegmentDecoder.DecodeId((await store.ReadAsync(0, sequence, 1, SegmentParts.All, Ct)).Single().Head.Span));
        var known = new HashSet<string>(["outcomes.db", "outcomes.db-wal", "outcomes.db-shm", "lock"]);
        Assert.All(Directory.GetFiles(directory), f => Assert.True(known.Contains(Path.GetFileName(f)) || File.Exists(f.Replace("-wal", "", StringComparison.Ordinal).Replace("-shm", "", StringComparison.Ordinal)), f));
    }

    /// <summary>The log is a stretch of what was asked, in order, unchanged; how many segments were asked up to its end.</summary>
    private static async Task<int> CheckLogAsync(SqliteStore store, PromisedFacts promised)
    {
        var places = promised.Asked.Select((s, i) => (s.Id, i)).ToDictionary(s => s.Id, s => s.i);
        var (from, expected) = (0L, -1);
        while (await store.ReadAsync(0, from, 50_000, SegmentParts.All, Ct) is { Count: > 0 } page)
        {
            foreach (var stored in page)
            {
                var place = places[SegmentDecoder.DecodeId(stored.Head.Span)];
                if (expected >= 0)
                {
                    Assert.Equal(expected, place);
                }
                else
                {
                    // Sequences are numbers in order here: what is missing in front was trimmed.
                    Assert.True(place == 0 || stored.Sequence <= promised.TrimmedBelow, $"{place} segments in front are missing.");
                }

                Assert.Equal(promised.Asked[place].Head, stored.Head.ToArray());
                Assert.Equal(promised.Asked[place].Body, stored.Body.ToArray());
                Assert.NotEmpty(SegmentDecoder.Decode(stored).Events);
                expected = place + 1;
            }

            from = page[^1].Sequence + 1;
        }

        if (expected < 0)
        {
            // All of it may have been trimmed, and then the last answered one was below.
            var status = await store.StatusAsync(0, Ct);
            Assert.True(promised.Appended == 0 || status.NextSequence <= promised.TrimmedBelow, "The whole log is missing.");
            return (int)status.NextSequence - 1;
        }

        Assert.InRange(expected, promised.Appended, promised.Asked.Count);
        return expected;
    }

    private static async Task CheckOutcomesAsync(SqliteStore store, PromisedFacts promised)
    {
        var row = (await store.Outcomes.ConsumersAsync(0, "c", Ct)).SingleOrDefault();
        var commits = row is null ? 0 : BitConverter.ToInt32(row.State);
        Assert.InRange(commits, promised.Commits, promised.AskedCommits);
        var counters = await store.Outcomes.CountersAsync(CounterGrain.Minute, Some.Time.AddHours(-1), Some.Time.AddHours(1), Ct);
        Assert.Equal(commits, counters.Sum(c => c.Count));
        Assert.Equal(commits, (await store.DeadLetters.GroupsAsync(new(), Ct)).Sum(g => g.Count));
        var parked = 0;
        await foreach (var _ in store.Outcomes.ParkedAsync(0, "c", Ct))
        {
            parked++;
        }

        Assert.Equal(commits, parked);
    }
}
