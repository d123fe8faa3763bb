using System.Collections.Concurrent;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Pintle.DestinationKit.Delivery;
using Pintle.Events;
using Pintle.Router.Committing;
using Pintle.Router.Replay;
using Pintle.Store;
using Pintle.Store.Outcomes;

namespace Pintle.Router.Draining;

/// <summary>
/// Job runs that were cancelled: their events end instead of being delivered (spec pipeline.md §8). Written down before they are
/// obeyed, and for good. Thread-safe.
/// </summary>
public sealed class DrainedRuns
{
    private const string Kind = "drain job run";
    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web);

    private readonly JobWriter _writer;
    private readonly Action _wake;
    private readonly TimeProvider _time;
    private readonly ConcurrentDictionary<string, byte> _runs = new(StringComparer.Ordinal);

    internal DrainedRuns(OutcomeCommitter committer, Action wake, TimeProvider time)
    {
        (_writer, _wake, _time) = (new JobWriter(committer), wake, time);
    }

    /// <summary>What an event of such a run ends with.</summary>
    internal static Verdict Verdict { get; } = new(VerdictKind.Abort, 410, "cancelled jobRunID", "The job run that the event belongs to was cancelled.");

    /// <summary>Ends a run's events from now on, those that wait included; completes when that is durable.</summary>
    public async Task DrainAsync(string jobRunId, CancellationToken ct)
    {
        var now = _time.GetUtcNow();
        // The id is made from the run's: asking again changes nothing.
        var id = new Guid(SHA256.HashData(Encoding.UTF8.GetBytes($"{Kind}:{jobRunId}")).AsSpan(0, 16));
        await _writer.WriteAsync(new JobRow(id, Kind, JobState.Done, now, JsonSerializer.Serialize(new DrainSpec(jobRunId), Json), "{}"), ct);
        _runs.TryAdd(jobRunId, 0);
        _wake();
    }

    /// <summary>Does the event belong to a cancelled run?</summary>
    internal bool Contains(EventHeader header) => header.JobRunId.Length > 0 && _runs.ContainsKey(header.JobRunId);

    /// <summary>Reads what was asked for before the start.</summary>
    internal async Task LoadAsync(IEventStore store, CancellationToken ct)
    {
        foreach (var job in (await store.Outcomes.JobsAsync(ct)).Where(j => j.Kind == Kind))
        {
            _runs.TryAdd(JsonSerializer.Deserialize<DrainSpec>(job.Spec, Json)!.JobRunId, 0);
        }
    }

    private sealed record DrainSpec(string JobRunId);
}
