using Microsoft.Extensions.Logging;
using Pintle.Events;
using Pintle.Lanes.Duplicates;
using Pintle.Lanes.Owner;
using Pintle.Lanes.Processing;
using Pintle.Lanes.Tail;
using Pintle.Store;
using Pintle.Store.Segments;
using Pintle.Workspace;

namespace Pintle.Lanes;

/// <summary>
/// This node's ownership of the lanes: fences out former owners, remembers message ids, commits events, and publishes them
/// to the tail. On one node it owns all lanes.
/// </summary>
public sealed class LaneOwner : IAsyncDisposable
{
    private readonly IEventStore _store;
    private readonly ShardCommitter[] _committers;
    private readonly DuplicateWindow[] _windows;
    private readonly CancellationTokenSource _abort = new();
    private Task _running = Task.CompletedTask;

    private readonly TimeSpan _duplicateWindow;
    private readonly TimeProvider _time;

    private LaneOwner(IEventStore store, LaneHeads heads, LogReader reader, DuplicateWindow[] windows, ShardCommitter[] committers, TimeSpan duplicateWindow, TimeProvider time)
    {
        (_store, Heads, Reader, _windows, _committers, _duplicateWindow, _time) = (store, heads, reader, windows, committers, duplicateWindow, time);
    }

    public LaneHeads Heads { get; }

    public LogReader Reader { get; }

    /// <summary>Completes when the committers have ended; faulted when the lanes were lost to another owner.</summary>
    public Task Completion => _running;

    /// <summary>How far back message ids are remembered now (the shortest of the shards).</summary>
    public DateTimeOffset? OldestMessageId => _windows.Min(w => w.Oldest);

    /// <summary>What each shard's lanes hold in memory.</summary>
    public IReadOnlyList<LaneReading> Readings() => [.. _windows.Select((window, shard) => new LaneReading(
        shard, Reader.TailBytes(shard), window.Count, LengthOf(window)))];

    /// <summary>Takes the lanes over, reads where they stand and which message ids are known, and starts committing.</summary>
    public static async Task<LaneOwner> StartAsync(
        IEventStore store, LanesOptions options, ProcessingSteps steps, WorkspaceHolder workspace,
        TimeProvider time, ILoggerFactory logs, CancellationToken ct)
    {
        var heads = new LaneHeads(await store.AcquireAsync([.. Enumerable.Range(0, Lane.Count)], ct));
        var last = new List<long>();
        for (var shard = 0; shard < store.ShardCount; shard++)
        {
            last.Add((await store.StatusAsync(shard, ct)).NextSequence - 1);
        }

        var reader = new LogReader(store, last, options, steps, workspace, logs.CreateLogger<LogReader>());
        var windows = await Task.WhenAll(last.Select((_, shard) => LoadWindowAsync(store, shard, options, time, ct)));
        var log = logs.CreateLogger<LaneOwner>();
        var committers = windows.Select(
            (window, shard) => new ShardCommitter(shard, store, heads, window, reader, options, time, log)).ToArray();
        Array.ForEach([.. Enumerable.Range(0, store.ShardCount)], LaneMetrics.Begin);
        var owner = new LaneOwner(store, heads, reader, windows, committers, options.DuplicateWindow, time);
        owner._running = Task.WhenAll(committers.Select(c => Task.Run(() => c.RunAsync(owner._abort.Token), CancellationToken.None)));
        return owner;
    }

    /// <summary>The gateway's way in; see <see cref="EventIntake"/>.</summary>
    public async ValueTask<IntakeResult> AppendAsync(IReadOnlyList<IncomingEvent> events, CancellationToken ct)
    {
        if (events.Count == 0)
        {
            return IntakeResult.Stored;
        }

        if (_store.ShardCount == 1)
        {
            return await EnqueueAsync(0, events, ct);
        }

        var parts = events.GroupBy(e => _store.ShardOf(e.LaneNumber))
            .Select(part => EnqueueAsync(part.Key, [.. part], ct));
        var results = await Task.WhenAll(parts);
        return results.All(r => r == IntakeResult.Stored) ? IntakeResult.Stored : IntakeResult.Unavailable;
    }

    /// <summary>Stops taking events and waits until those that were taken are committed.</summary>
    public async Task StopAsync()
    {
        foreach (var committer in _committers)
        {
            committer.Complete();
        }

        await _running.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
    }

    public async ValueTask DisposeAsync()
    {
        await _abort.CancelAsync();
        await _running.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        foreach (var committer in _committers)
        {
            committer.Dispose();
        }

        _abort.Dispose();
    }

    // A window expires with the next commit: what is older by then no longer counts.
    private TimeSpan LengthOf(DuplicateWindow window)
    {
        var age = window.Oldest is { } oldest ? _time.GetUtcNow() - oldest : TimeSpan.Zero;
        return age < _duplicateWindow ? age : _duplicateWindow;
    }

    private Task<IntakeResult> EnqueueAsync(int shard, IReadOnlyList<IncomingEvent> events, CancellationToken ct)
    {
        var request = new IntakeRequest(events);
        return _committers[shard].TryEnqueue(request) ? request.Done.WaitAsync(ct) : Task.FromResult(IntakeResult.Unavailable);
    }

    private static async Task<DuplicateWindow> LoadWindowAsync(
        IEventStore store, int shard, LanesOptions options, TimeProvider time, CancellationToken ct)
    {
        var window = new DuplicateWindow(options.DuplicateWindow, options.DuplicateEntries / store.ShardCount);
        await foreach (var stored in store.ReadMessageKeysAsync(shard, time.GetUtcNow() - options.DuplicateWindow, ct))
        {
            foreach (var key in Keys(stored))
            {
                window.Add(key, stored.AppendedAt);
            }
        }

        return window;
    }

    // Damaged keys only let a client's repetition through.
    private static List<MessageKey> Keys(StoredMessageKeys stored)
    {
        try
        {
            return MessageKeyBlock.Read(stored);
        }
        catch (SegmentDamagedException)
        {
            return [];
        }
    }
}
