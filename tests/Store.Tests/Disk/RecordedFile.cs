namespace Pintle.Store.Tests.Disk;

/// <summary>One file as the disk would have it: what was synced, and the writes since, which a power cut may keep, lose or tear.</summary>
internal sealed class RecordedFile
{
    private const int SectorBytes = 512;

    private readonly List<(long Offset, byte[]? Data)> _unsynced = [];
    private byte[] _content;
    private int _size;
    private long _synced;

    public RecordedFile(ReadOnlySpan<byte> synced)
    {
        _content = synced.ToArray();
        _size = _content.Length;
    }

    private RecordedFile(RecordedFile from)
    {
        (_content, _size) = (from._content[..from._size], from._size);
        _unsynced.AddRange(from._unsynced);
    }

    /// <summary>How many writes there have been in all.</summary>
    public long Writes => _synced + _unsynced.Count;

    public bool HasUnsynced => _unsynced.Count > 0;

    public RecordedFile Clone() => new(this);

    public void Write(long offset, ReadOnlySpan<byte> data) => _unsynced.Add((offset, data.ToArray()));

    public void Truncate(long size) => _unsynced.Add((size, null));

    /// <summary>A sync that began after so many writes has ended: those are safe, others that came meanwhile are not.</summary>
    public void Sync(long writes)
    {
        var count = (int)Math.Max(0, writes - _synced);
        _unsynced[..count].ForEach(o => Apply(o.Offset, o.Data));
        _unsynced.RemoveRange(0, count);
        _synced += count;
    }

    /// <summary>What is found after a power cut: some of the unsynced writes, whole, in part or not at all.</summary>
    public byte[] AfterPowerCut(Random random)
    {
        var left = Clone();
        var kept = random.Next(4) switch
        {
            0 => 0,
            1 => left._unsynced.Count,
            _ => random.Next(left._unsynced.Count + 1),
        };
        var isTorn = random.Next(2) == 0;
        for (var i = 0; i < left._unsynced.Count; i++)
        {
            var (offset, data) = left._unsynced[i];
            if (data is null || !isTorn)
            {
                // In order up to a point …
                if (i < kept)
                {
                    left.Apply(offset, data);
                }
            }
            else
            {
                // … or any sector of any write.
                left.ApplySectors(offset, data, random);
            }
        }

        return left._content[..left._size];
    }

    private void ApplySectors(long offset, byte[] data, Random random)
    {
        for (var start = 0; start < data.Length;)
        {
            var end = Math.Min(data.Length, start + SectorBytes - (int)((offset + start) % SectorBytes));
            if (random.Next(2) == 0)
            {
                Apply(offset + start, data[start..end]);
            }

            start = end;
        }
    }

    private void Apply(long offset, byte[]? data)
    {
        if (data is null)
        {
            // Growing again brings zeros, not the old bytes.
            _content.AsSpan(Math.Min((int)offset, _size), Math.Max(0, _size - (int)offset)).Clear();
            _size = Math.Min(_size, (int)offset);
            return;
        }

        var end = (int)offset + data.Length;
        if (end > _content.Length)
        {
            Array.Resize(ref _content, Math.Max(end, _content.Length * 2));
        }

        data.CopyTo(_content, (int)offset);
        _size = Math.Max(_size, end);
    }
}
