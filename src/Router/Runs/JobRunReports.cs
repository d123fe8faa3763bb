using System.Text.Json;
using Pintle.Events;
using Pintle.Router.Committing;
using Pintle.Store;
using Pintle.Store.DeadLetters;
using Pintle.Store.Segments;

namespace Pintle.Router.Runs;

/// <summary>Tells how far job runs are, from what is committed (spec gateway.md §10).</summary>
public sealed class JobRunReports
{
    // Dead letters have no index by run: a page of failures looks at no more than this many.
    private const int MostLookedAt = 20_000;

    private readonly IEventStore _store;
    private readonly IReadOnlyList<OutcomeCommitter> _committers;

    internal JobRunReports(IEventStore store, IReadOnlyList<OutcomeCommitter> committers) => (_store, _committers) = (store, committers);

    /// <summary>A run's status, of some of its tasks and sources or (empty) all; null when nothing is known of it.</summary>
    public async Task<JobRunStatus?> StatusAsync(string run, IReadOnlyCollection<string> tasks, IReadOnlyCollection<string> sources, CancellationToken ct)
    {
        var tallies = new Dictionary<RunKey, RunTally>();
        for (var shard = 0; shard < _store.ShardCount; shard++)
        {
            foreach (var row in await _store.Outcomes.ConsumersAsync(shard, RunBook.ConsumerOf(run), ct))
            {
                foreach (var (key, tally) in RunBook.Unpack(row.State).Tallies)
                {
                    tallies[key] = tallies.GetValueOrDefault(key) + tally;
                }
            }
        }

        var chosen = tallies.Where(t => Has(tasks, t.Key.Task) && Has(sources, t.Key.Source)).ToList();
        return chosen.Count == 0 ? null : new JobRunStatus(run,
        [
            .. chosen.GroupBy(t => t.Key.Task).OrderBy(t => t.Key, StringComparer.Ordinal).Select(task => new JobRunTask(task.Key,
            [
                .. task.GroupBy(t => t.Key.Source).OrderBy(s => s.Key, StringComparer.Ordinal).Select(ToSource),
            ])),
        ]);
    }

    /// <summary>Forgets a run's counts; completes when that is durable.</summary>
    public Task ForgetAsync(string run, CancellationToken ct)
    {
        foreach (var committer in _committers)
        {
            committer.Runs.Forget(run);
        }

        return Task.WhenAll(_committers.Select(c => c.FlushAsync(ct)));
    }

    /// <summary>About <paramref name="size"/> events of a run that ended in failure and have a <c>recordId</c>; possibly fewer, or none, before the end.</summary>
    /// <exception cref="FormatException"><paramref name="after"/> is no former answer's Next.</exception>
    public async Task<JobRunFailures> FailuresAsync(
        string run, IReadOnlyCollection<string> tasks, IReadOnlyCollection<string> sources, string? after, int size, CancellationToken ct)
    {
        var failures = new List<JobRunFailure>();
        var lookedAt = 0;
        do
        {
            var page = await _store.DeadLetters.PageAsync(new DeadLetterFilter(), after, size, ct);
            lookedAt += Math.Max(page.Letters.Count, 1);
            after = page.Next;
            failures.AddRange(page.Letters.Select(l => ToFailure(l.Letter, run)).OfType<JobRunFailure>().Where(f => Has(tasks, f.TaskId) && Has(sources, f.SourceId)));
        }
        while (after is not null && failures.Count == 0 && lookedAt < MostLookedAt);
        return new JobRunFailures(failures, after);
    }

    private static bool Has(IReadOnlyCollection<string> chosen, string id) => chosen.Count == 0 || chosen.Contains(id);

    private static JobRunSource ToSource(IGrouping<string, KeyValuePair<RunKey, RunTally>> source)
    {
        var all = source.FirstOrDefault(t => t.Key.Destination.Length == 0).Value;
        return new JobRunSource(source.Key, all.IsCompleted, all.ToStats(),
        [
            .. source.Where(t => t.Key.Destination.Length > 0).OrderBy(t => t.Key.Destination, StringComparer.Ordinal)
                .Select(t => new JobRunDestination(t.Key.Destination, t.Value.IsCompleted, t.Value.ToStats())),
        ]);
    }

    private static JobRunFailure? ToFailure(DeadLetter letter, string run)
    {
        var header = letter.Header.IsEmpty ? null : PackedHeader.Unpack(letter.Header.Span);
        if (header?.JobRunId != run)
        {
            return null;
        }

        using var e = JsonDocument.Parse(letter.Event, JsonPolicy.Document);
        return e.RootElement.TryGetProperty("recordId"u8, out var record)
            ? new JobRunFailure(header.TaskRunId, header.SourceId, letter.DestinationId, record.Clone(), letter.StatusCode)
            : null;
    }
}
