using System.Globalization;
using System.Text;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;
using Pintle.Events;
using Pintle.Insight.Finding;
using Pintle.Store;
using Pintle.Store.DeadLetters;
using Pintle.Store.Outcomes;
using Pintle.Store.Segments;
using Pintle.Store.Sqlite;

namespace Pintle.Insight.Tests.Finding;

/// <summary>A real store in a directory of its own, written as the lane owner and the router write it.</summary>
internal sealed class SearchRig : IAsyncDisposable
{
    private readonly string _directory = Path.Combine(Path.GetTempPath(), $"pintle-search-{Guid.CreateVersion7()}");
    private readonly SegmentEncoder _encoder = new();
    private readonly long[] _next = new long[Lane.Count];
    private long _epoch;

    public FakeTimeProvider Time { get; } = new(new DateTimeOffset(2026, 11, 25, 8, 0, 0, TimeSpan.Zero));

    public SqliteStore Store { get; private set; } = null!;

    public static CancellationToken Ct => TestContext.Current.CancellationToken;

    public async Task<SearchRig> StartAsync()
    {
        Store = await SqliteStore.OpenAsync(new SqliteStoreOptions { Directory = _directory }, Time, NullLogger<SqliteStore>.Instance, Ct);
        _epoch = (await Store.AcquireAsync([.. Enumerable.Range(0, Lane.Count)], Ct))[0].Epoch;
        return this;
    }

    public static EventHeader Header(string user, string id, DateTimeOffset at, string source = "src", string jobRun = "", string anonymous = "") => new()
    {
        SourceId = source, Type = "track", Name = "E", MessageHash = MessageKey.Of("ws", source, id, jobRun).Low64, User = UserKey.Of("ws", user, anonymous),
        ReceivedAt = at, JobRunId = jobRun,
    };

    public IncomingEvent Event(string user, string id, string source = "src", string jobRun = "", string anonymous = "") => new(
        Header(user, id, Time.GetUtcNow(), source, jobRun, anonymous), Encoding.UTF8.GetBytes($$"""{"messageId":"{{id}}","userId":"{{user}}"}"""), null);

    /// <summary>Appends one segment; its sequence.</summary>
    public Task<long> AppendAsync(params IncomingEvent[] events)
    {
        var now = Time.GetUtcNow();
        var lanes = events.GroupBy(e => e.LaneNumber).OrderBy(g => g.Key)
            .Select(g => new LaneEvents(g.Key, _epoch, _next[g.Key], [.. g])).ToList();
        lanes.ForEach(l => _next[l.Lane] += l.Events.Count);
        return Store.AppendAsync(0, _encoder.Encode(Guid.CreateVersion7(now), now, lanes), Ct);
    }

    /// <summary>Copies a segment's events of some users for a consumer, as a lagging destination does.</summary>
    public async Task SpillAsync(long sequence, string consumer, params string[] users)
    {
        var row = (await Store.ReadAsync(0, sequence, 1, SegmentParts.All, Ct))[0];
        var segment = SegmentDecoder.Decode(row);
        var copy = _encoder.EncodeSparse(segment, [.. segment.Events.Where(e => users.Any(u => UserKey.Of("ws", u, "") == e.Header.User))]);
        await CommitAsync(commit => commit with
        {
            Consumers = [new ConsumerRow(consumer, [])],
            Spills = [new SpillRow(new SpillKey(consumer, sequence), row.AppendedAt, copy.Head, copy.Body)],
        });
    }

    /// <summary>Writes a dead letter of the event at an offset of its user's lane.</summary>
    public Task DieAsync(string destination, IncomingEvent e, long offset) => CommitAsync(commit => commit with
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
    public async Task TrimAsync() => Assert.True((await Store.TrimAsync(0, long.MaxValue, Time.GetUtcNow().AddSeconds(1), Ct)).Segments > 0);

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
        await Store.DisposeAsync();
        Directory.Delete(_directory, recursive: true);
    }

    private Task CommitAsync(Func<OutcomeCommit, OutcomeCommit> with) => Store.CommitAsync(
        0, with(new OutcomeCommit { Id = Guid.CreateVersion7(), Node = "node", Fence = [new LaneEpoch(0, _epoch)] }), Ct);
}
