using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;
using Pintle.Events;
using Pintle.Store.DeadLetters;
using Pintle.Store.Outcomes;
using Pintle.Store.Segments;
using Pintle.Store.Sqlite;
using Pintle.Store.Tests.Disk;
using Pintle.TestKit;

namespace Pintle.Store.Tests.Sqlite;

/// <summary>A store at work on a recorded disk, whose power is cut at random moments.</summary>
internal sealed class PowerRun(int seed, string directory, CancellationToken ct) : IDisposable
{
    private const int Steps = 120;
    private const int ChangesPerCut = 100;

    private readonly Random _random = new(seed);
    private readonly Random _cutting = new(~seed);
    private readonly FakeTimeProvider _time = new(Some.Time);
    private readonly PowerModel _model = new();
    private readonly SegmentEncoder _encoder = new();
    private readonly List<PowerCut> _cuts = [];
    private IReadOnlyList<LaneGrant> _lanes = [];
    private RecordedDisk? _disk;
    private volatile string _place = "start";
    private int _commits;

    /// <summary>Small files and logs, so that rotation, trim and checkpoints come often.</summary>
    public static SqliteStoreOptions Options(string directory, FailPoint? failPoint = null) => new()
    {
        Directory = directory,
        SegmentFileBytes = 96 << 10,
        FailPoint = failPoint,
        Wal = new WalLimits { MoveEvery = 24 << 10, StartOverAt = 64 << 10 },
    };

    /// <summary>Works, and gives the states in which the power went.</summary>
    public async Task<IReadOnlyList<PowerCut>> WorkAsync()
    {
        using var disk = _disk = new RecordedDisk(directory) { BeforeChange = PerhapsCut };
        var store = await OpenAsync();
        for (var step = 0; step < Steps; step++)
        {
            _time.Advance(TimeSpan.FromSeconds(_random.Next(60)));
            switch (_random.Next(30))
            {
                case 0:
                    await store.DisposeAsync();
                    store = await OpenAsync();
                    break;
                case < 4:
                    await TrimAsync(store);
                    break;
                default:
                    await Task.WhenAll(AppendAsync(store), _random.Next(2) == 0 ? CommitAsync(store) : Task.CompletedTask);
                    break;
            }
        }

        await store.DisposeAsync();
        return _cuts;
    }

    public void Dispose() => _encoder.Dispose();

    private async Task<IEventStore> OpenAsync()
    {
        var store = await SqliteStore.OpenAsync(Options(directory, Reach), _time, NullLogger<SqliteStore>.Instance, ct);
        _lanes = await store.AcquireAsync([.. Enumerable.Range(0, Lane.Count)], ct);
        _model.Change(f => f with { Epoch = _lanes.Min(l => l.Epoch) });
        return store;
    }

    private async Task AppendAsync(IEventStore store)
    {
        var lanes = _lanes.Where(l => l.Lane < 6 && _random.Next(3) == 0).DefaultIfEmpty(_lanes[0]).ToList();
        var number = _model.SegmentCount;
        var segment = _encoder.Encode(Guid.CreateVersion7(_time.GetUtcNow()), _time.GetUtcNow(), [.. lanes.Select(l => new LaneEvents(
            l.Lane, l.Epoch, l.NextOffset, [.. Enumerable.Range(0, _random.Next(1, 4)).Select(i => PowerModel.Event(l.Lane, $"{number}-{l.Lane}-{i}"))]))]);
        _model.Ask(segment);
        await store.AppendAsync(0, segment, ct);
        _model.Change(f => f with { Appended = f.Appended + 1 });
        _lanes = [.. _lanes.Select(l => segment.Lanes.FirstOrDefault(r => r.Lane == l.Lane) is { Count: > 0 } range ? l with { NextOffset = l.NextOffset + range.Count } : l)];
    }

    private async Task CommitAsync(IEventStore store)
    {
        var number = ++_commits;
        _model.Change(f => f with { AskedCommits = number });
        await store.CommitAsync(0, new OutcomeCommit
        {
            Id = Guid.CreateVersion7(_time.GetUtcNow()),
            Node = "node",
            Fence = [.. _lanes.Select(l => new LaneEpoch(l.Lane, l.Epoch))],
            Consumers = [new("c", BitConverter.GetBytes(number))],
            Counters = [new(Some.Time, new CounterKey("src", "dst", "name", OutcomeKind.Dead, "", false), 1)],
            DeadLetters = [new DeadLetter { DestinationId = "dst", SourceId = "src", Reason = "r", Message = "m", Lane = 0, Offset = number, ReceivedAt = Some.Time, FailedAt = Some.Time, Event = "{}"u8.ToArray(), Header = default }],
            Parked = [new(new("c", 1, new UserKey((ulong)number)), Some.Time, [1])],
        }, ct);
        _model.Change(f => f with { Commits = number });
    }

    private async Task TrimAsync(IEventStore store)
    {
        var status = await store.StatusAsync(0, ct);
        var below = status.NextSequence - _random.Next(40);
        _model.Change(f => f with { TrimmedBelow = Math.Max(f.TrimmedBelow, below) });
        await store.TrimAsync(0, below, _time.GetUtcNow(), ct);
    }

    private void Reach(string place)
    {
        _place = place;
        if (place == "open.directory-synced")
        {
            _model.Change(f => f with { IsDirectorySynced = true });
        }
        else if (place.StartsWith("trim", StringComparison.Ordinal) || place.StartsWith("rotate", StringComparison.Ordinal))
        {
            // The store has done something that SQLite knows nothing of.
            _disk!.Look(disk => Cut(disk, place.Split('.')[0]));
        }
    }

    private void PerhapsCut(RecordedDisk disk, string path)
    {
        if (_cutting.Next(ChangesPerCut) == 0)
        {
            var isCheckpoint = path.EndsWith(".db", StringComparison.Ordinal) && _model.SegmentCount > 0 && !_place.StartsWith("rotate", StringComparison.Ordinal);
            Cut(disk, isCheckpoint ? "checkpoint" : _place.Split('.')[0]);
        }
    }

    private void Cut(RecordedDisk disk, string during) => _cuts.Add(new PowerCut(disk.Snapshot(), _model.Facts, during));
}

/// <summary>The disk and the promises when the power went, and what the store was at.</summary>
internal sealed record PowerCut(DiskState Disk, PromisedFacts Promised, string During);
