using System.Text;
using Pintle.Events;
using Pintle.Store.DeadLetters;
using Pintle.Store.Outcomes;
using Pintle.Store.Segments;
using Pintle.Store.Sqlite;
using Pintle.TestKit;

namespace Pintle.Store.Tests.Formats;

/// <summary>
/// The packed formats byte for byte. A difference means that data directories in the field are not written as before: either a
/// mistake, or a new version of the format, with a new version byte and a reader for the old one. (New versions of the compressor
/// may also give other bytes, which then have to read back through <see cref="FormerFormatTests"/>.)
/// </summary>
public sealed class PackedFormatTests
{
    private static readonly Guid Id = new("00112233-4455-6677-8899-aabbccddeeff");

    [Fact]
    public void Segment()
    {
        using var encoder = new SegmentEncoder();
        var segment = encoder.Encode(Id, Some.Time, Lanes());
        Snapshot.Matches($"head {Hex(segment.Head)}\nbody {Hex(segment.Body)}\nkeys {Hex(segment.Keys)}");
    }

    [Fact]
    public void Spilled_segment()
    {
        using var encoder = new SegmentEncoder();
        var whole = encoder.Encode(Id, Some.Time, Lanes());
        var source = SegmentDecoder.Decode(new StoredSegment(0, 1, Some.Time, whole.Head, whole.Body));
        var spilled = encoder.EncodeSparse(source, [source.Events[0], source.Events[2], source.Events[3]]);

        // Its id is made on the spot; it and the checksum over it are left out.
        Snapshot.Matches($"head {Hex(spilled.Head.AsSpan(0, 2))} … {Hex(spilled.Head.AsSpan()[18..^8])} …\nbody {Hex(spilled.Body)}");
    }

    [Fact]
    public void Message_keys()
    {
        var writer = new ByteWriter();
        foreach (var lane in Lanes())
        {
            MessageKeyBlock.Write(writer, lane.Events);
        }

        Snapshot.Matches(Hex(writer.ToArray()));
    }

    [Fact]
    public void Header_on_its_own() => Snapshot.Matches(Hex(PackedHeader.Pack(Rich(3).Header)));

    [Fact]
    public void Counters() => Snapshot.Matches(Hex(CounterPacking.Pack(
    [
        new(Some.Time, new CounterKey("src", "dst", "Signed Up", OutcomeKind.Delivered, "", false), 300),
        new(Some.Time.AddMinutes(1), new CounterKey("src", "", "é", OutcomeKind.Dropped, "bot", true), -2),
    ])));

    [Fact]
    public void Heads() => Snapshot.Matches(Hex(new KnownHeads(70_000, [.. Enumerable.Range(0, Lane.Count).Select(l => l * 1_000L)]).Pack()));

    [Fact]
    public void Dead_letters()
    {
        var letters = new List<DeadLetter>
        {
            new()
            {
                DestinationId = "dst", SourceId = "src", Reason = "answered 400", Message = "no such user", StatusCode = 400, Attempts = 3, Lane = 7, Offset = 300,
                ReceivedAt = Some.Time, FailedAt = Some.Time.AddSeconds(5), MessageId = "m", EventType = "track", EventName = "Signed Up",
                Event = "{\"type\":\"track\"}"u8.ToArray(), Header = PackedHeader.Pack(Rich(3).Header), Request = "POST http://example/",
            },
            new() { DestinationId = "dst", SourceId = "src", Reason = "other", Message = "", Lane = 0, Offset = 0, ReceivedAt = Some.Time, FailedAt = Some.Time, Event = default, Header = default },
        };
        var groups = DeadLetterBatch.Groups(letters).Select(g => $"{g.DestinationId} {g.Reason} {g.Count} {Hex(g.Members)}");
        Snapshot.Matches($"{Hex(DeadLetterBatch.Pack(letters))}\n{string.Join('\n', groups)}");
    }

    [Fact]
    public void Stored_numbers()
    {
        // All enums, so that a new one is thought of; none but SegmentParts isn't stored.
        var enums = typeof(IEventStore).Assembly.GetTypes().Where(t => t.IsEnum).OrderBy(t => t.FullName, StringComparer.Ordinal)
            .Select(t => $"{t.FullName}: {string.Join(", ", Enum.GetValuesAsUnderlyingType(t).Cast<object>().Select(v => $"{v} {Enum.GetName(t, v)}"))}");
        var flags = typeof(SegmentFormat).GetFields().Where(f => f.IsLiteral).Select(f => $"{f.Name} {f.GetRawConstantValue()}");
        Snapshot.Matches($"{string.Join('\n', enums)}\n{typeof(SegmentFormat).FullName}: {string.Join(", ", flags)}");
    }

    private static LaneEvents[] Lanes() => [new(3, 5, 1_000, [Rich(3), Plain(3, "a"), Plain(3, "b")]), new(60, 1, 0, [Plain(60, "c")])];

    private static IncomingEvent Plain(int lane, string id) => Some.Event(lane, id);

    private static IncomingEvent Rich(int lane)
    {
        var plain = Some.Event(lane, "rich", """{"type":"identify","traits":{"name":"é"}}""");
        return plain with
        {
            Header = plain.Header with
            {
                ReceivedAt = Some.Time.AddMilliseconds(-250), DestinationId = "dst", JobRunId = "job", TaskRunId = "task", IsBlocked = true,
                Bot = new BotVerdict("bot", "http://bot.example", true, "drop"),
            },
        };
    }

    private static string Hex(ReadOnlySpan<byte> bytes)
    {
        var text = new StringBuilder();
        for (var at = 0; at < bytes.Length; at += 64)
        {
            text.Append(at == 0 ? "" : "\n  ").Append(Convert.ToHexStringLower(bytes[at..Math.Min(bytes.Length, at + 64)]));
        }

        return text.ToString();
    }
}
