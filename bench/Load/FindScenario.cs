using System.Diagnostics;
using System.Text;
using Microsoft.Extensions.Logging.Abstractions;
using Pintle.Events;
using Pintle.Insight.Finding;
using Pintle.Store.Segments;
using Pintle.Store.Sqlite;

namespace Pintle.Load;

/// <summary>How long it takes to find a user and a message in a log, from its beginning and by time. The yardstick is reading the heads alone.</summary>
internal static class FindScenario
{
    private const int Events = 10_000_000;
    private const int EventsPerSegment = 500;
    private const int Users = 50_000;
    private static readonly DateTimeOffset Start = new(2026, 11, 25, 0, 0, 0, TimeSpan.Zero);

    public static async Task<int> RunAsync(Arguments arguments)
    {
        var events = arguments.Events > 0 ? arguments.Events : Events;
        var directory = Path.Combine(Path.GetTempPath(), $"pintle-find-{Guid.CreateVersion7()}");
        try
        {
            await using var store = await SqliteStore.OpenAsync(new SqliteStoreOptions { Directory = directory }, TimeProvider.System, NullLogger<SqliteStore>.Instance, CancellationToken.None);
            await FillAsync(store, events);
            Console.WriteLine($"{events:N0} events in segments of {EventsPerSegment}, {new DirectoryInfo(directory).EnumerateFiles().Sum(f => f.Length) >> 20} MB");
            var user = new HeaderQuery { From = Start, Users = [UserKey.Of("ws", "user-7", "")] };
            var message = new HeaderQuery { From = Start, MessageHash = (source, run) => MessageKey.Of("ws", source, $"m{events - 1}", run).Low64 };
            for (var round = 0; round < 2; round++)
            {
                await YardstickAsync(store);
                await MeasureAsync("a user from the beginning", store, user);
                await MeasureAsync("a message from the beginning", store, message);
                await MeasureAsync("a user in the last hundredth", store, user with { From = Start.AddMilliseconds(events * 0.99) });
            }

            return 0;
        }
        finally
        {
            Directory.Delete(directory, recursive: true);
        }
    }

    private static async Task FillAsync(SqliteStore store, int events)
    {
        using var encoder = new SegmentEncoder();
        var epochs = (await store.AcquireAsync([.. Enumerable.Range(0, Lane.Count)], CancellationToken.None)).ToDictionary(g => g.Lane, g => g.Epoch);
        var next = new long[Lane.Count];
        for (var first = 0; first < events; first += EventsPerSegment)
        {
            var at = Start.AddMilliseconds(first);
            var lanes = Enumerable.Range(first, EventsPerSegment).Select(n => Event(n, at)).GroupBy(e => e.LaneNumber).OrderBy(g => g.Key)
                .Select(g => new LaneEvents(g.Key, epochs[g.Key], next[g.Key], [.. g])).ToList();
            lanes.ForEach(l => next[l.Lane] += l.Events.Count);
            await store.AppendAsync(0, encoder.Encode(Guid.CreateVersion7(at), at, lanes), CancellationToken.None);
        }
    }

    private static IncomingEvent Event(int number, DateTimeOffset at)
    {
        var header = new EventHeader
        {
            SourceId = "src",
            Type = "track",
            Name = $"Event {number % 20}",
            MessageHash = MessageKey.Of("ws", "src", $"m{number}", "").Low64,
            User = UserKey.Of("ws", $"user-{(uint)number * 2_654_435_761u % Users}", ""),
            ReceivedAt = at,
        };
        return new IncomingEvent(header, Encoding.UTF8.GetBytes($$"""{"messageId":"m{{number}}"}"""), null);
    }

    private static async Task YardstickAsync(SqliteStore store)
    {
        var watch = Stopwatch.StartNew();
        var (from, bytes) = (0L, 0L);
        while (await store.ReadAsync(0, from, 4 << 20, Store.SegmentParts.Head, CancellationToken.None) is { Count: > 0 } page)
        {
            bytes += page.Sum(s => (long)s.Head.Length);
            from = page[^1].Sequence + 1;
        }

        Console.WriteLine($"yardstick, reading all heads: {watch.Elapsed.TotalSeconds:F2} s, {bytes >> 20} MB");
    }

    private static async Task MeasureAsync(string what, SqliteStore store, HeaderQuery query)
    {
        var search = new EventSearch(store, query);
        var (watch, found, heap) = (Stopwatch.StartNew(), 0, 0L);
        await foreach (var _ in search.FindAsync(null, CancellationToken.None))
        {
            found++;
        }

        heap = Process.GetCurrentProcess().WorkingSet64 >> 20;
        Console.WriteLine($"{what}: {found} found in {watch.Elapsed.TotalSeconds:F2} s, {search.Seen:N0} headers, {search.Seen / watch.Elapsed.TotalSeconds / 1e6:F1} M/s, RSS {heap} MB");
    }
}
