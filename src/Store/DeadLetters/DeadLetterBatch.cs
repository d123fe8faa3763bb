using Pintle.Store.Segments;
using ZstdSharp;

namespace Pintle.Store.DeadLetters;

/// <summary>The dead letters of one commit, compressed together, and the groups that its index lists.</summary>
internal static class DeadLetterBatch
{
    private const byte Version = 1;

    public static byte[] Pack(IReadOnlyList<DeadLetter> letters)
    {
        var writer = new ByteWriter(4096);
        writer.Varint(letters.Count);
        foreach (var letter in letters)
        {
            Write(writer, letter);
        }

        using var compressor = new Compressor(SegmentFormat.CompressionLevel);
        var packed = new ByteWriter(writer.Written.Length / 2);
        packed.Byte(Version);
        packed.Bytes(compressor.Wrap(writer.Written));
        return packed.ToArray();
    }

    public static List<DeadLetter> Unpack(ReadOnlySpan<byte> packed) => [.. Unpack(packed, static _ => true).Select(l => l.Letter)];

    /// <summary>Some letters of a batch, with their indexes; the others are passed over.</summary>
    public static List<(int Index, DeadLetter Letter)> Unpack(ReadOnlySpan<byte> packed, Func<int, bool> isWanted)
    {
        if (packed.IsEmpty || packed[0] != Version)
        {
            throw new SegmentDamagedException("A dead-letter batch has a format that is unknown to this version of Pintle.");
        }

        using var decompressor = new Decompressor();
        var reader = new ByteReader(decompressor.Unwrap(packed[1..]));
        var letters = new List<(int, DeadLetter)>();
        _ = reader.Int();
        for (var index = 0; !reader.AtEnd; index++)
        {
            if (isWanted(index))
            {
                letters.Add((index, Read(ref reader)));
            }
            else
            {
                PassOver(ref reader);
            }
        }

        return letters;
    }

    /// <summary>The groups of a batch: members as a bitmap over its indexes.</summary>
    public static IEnumerable<DeadLetterGroupMembers> Groups(IReadOnlyList<DeadLetter> letters) =>
        letters.Select((letter, index) => (letter, index))
            .GroupBy(x => (x.letter.DestinationId, x.letter.Reason))
            .Select(group =>
            {
                var members = new byte[(letters.Count + 7) / 8];
                foreach (var (_, index) in group)
                {
                    members[index / 8] |= (byte)(1 << (index % 8));
                }

                return new DeadLetterGroupMembers(
                    group.Key.DestinationId, group.Key.Reason, group.Count(),
                    group.Min(x => x.letter.FailedAt), group.Max(x => x.letter.FailedAt), members);
            });

    public static bool Has(byte[] members, int index) => index / 8 < members.Length && (members[index / 8] & (1 << (index % 8))) != 0;

    private static void Write(ByteWriter to, DeadLetter letter)
    {
        to.Text(letter.DestinationId);
        to.Text(letter.SourceId);
        to.Text(letter.Reason);
        to.Text(letter.Message);
        to.Varint(letter.StatusCode);
        to.Varint(letter.Attempts);
        to.Varint(letter.Lane);
        to.Varint(letter.Offset);
        to.Varint(letter.ReceivedAt.ToUnixTimeMilliseconds());
        to.Varint(letter.FailedAt.ToUnixTimeMilliseconds());
        to.Text(letter.MessageId);
        to.Text(letter.EventType);
        to.Text(letter.EventName);
        to.Block(letter.Event.Span);
        to.Block(letter.Header.Span);
        to.Text(letter.Request);
    }

    // Four texts, six numbers, three texts, two blocks, a text.
    private static void PassOver(ref ByteReader from)
    {
        for (var text = 0; text < 4; text++)
        {
            from.Block();
        }

        for (var number = 0; number < 6; number++)
        {
            from.Varint();
        }

        for (var block = 0; block < 6; block++)
        {
            from.Block();
        }
    }

    private static DeadLetter Read(ref ByteReader from) => new()
    {
        DestinationId = from.Text(),
        SourceId = from.Text(),
        Reason = from.Text(),
        Message = from.Text(),
        StatusCode = from.Int(),
        Attempts = from.Int(),
        Lane = from.Int(),
        Offset = from.Long(),
        ReceivedAt = DateTimeOffset.FromUnixTimeMilliseconds(from.Long()),
        FailedAt = DateTimeOffset.FromUnixTimeMilliseconds(from.Long()),
        MessageId = from.Text(),
        EventType = from.Text(),
        EventName = from.Text(),
        Event = from.Block().ToArray(),
        Header = from.Block().ToArray(),
        Request = from.Text(),
    };
}

/// <summary>One group's share of a batch.</summary>
internal sealed record DeadLetterGroupMembers(
    string DestinationId, string Reason, int Count, DateTimeOffset First, DateTimeOffset Last, byte[] Members);
