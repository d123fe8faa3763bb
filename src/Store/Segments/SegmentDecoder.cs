using System.Buffers;
using System.Buffers.Binary;
using System.IO.Hashing;
using ZstdSharp;

namespace Pintle.Store.Segments;

/// <summary>Reads stored segments back. Thread-safe.</summary>
public static class SegmentDecoder
{
    internal const int ChecksumBytes = 16;

    [ThreadStatic]
    private static Decompressor? _decompressor;

    /// <summary>Decodes the parts that were read.</summary>
    /// <exception cref="SegmentDamagedException">A checksum, the compression or the format is wrong.</exception>
    public static Segment Decode(StoredSegment stored)
    {
        var head = stored.Head.Span;
        Check(head);
        var reader = new ByteReader(head[..^ChecksumBytes]);
        var sparse = ReadPrefix(ref reader);
        var lanes = ReadLanes(ref reader);
        var table = new string[reader.Int()];
        for (var i = 0; i < table.Length; i++)
        {
            table[i] = reader.Text();
        }

        var events = ReadEvents(ref reader, lanes, table, sparse, out var lengths);
        if (!stored.Body.IsEmpty)
        {
            FillBodies(events, lengths, head, stored.Body.Span);
        }

        return new Segment
        {
            Shard = stored.Shard,
            Sequence = stored.Sequence,
            AppendedAt = stored.AppendedAt,
            Lanes = lanes,
            Events = events,
        };
    }

    /// <summary>Reads only the lane directory, cheaply.</summary>
    public static LaneRange[] DecodeLanes(ReadOnlySpan<byte> head)
    {
        Check(head);
        var reader = new ByteReader(head[..^ChecksumBytes]);
        ReadPrefix(ref reader);
        return ReadLanes(ref reader);
    }

    /// <summary>The segment id in a head.</summary>
    public static Guid DecodeId(ReadOnlySpan<byte> head) => new(head.Slice(2, 16));

    private static Decompressor MakeDecompressor()
    {
        var decompressor = new Decompressor();
        decompressor.LoadDictionary(SegmentDictionary.First);
        return decompressor;
    }

    internal static void Check(ReadOnlySpan<byte> head)
    {
        if (head.Length < ChecksumBytes + 18
            || XxHash3.HashToUInt64(head[..^8]) != BinaryPrimitives.ReadUInt64LittleEndian(head[^8..]))
        {
            throw new SegmentDamagedException("The checksum of the segment's head is wrong.");
        }
    }

    internal static bool ReadPrefix(ref ByteReader reader)
    {
        if (reader.Byte() is var version and not (SegmentFormat.Version or SegmentFormat.WholeKeys))
        {
            throw new SegmentDamagedException($"Segment format {version} is unknown to this version of Pintle.");
        }

        var sparse = (reader.Byte() & SegmentFormat.Sparse) != 0;
        reader.Bytes(16);
        return sparse;
    }

    internal static LaneRange[] ReadLanes(ref ByteReader reader)
    {
        var lanes = new LaneRange[reader.Int()];
        for (var i = 0; i < lanes.Length; i++)
        {
            lanes[i] = new LaneRange(reader.Int(), reader.Long(), reader.Long(), reader.Int());
        }

        return lanes;
    }

    private static SegmentEvent[] ReadEvents(
        ref ByteReader reader, LaneRange[] lanes, string[] table, bool sparse, out int[] lengths)
    {
        var baseTime = reader.Long();
        var events = new SegmentEvent[lanes.Sum(l => l.Count)];
        lengths = new int[events.Length];
        var next = 0;
        foreach (var lane in lanes)
        {
            var offset = lane.FirstOffset;
            for (var i = 0; i < lane.Count; i++)
            {
                offset += sparse ? reader.Long() : i == 0 ? 0 : 1;
                var header = HeaderColumns.Read(ref reader, table, baseTime, out lengths[next]);
                events[next++] = new SegmentEvent(lane.Lane, offset, header, default);
            }
        }

        return events;
    }

    private static void FillBodies(SegmentEvent[] events, int[] lengths, ReadOnlySpan<byte> head, ReadOnlySpan<byte> body)
    {
        if (XxHash3.HashToUInt64(body) != BinaryPrimitives.ReadUInt64LittleEndian(head[^ChecksumBytes..]))
        {
            throw new SegmentDamagedException("The checksum of the segment's body is wrong.");
        }

        var total = lengths.Sum();
        var buffer = ArrayPool<byte>.Shared.Rent(total);
        try
        {
            var used = (_decompressor ??= MakeDecompressor()).Unwrap(body, buffer);
            if (used != total)
            {
                throw new SegmentDamagedException($"The segment's body has {used} bytes, not {total}.");
            }

            var start = 0;
            for (var i = 0; i < events.Length; i++)
            {
                events[i] = events[i] with { Body = buffer.AsSpan(start, lengths[i]).ToArray() };
                start += lengths[i];
            }
        }
        catch (ZstdException broken)
        {
            throw new SegmentDamagedException("The segment's body can't be decompressed.", broken);
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer);
        }
    }
}
