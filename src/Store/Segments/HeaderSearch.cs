using System.Text;
using Pintle.Events;

namespace Pintle.Store.Segments;

/// <summary>
/// Finds events in the heads of segments without making anything of those that don't match: tens of millions of headers a
/// second and core. Reuses its buffers; not thread-safe.
/// </summary>
public sealed class HeaderSearch(HeaderQuery query)
{
    private readonly ulong[]? _users = query.Users is null ? null : [.. query.Users.Select(u => u.Hash)];
    private readonly bool[] _lanes = [.. Enumerable.Range(0, Lane.Count).Select(query.MayBeIn)];
    private readonly long _from = query.From.ToUnixTimeMilliseconds();
    private readonly long _to = query.To.ToUnixTimeMilliseconds();
    private readonly Dictionary<(string Source, string JobRun), ulong> _hashes = [];
    private readonly List<Range> _table = [];
    private readonly List<string?> _texts = [];

    /// <summary>Headers that the segments seen so far have.</summary>
    public long Seen { get; private set; }

    /// <summary>Adds the indexes of a segment's events that match.</summary>
    /// <exception cref="SegmentDamagedException">The head can't be read.</exception>
    public void Find(ReadOnlySpan<byte> head, List<int> matches)
    {
        SegmentDecoder.Check(head);
        var reader = new ByteReader(head[..^SegmentDecoder.ChecksumBytes]);
        var isSparse = SegmentDecoder.ReadPrefix(ref reader);
        var lanes = SegmentDecoder.ReadLanes(ref reader);
        Seen += lanes.Sum(l => l.Count);
        if (!Array.Exists(lanes, l => _lanes[l.Lane]))
        {
            return;
        }

        ReadTable(ref reader);
        var baseTime = reader.Long();
        var index = 0;
        foreach (var lane in lanes)
        {
            for (var left = lane.Count; left > 0; left--, index++)
            {
                if (isSparse)
                {
                    reader.Varint();
                }

                if (Matches(ref reader, head, baseTime) && _lanes[lane.Lane])
                {
                    matches.Add(index);
                }
            }
        }
    }

    // Where the strings are; they are made only when something has to be compared with one.
    private void ReadTable(ref ByteReader reader)
    {
        _table.Clear();
        _texts.Clear();
        for (var left = reader.Int(); left > 0; left--)
        {
            var length = reader.Int();
            _table.Add(reader.Position..(reader.Position + length));
            _texts.Add(null);
            reader.Bytes(length);
        }
    }

    private bool Matches(ref ByteReader reader, ReadOnlySpan<byte> head, long baseTime)
    {
        var header = HeaderColumns.Pass(ref reader);
        var received = baseTime + header.Received;
        return (_users is null || Array.IndexOf(_users, header.User) >= 0)
            && received >= _from && received < _to
            && (query.SourceId is null || Text(head, header.Source) == query.SourceId)
            && (query.MessageHash is null || HashOf(Text(head, header.Source), header.JobRun < 0 ? "" : Text(head, header.JobRun)) == header.MessageHash);
    }

    private ulong HashOf(string source, string jobRun)
    {
        if (!_hashes.TryGetValue((source, jobRun), out var hash))
        {
            _hashes[(source, jobRun)] = hash = query.MessageHash!(source, jobRun);
        }

        return hash;
    }

    private string Text(ReadOnlySpan<byte> head, int index) => index < _table.Count
        ? _texts[index] ??= Encoding.UTF8.GetString(head[_table[index]])
        : throw new SegmentDamagedException($"String {index} of {_table.Count} does not exist.");
}
