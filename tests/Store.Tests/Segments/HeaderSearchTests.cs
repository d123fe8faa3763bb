using Pintle.Events;
using Pintle.Store.Segments;

namespace Pintle.Store.Tests.Segments;

/// <summary>The search that passes over headers must read them exactly as the decoder does.</summary>
public sealed class HeaderSearchTests
{
    private static readonly DateTimeOffset Start = new(2026, 11, 25, 8, 0, 0, TimeSpan.Zero);

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public void Finds_what_the_decoded_headers_say_whatever_they_carry(int seed)
    {
        var random = new Random(seed);
        using var encoder = new SegmentEncoder();
        var lanes = Enumerable.Range(0, 400).Select(_ => Event(random)).GroupBy(e => e.LaneNumber).OrderBy(g => g.Key)
            .Select(g => new LaneEvents(g.Key, 1, random.Next(1_000), [.. g])).ToList();
        var whole = encoder.Encode(Guid.CreateVersion7(), Start, lanes);
        var segment = Decode(whole);
        var sparse = encoder.EncodeSparse(segment, [.. segment.Events.Where(e => e.Offset % 3 != 0)]);
        var matched = 0;
        foreach (var encoded in (EncodedSegment[])[whole, sparse])
        {
            var events = Decode(encoded).Events;
            foreach (var query in Queries(random))
            {
                var found = new List<int>();
                var search = new HeaderSearch(query);
                search.Find(encoded.Head, found);
                Assert.Equal(Enumerable.Range(0, events.Length).Where(i => query.Matches(events[i].Header)), found);
                Assert.Equal(events.Length, search.Seen);
                matched += found.Count;
            }
        }

        Assert.True(matched > 100);
    }

    [Fact]
    public void A_damaged_head_is_not_searched()
    {
        using var encoder = new SegmentEncoder();
        var e = Event(new Random(1));
        var head = encoder.Encode(Guid.CreateVersion7(), Start, [new LaneEvents(e.LaneNumber, 1, 0, [e])]).Head;
        head[20] ^= 1;
        Assert.Throws<SegmentDamagedException>(() => new HeaderSearch(new HeaderQuery { From = Start }).Find(head, []));
    }

    private static IEnumerable<HeaderQuery> Queries(Random random)
    {
        for (var n = 0; n < 40; n++)
        {
            var user = $"u{random.Next(20)}";
            var id = $"m{random.Next(40)}";
            yield return new HeaderQuery
            {
                Users = n % 2 == 0 ? [UserKey.Of("ws", user, ""), UserKey.Of("ws", "", user)] : null,
                MessageHash = n % 3 == 0 ? (source, run) => MessageKey.Of("ws", source, id, run).Low64 : null,
                SourceId = n % 5 == 0 ? $"source-{random.Next(3)}" : null,
                From = Start.AddSeconds(random.Next(-10, 20)),
                To = n % 7 == 0 ? Start.AddSeconds(random.Next(20, 60)) : DateTimeOffset.MaxValue,
            };
        }
    }

    private static IncomingEvent Event(Random random)
    {
        var (source, id, run) = ($"source-{random.Next(3)}", $"m{random.Next(40)}", random.Next(3) == 0 ? $"run-{random.Next(3)}" : "");
        var header = new EventHeader
        {
            SourceId = source,
            Type = "track",
            Name = $"Event {random.Next(300)}",
            MessageHash = MessageKey.Of("ws", source, id, run).Low64,
            User = random.Next(4) switch { 0 => UserKey.None, 1 => UserKey.Of("ws", "", $"u{random.Next(20)}"), _ => UserKey.Of("ws", $"u{random.Next(20)}", "") },
            ReceivedAt = Start.AddSeconds(random.Next(-5, 60)),
            DestinationId = random.Next(4) == 0 ? "pinned" : "",
            JobRunId = run,
            TaskRunId = run.Length > 0 ? "task" : "",
            Bot = random.Next(5) == 0 ? new BotVerdict("bot", "https://bot.example", random.Next(2) == 0, "flag") : null,
            IsBlocked = random.Next(6) == 0,
        };
        return new IncomingEvent(header, "{}"u8.ToArray(), null);
    }

    private static Segment Decode(EncodedSegment encoded) => SegmentDecoder.Decode(new StoredSegment(0, 1, encoded.AppendedAt, encoded.Head, encoded.Body));
}
