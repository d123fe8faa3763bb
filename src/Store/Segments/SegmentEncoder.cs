using System.Buffers;
using System.IO.Hashing;
using Pintle.Events;
using ZstdSharp;

namespace Pintle.Store.Segments;

/// <summary>Builds one segment at a time. Not thread-safe: each committer has its own, and reuses its buffers.</summary>
public sealed class SegmentEncoder : IDisposable
{
    private readonly Compressor _compressor = MakeCompressor();
    private readonly Dictionary<string, int> _strings = [];
    private readonly List<string> _table = [];
    private readonly ByteWriter _columns = new(4096);
    private readonly ByteWriter _head = new(4096);
    private readonly ByteWriter _keys = new(1024);
    private readonly ArrayBufferWriter<byte> _bodies = new(64 * 1024);
    private byte[] _compressed = [];

    private readonly Func<string, int> _intern;

    public SegmentEncoder() => _intern = Intern;

    public void Dispose() => _compressor.Dispose();

    /// <summary>Encodes events of several lanes. <paramref name="lanes"/> lists each lane once with its events in log order.</summary>
    public EncodedSegment Encode(Guid id, DateTimeOffset appendedAt, IReadOnlyList<LaneEvents> lanes)
    {
        Reset();
        var ranges = new LaneRange[lanes.Count];
        var baseTime = appendedAt.ToUnixTimeMilliseconds();
        for (var i = 0; i < lanes.Count; i++)
        {
            var lane = lanes[i];
            ranges[i] = new LaneRange(lane.Lane, lane.Epoch, lane.FirstOffset, lane.Events.Count);
            MessageKeyBlock.Write(_keys, lane.Events);
            foreach (var e in lane.Events)
            {
                WriteColumns(e.Header, e.Key is not null, e.Body.Length, baseTime);
                _bodies.Write(e.Body.Span);
            }
        }

        return Finish(id, appendedAt, ranges, baseTime, flags: 0);
    }

    /// <summary>Copies some events of a segment, with their offsets, for a spill.</summary>
    public EncodedSegment EncodeSparse(Segment source, IReadOnlyList<SegmentEvent> events)
    {
        Reset();
        var baseTime = source.AppendedAt.ToUnixTimeMilliseconds();
        var epochs = source.Lanes.ToDictionary(l => l.Lane, l => l.Epoch);
        var ranges = new List<LaneRange>();
        foreach (var group in events.GroupBy(e => e.Lane))
        {
            var inLane = group.ToList();
            var last = inLane[0].Offset;
            ranges.Add(new LaneRange(group.Key, epochs[group.Key], last, inLane.Count));
            foreach (var e in inLane)
            {
                _columns.Varint(e.Offset - last);
                last = e.Offset;
                WriteColumns(e.Header, hasKey: false, e.Body.Length, baseTime);
                _bodies.Write(e.Body.Span);
            }
        }

        return Finish(Guid.CreateVersion7(source.AppendedAt), source.AppendedAt, [.. ranges], baseTime, SegmentFormat.Sparse);
    }

    private EncodedSegment Finish(Guid id, DateTimeOffset appendedAt, LaneRange[] ranges, long baseTime, byte flags)
    {
        var body = Compress();
        _head.Byte(SegmentFormat.Version);
        _head.Byte(flags);
        _head.Bytes(id.ToByteArray());
        _head.Varint(ranges.Length);
        foreach (var range in ranges)
        {
            _head.Varint(range.Lane);
            _head.Varint(range.Epoch);
            _head.Varint(range.FirstOffset);
            _head.Varint(range.Count);
        }

        _head.Varint(_table.Count);
        foreach (var text in _table)
        {
            _head.Text(text);
        }

        _head.Varint(baseTime);
        _head.Bytes(_columns.Written);
        _head.Fixed64(XxHash3.HashToUInt64(body));
        _head.Fixed64(XxHash3.HashToUInt64(_head.Written));
        return new EncodedSegment(id, ranges, _head.ToArray(), body, _keys.ToArray(), appendedAt, _bodies.WrittenCount);
    }

    private byte[] Compress()
    {
        var most = Compressor.GetCompressBound(_bodies.WrittenCount);
        if (_compressed.Length < most)
        {
            _compressed = new byte[most];
        }

        return _compressed.AsSpan(0, _compressor.Wrap(_bodies.WrittenSpan, _compressed)).ToArray();
    }

    private static Compressor MakeCompressor()
    {
        var compressor = new Compressor(SegmentFormat.CompressionLevel);
        compressor.LoadDictionary(SegmentDictionary.First);
        return compressor;
    }

    private void WriteColumns(EventHeader header, bool hasKey, int bodyLength, long baseTime) =>
        HeaderColumns.Write(_columns, header, hasKey, bodyLength, baseTime, _intern);

    private int Intern(string text)
    {
        if (!_strings.TryGetValue(text, out var index))
        {
            index = _table.Count;
            _strings.Add(text, index);
            _table.Add(text);
        }

        return index;
    }

    private void Reset()
    {
        _strings.Clear();
        _table.Clear();
        _columns.Clear();
        _head.Clear();
        _keys.Clear();
        _bodies.ResetWrittenCount();
    }
}

/// <summary>A lane's share of a commit, in log order.</summary>
public sealed record LaneEvents(int Lane, long Epoch, long FirstOffset, IReadOnlyList<IncomingEvent> Events);
