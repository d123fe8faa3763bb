using System.Text;
using Pintle.Events;
using Pintle.Store.Segments;
using Pintle.TestKit;

namespace Pintle.Store.Tests.Segments;

public sealed class SegmentTests : IDisposable
{
    private readonly SegmentEncoder _encoder = new();
    private readonly Random _random = new(11);

    public void Dispose() => _encoder.Dispose();

    [Fact]
    public void Any_segment_reads_back_as_it_was()
    {
        for (var run = 0; run < 300; run++)
        {
            var lanes = Enumerable.Range(0, _random.Next(1, 6)).Select(i => new LaneEvents(i * 7, _random.Next(1, 100), _random.NextInt64(1L << 40), [.. Enumerable.Range(0, _random.Next(1, 9)).Select(_ => Event())])).ToList();
            var encoded = _encoder.Encode(Guid.CreateVersion7(Some.Time), Some.Time, lanes);
            var decoded = SegmentDecoder.Decode(Stored(encoded));

            Assert.Equal(encoded.Lanes, decoded.Lanes);
            Assert.Equal(encoded.Id, SegmentDecoder.DecodeId(encoded.Head));
            var expected = lanes.SelectMany(l => l.Events.Select((e, i) => (l.Lane, Offset: l.FirstOffset + i, e.Header, Body: Convert.ToHexString(e.Body.Span))));
            Assert.Equal(expected, decoded.Events.Select(e => (e.Lane, e.Offset, e.Header, Convert.ToHexString(e.Body.Span))));
            Assert.Equal(lanes.SelectMany(l => l.Events).Where(e => e.Key is not null).Select(e => e.Key!.Value), MessageKeyBlock.Read(new StoredMessageKeys(1, Some.Time, encoded.Head, encoded.Keys)));
        }
    }

    [Fact]
    public void Some_events_can_be_copied_with_their_offsets()
    {
        var encoded = _encoder.Encode(Guid.CreateVersion7(Some.Time), Some.Time, [new LaneEvents(3, 1, 100, [.. Enumerable.Range(0, 20).Select(_ => Event())]), new LaneEvents(4, 2, 7, [Event()])]);
        var segment = SegmentDecoder.Decode(Stored(encoded));
        var chosen = segment.Events.Where((_, i) => i % 3 == 0).ToList();
        var copy = SegmentDecoder.Decode(Stored(_encoder.EncodeSparse(segment, chosen)));
        Assert.Equal(chosen.Select(e => (e.Lane, e.Offset, Convert.ToHexString(e.Body.Span))), copy.Events.Select(e => (e.Lane, e.Offset, Convert.ToHexString(e.Body.Span))));
    }

    [Fact]
    public void A_flipped_byte_anywhere_is_noticed()
    {
        var encoded = _encoder.Encode(Guid.CreateVersion7(Some.Time), Some.Time, [new LaneEvents(3, 1, 0, [Event(), Event()])]);
        foreach (var part in (byte[][])[encoded.Head, encoded.Body])
        {
            for (var i = 0; i < part.Length; i++)
            {
                part[i] ^= 0x10;
                Assert.Throws<SegmentDamagedException>(() => SegmentDecoder.Decode(Stored(encoded)));
                part[i] ^= 0x10;
            }
        }

        Assert.Throws<SegmentDamagedException>(() => SegmentDecoder.Decode(Stored(encoded with { Head = encoded.Head[..10] })));
    }

    [Fact]
    public void A_header_survives_on_its_own()
    {
        for (var i = 0; i < 100; i++)
        {
            var header = Event().Header;
            Assert.Equal(header, PackedHeader.Unpack(PackedHeader.Pack(header)));
        }
    }

    [Fact]
    public void Sixty_four_realistic_events_take_less_than_a_quarter_of_their_size()
    {
        var samples = new SampleEvents(3);
        var events = Enumerable.Range(0, 64).Select(n => Some.Event(5, $"m{n}", samples.Track($"u{n}", $"m{n}", n))).ToList();
        var encoded = _encoder.Encode(Guid.CreateVersion7(Some.Time), Some.Time, [new LaneEvents(5, 1, 0, events)]);
        Assert.InRange((encoded.Head.Length + encoded.Body.Length + encoded.Keys.Length) / (double)encoded.EventBytes, 0, 0.25);
    }

    private IncomingEvent Event()
    {
        string Text() => _random.Next(3) == 0 ? "" : $"text-{_random.Next(20)}-é";
        var key = new MessageKey(new UInt128((ulong)_random.NextInt64(), (ulong)_random.NextInt64()));
        var header = new EventHeader
        {
            SourceId = Text(), Type = Text(), Name = Text(), MessageHash = key.Low64, User = new UserKey((ulong)_random.Next(3)),
            ReceivedAt = Some.Time.AddMilliseconds(_random.Next(-5_000, 5_000)), DestinationId = Text(), JobRunId = Text(), TaskRunId = Text(),
            Bot = _random.Next(4) == 0 ? new BotVerdict(Text(), Text(), _random.Next(2) == 0, "flag") : null, IsBlocked = _random.Next(4) == 0,
        };
        return new IncomingEvent(header, Encoding.UTF8.GetBytes($"{{\"n\":\"{new string('x', _random.Next(300))}\"}}"), _random.Next(3) == 0 ? null : key);
    }

    private static StoredSegment Stored(EncodedSegment encoded) => new(0, 1, encoded.AppendedAt, encoded.Head, encoded.Body);
}
