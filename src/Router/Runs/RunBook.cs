using System.Runtime.InteropServices;
using System.Security.Cryptography;
using System.Text;
using Pintle.Router.Committing;
using Pintle.Store;
using Pintle.Store.Outcomes;
using Pintle.Store.Segments;

namespace Pintle.Router.Runs;

/// <summary>
/// The counts of job runs on one shard. They are part of the commit that records the outcomes they count, so that no crash makes
/// them differ; a run's counts are kept as the state of a consumer named after it. Thread-safe.
/// </summary>
internal sealed class RunBook
{
    private const byte Version = 1;
    private const string Prefix = "run:";

    private readonly Lock _gate = new();
    private readonly Dictionary<string, Run> _runs = new(StringComparer.Ordinal);
    private readonly List<string> _forgotten = [];

    /// <summary>Under which name a run's counts are kept: a run's own may be too long for a key.</summary>
    public static string ConsumerOf(string run) => Prefix + Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(run)).AsSpan(0, 16));

    /// <summary>Reads what this node has counted; runs that have been still since a time are forgotten.</summary>
    public async Task LoadAsync(int shard, string node, IEventStore store, DateTimeOffset stillSince, CancellationToken ct)
    {
        var rows = await store.Outcomes.ConsumersAsync(shard, null, ct);
        lock (_gate)
        {
            foreach (var row in rows.Where(r => r.Node == node && r.Consumer.StartsWith(Prefix, StringComparison.Ordinal)))
            {
                var (id, changedAt, tallies) = Unpack(row.State);
                if (changedAt < stillSince)
                {
                    _forgotten.Add(row.Consumer);
                }
                else
                {
                    _runs[id] = new Run(tallies, changedAt);
                }
            }
        }
    }

    /// <summary>Forgets a run with the next commit.</summary>
    public void Forget(string run)
    {
        lock (_gate)
        {
            _runs.Remove(run);
            _forgotten.Add(ConsumerOf(run));
        }
    }

    /// <summary>Adds a commit's changes to the counts, and the counts to the commit.</summary>
    public void MergeInto(CommitBuilder commit, DateTimeOffset now)
    {
        lock (_gate)
        {
            foreach (var (key, change) in commit.Runs)
            {
                if (!_runs.TryGetValue(key.Run, out var run))
                {
                    _runs[key.Run] = run = new Run([], now);
                }

                ref var tally = ref CollectionsMarshal.GetValueRefOrAddDefault(run.Tallies, key, out _);
                tally += change;
                run.ChangedAt = now;
            }

            foreach (var id in commit.Runs.Keys.Select(k => k.Run).Distinct())
            {
                commit.Consumers.Add(new ConsumerRow(ConsumerOf(id), Pack(id, _runs[id])));
            }

            commit.DeletedConsumers.AddRange(_forgotten);
            _forgotten.Clear();
        }
    }

    /// <summary>A run's id, the time of its last change, and its counts, from a stored row.</summary>
    public static (string Run, DateTimeOffset ChangedAt, Dictionary<RunKey, RunTally> Tallies) Unpack(byte[] state)
    {
        var reader = new ByteReader(state);
        if (reader.Byte() is var version and not Version)
        {
            throw new SegmentDamagedException($"Job run state version {version} is unknown to this version of Pintle.");
        }

        var (run, changedAt) = (reader.Text(), DateTimeOffset.FromUnixTimeSeconds(reader.Long()));
        var tallies = new Dictionary<RunKey, RunTally>();
        while (!reader.AtEnd)
        {
            var key = new RunKey(run, reader.Text(), reader.Text(), reader.Text());
            tallies[key] = new RunTally(reader.Signed(), reader.Signed(), reader.Signed(), reader.Signed());
        }

        return (run, changedAt, tallies);
    }

    private static byte[] Pack(string id, Run run)
    {
        var writer = new ByteWriter();
        writer.Byte(Version);
        writer.Text(id);
        writer.Varint(run.ChangedAt.ToUnixTimeSeconds());
        foreach (var (key, tally) in run.Tallies)
        {
            writer.Text(key.Task);
            writer.Text(key.Source);
            writer.Text(key.Destination);
            writer.Signed(tally.In);
            writer.Signed(tally.Out);
            writer.Signed(tally.Filtered);
            writer.Signed(tally.Failed);
        }

        return writer.ToArray();
    }

    private sealed class Run(Dictionary<RunKey, RunTally> tallies, DateTimeOffset changedAt)
    {
        public Dictionary<RunKey, RunTally> Tallies { get; } = tallies;

        public DateTimeOffset ChangedAt { get; set; } = changedAt;
    }
}
