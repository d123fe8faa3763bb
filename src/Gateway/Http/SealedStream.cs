using System.IO.Compression;

namespace Pintle.Gateway.Http;

/// <summary>
/// A gzip body with one more gzip member behind its end, the seal. It is inflated to its text only when all members before it were
/// complete, however many there are.
/// </summary>
internal sealed class SealedStream(Stream inner) : Stream
{
    private static readonly byte[] Text = "end of the body."u8.ToArray();
    private static readonly byte[] Member = Compress(Text);

    private int _sealed;

    public static int SealLength => Text.Length;

    /// <summary>Bytes read of the body itself.</summary>
    public long Count { get; private set; }

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
        if (read > 0 || buffer.Length == 0)
        {
            return read;
        }

        var part = Member.AsMemory(_sealed, Math.Min(buffer.Length, Member.Length - _sealed));
        part.CopyTo(buffer);
        _sealed += part.Length;
        return part.Length;
    }

    public static bool IsSeal(ReadOnlySpan<byte> text) => text.SequenceEqual(Text);

    public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    public override void Flush() => throw new NotSupportedException();

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    private static byte[] Compress(byte[] text)
    {
        var buffer = new MemoryStream();
        using (var gzip = new GZipStream(buffer, CompressionLevel.Optimal))
        {
            gzip.Write(text);
        }

        return buffer.ToArray();
    }
}
