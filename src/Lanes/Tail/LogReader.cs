using System.Collections.Concurrent;
using Microsoft.Extensions.Logging;
using Pintle.Lanes.Processing;
using Pintle.Store;
using Pintle.Store.Segments;
using Pintle.Workspace;

namespace Pintle.Lanes.Tail;

/// <summary>
/// Reads a node's log for all consumers: from the ring at the tail, else from the store through a small cache, so that
/// consumers that lag together read once. Thread-safe.
/// </summary>
public sealed partial class LogReader
{
    // About 1.5 MB of events, three times that once processed.
    private const int ReadBytes = 256 << 10;
    private const int SegmentsPerRead = 64;

    private readonly IEventStore _store;
    private readonly ShardTail[] _tails;
    private readonly ProcessingSteps _steps;
    private readonly WorkspaceHolder _workspace;
    private readonly ILogger<LogReader> _log;
    private readonly ReadCache _cache = new(capacity: 8);
    private readonly ConcurrentDictionary<(int Shard, long Sequence), bool> _damaged = new();

    internal LogReader(
        IEventStore store, IReadOnlyList<long> lastSequences, LanesOptions options,
        ProcessingSteps steps, WorkspaceHolder workspace, ILogger<LogReader> log)
    {
        (_store, _steps, _workspace, _log) = (store, steps, workspace, log);
        _tails = [.. lastSequences.Select(last => new ShardTail(options.TailBytes / lastSequences.Count, last, Share))];
    }

    /// <summary>Sequence of the newest segment of a shard.</summary>
    public long LastSequence(int shard) => _tails[shard].LastSequence;

    /// <summary>Memory that a shard's recent segments take, about.</summary>
    internal long TailBytes(int shard) => _tails[shard].Weight;

    /// <summary>Calls back after each commit to a shard; must not block.</summary>
    /// <param name="processes">It wants the processed form of events, not only their headers.</param>
    public TailSubscription Subscribe(int shard, Action wake, bool processes) => _tails[shard].Subscribe(wake, processes);

    internal void Publish(Segment segment) => _tails[segment.Shard].Publish(segment);

    /// <summary>
    /// The next segments from a sequence on, in order; empty at the end of the log. <c>Next</c> is where to go on, which
    /// passes over damaged segments and gaps.
    /// </summary>
    public async ValueTask<LogPage> ReadAsync(int shard, long fromSequence, CancellationToken ct)
    {
        var recent = _tails[shard].From(fromSequence, SegmentsPerRead, out var covered);
        if (covered)
        {
            return new LogPage(recent, recent.Count == 0 ? fromSequence : recent[^1].Sequence + 1, AtTail: true);
        }

        LaneMetrics.TailMissed(shard);
        return await _cache.GetAsync(shard, fromSequence, () => ReadStoreAsync(shard, fromSequence)).WaitAsync(ct);
    }

    /// <summary>One segment; null when it is gone or damaged.</summary>
    public async ValueTask<TailSegment?> FindAsync(int shard, long sequence, CancellationToken ct)
    {
        // A consumer may have read from the store what the committer, still waiting for its answer, has not published yet.
        if (_tails[shard].From(sequence, 1, out _).FirstOrDefault(s => s.Sequence == sequence) is { } recent)
        {
            return recent;
        }

        var page = await _cache.GetAsync(shard, sequence, () => ReadStoreAsync(shard, sequence)).WaitAsync(ct);
        return page.Segments.FirstOrDefault(s => s.Sequence == sequence);
    }

    // Not cancelled with the consumer that asked first: others may wait for the same page.
    private async Task<LogPage> ReadStoreAsync(int shard, long fromSequence)
    {
        var stored = await _store.ReadAsync(shard, fromSequence, ReadBytes, SegmentParts.All, CancellationToken.None);
        var segments = new List<TailSegment>(stored.Count);
        foreach (var row in stored)
        {
            if (Decode(row, out var damage) is { } segment)
            {
                segments.Add(segment);
            }
            else if (damage is not null)
            {
                await SetAsideAsync(row, damage);
            }
        }

        return new LogPage(segments, stored.Count == 0 ? fromSequence : stored[^1].Sequence + 1, AtTail: false);
    }

    /// <summary>A stored or spilled segment as consumers share it; null when it is damaged, which is counted and logged once.</summary>
    public TailSegment? Decode(StoredSegment row) => Decode(row, out _);

    /// <param name="row">What was read.</param>
    /// <param name="damage">What is wrong, the first time that it is seen.</param>
    private TailSegment? Decode(StoredSegment row, out SegmentDamagedException? damage)
    {
        damage = null;
        try
        {
            return Share(SegmentDecoder.Decode(row));
        }
        catch (SegmentDamagedException found)
        {
            if (_damaged.TryAdd((row.Shard, row.Sequence), true))
            {
                damage = found;
                LaneMetrics.Damaged(row.Shard);
                LogDamaged(found, row.Shard, row.Sequence);
            }

            return null;
        }
    }

    // The log goes one day; a person may still want to look at what was in it.
    private async Task SetAsideAsync(StoredSegment row, SegmentDamagedException damage)
    {
        try
        {
            await _store.SetAsideAsync(row, damage.Message, CancellationToken.None);
        }
        catch (StoreUnavailableException away)
        {
            // It stays in the log for now, and is found again by the next read.
            _damaged.TryRemove((row.Shard, row.Sequence), out _);
            LogNotSetAside(away, row.Sequence);
        }
    }

    private TailSegment Share(Segment segment) => new(segment, _steps, _workspace, () => _tails[segment.Shard].IsShared);

    [LoggerMessage(2005, LogLevel.Warning, "The damaged segment {Sequence} could not be copied aside yet.")]
    private partial void LogNotSetAside(Exception away, long sequence);

    [LoggerMessage(2001, LogLevel.Error, "Segment {Sequence} of shard {Shard} can't be read; it is kept and passed over.")]
    private partial void LogDamaged(Exception damage, int shard, long sequence);
}

/// <summary>Some segments in order, and where to go on.</summary>
/// <param name="AtTail">False when they came from the store: there may be more at once.</param>
public sealed record LogPage(IReadOnlyList<TailSegment> Segments, long Next, bool AtTail);
