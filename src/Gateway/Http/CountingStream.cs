namespace Pintle.Gateway.Http;

/// <summary>Counts what is read from a body, and keeps its last four bytes: a gzip body ends with the size of what it holds.</summary>
internal sealed class CountingStream(Stream inner) : Stream
{
    private uint _last;

    public long Count { get; private set; }

    /// <summary>The last four bytes as a little-endian number.</summary>
    public uint Last => _last;

    public override bool CanRead => true;

    public override bool CanSeek => false;

    public override bool CanWrite => false;

    public override long Length => throw new NotSupportedException();

    public override long Position
    {
        get => throw new NotSupportedException();
        set => throw new NotSupportedException();
    }

    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        var read = await inner.ReadAsync(buffer, cancellationToken);
        Count += read;
        foreach (var b in buffer.Span[Math.Max(0, read - 4)..read])
        {
            _last = (_last >> 8) | ((uint)b << 24);
        }

        return read;
    }

    public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    public override void Flush() => throw new NotSupportedException();

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();
}
