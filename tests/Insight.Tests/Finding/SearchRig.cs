using System.Globalization;
using System.Text;
using Microsoft.Extensions.Time.Testing;
using Pintle.Events;
using Pintle.Insight.Finding;
using Pintle.Store;
using Pintle.Store.DeadLetters;
using Pintle.Store.Outcomes;
using Pintle.Store.Segments;

namespace Pintle.Insight.Tests.Finding;

/// <summary>A real store, written as the lane owner and the router write it.</summary>
internal sealed class SearchRig(FakeTimeProvider time, IEventStore store, IReadOnlyList<LaneGrant> grants) : IAsyncDisposable
{
    private readonly SegmentEncoder _encoder = new();
    private readonly long[] _next = new long[Lane.Count];
    private readonly Dictionary<int, long> _epochs = grants.ToDictionary(g => g.Lane, g => g.Epoch);

    public FakeTimeProvider Time => time;

    public IEventStore Store => store;

    public static CancellationToken Ct => TestContext.Current.CancellationToken;

    public static async Task<SearchRig> StartAsync(Func<TimeProvider, Task<IEventStore>> open)
    {
        var time = new FakeTimeProvider(new DateTimeOffset(2026, 11, 25, 8, 0, 0, TimeSpan.Zero));
        var store = await open(time);
        return new SearchRig(time, store, await store.AcquireAsync([.. Enumerable.Range(0, Lane.Count)], Ct));
    }

    public static EventHeader Header(string user, string id, DateTimeOffset at, string source = "src", string jobRun = "", string anonymous = "") => new()
    {
        SourceId = source, Type = "track", Name = "E", MessageHash = MessageKey.Of("ws", source, id, jobRun).Low64, User = UserKey.Of("ws", user, anonymous),
        ReceivedAt = at, JobRunId = jobRun,
    };

    public IncomingEvent Event(string user, string id, string source = "src", string jobRun = "", string anonymous = "") => new(
        Header(user, id, Time.GetUtcNow(), source, jobRun, anonymous), Encoding.UTF8.GetBytes($$"""{"messageId":"{{id}}","userId":"{{user}}"}"""), null);

    /// <summary>Appends one segment to each shard concerned; their places.</summary>
    public async Task<List<(int Shard, long Sequence)>> AppendAsync(params IncomingEvent[] events)
    {
        var now = Time.GetUtcNow();
        var places = new List<(int, long)>();
        foreach (var part in events.GroupBy(e => store.ShardOf(e.LaneNumber)))
        {
            var lanes = part.GroupBy(e => e.LaneNumber).OrderBy(g => g.Key).Select(g => new LaneEvents(g.Key, _epochs[g.Key], _next[g.Key], [.. g])).ToList();
            lanes.ForEach(l => _next[l.Lane] += l.Events.Count);
            places.Add((part.Key, await store.AppendAsync(part.Key, _encoder.Encode(Guid.CreateVersion7(now), now, lanes), Ct)));
        }

        return places;
    }

    /// <summary>Copies segments' events of some users for a consumer, as a lagging destination does.</summary>
    public async Task SpillAsync(IEnumerable<(int Shard, long Sequence)> places, string consumer, params string[] users)
    {
        foreach (var (shard, sequence) in places)
        {
            var row = (await store.ReadAsync(shard, sequence, 1, SegmentParts.All, Ct))[0];
            var segment = SegmentDecoder.Decode(row);
            if (segment.Events.Where(e => users.Any(u => UserKey.Of("ws", u, "") == e.Header.User)).ToList() is not { Count: > 0 } theirs)
            {
                continue;
            }

            var copy = _encoder.EncodeSparse(segment, theirs);
            await CommitAsync(shard, commit => commit with
            {
                Consumers = [new ConsumerRow(consumer, [])],
                Spills = [new SpillRow(new SpillKey(consumer, sequence), row.AppendedAt, copy.Head, copy.Body)],
            });
        }
    }

    /// <summary>Writes a dead letter of the event at an offset of its lane.</summary>
    public Task DieAsync(string destination, IncomingEvent e, long offset) => CommitAsync(store.ShardOf(e.LaneNumber), commit => commit with
    {
        DeadLetters =
        [
            new DeadLetter
            {
                DestinationId = destination, SourceId = e.Header.SourceId, Reason = "answered 400", Message = "no", Lane = e.LaneNumber, Offset = offset,
                ReceivedAt = e.Header.ReceivedAt, FailedAt = Time.GetUtcNow(), Event = e.Body, Header = PackedHeader.Pack(e.Header),
            },
        ],
    });

    /// <summary>Lets the log go up to here.</summary>
    public async Task TrimAsync()
    {
        var segments = 0L;
        for (var shard = 0; shard < store.ShardCount; shard++)
        {
            segments += (await store.TrimAsync(shard, long.MaxValue, Time.GetUtcNow().AddSeconds(1), Ct)).Segments;
        }

        Assert.True(segments > 0);
    }

    /// <summary>The message ids of what is found, with where.</summary>
    public async Task<List<string>> FindAsync(HeaderQuery query, SearchPlace? after = null, int limit = int.MaxValue)
    {
        var found = new List<string>();
        await foreach (var e in new EventSearch(Store, query).FindAsync(after, Ct))
        {
            found.Add(string.Create(CultureInfo.InvariantCulture, $"{e.Place.Region}:{System.Text.Json.JsonDocument.Parse(e.Event.Body).RootElement.GetProperty("messageId")}"));
            LastPlace = e.Place;
            if (found.Count == limit)
            {
                break;
            }
        }

        return found;
    }

    public SearchPlace LastPlace { get; private set; }

    public async ValueTask DisposeAsync()
    {
        _encoder.Dispose();
        await store.DisposeAsync();
    }

    private Task CommitAsync(int shard, Func<OutcomeCommit, OutcomeCommit> with)
    {
        var lane = _epochs.Keys.First(l => store.ShardOf(l) == shard);
        return store.CommitAsync(shard, with(new OutcomeCommit { Id = Guid.CreateVersion7(), Node = "node", Fence = [new LaneEpoch(lane, _epochs[lane])] }), Ct);
    }
}
