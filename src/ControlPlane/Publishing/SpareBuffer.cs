using System.Buffers;

namespace Pintle.ControlPlane.Publishing;

/// <summary>One buffer for large documents, used again and again: each change writes one and reads one. Thread-safe; who finds it in use gets another.</summary>
internal sealed class SpareBuffer
{
    private const int FewBytes = 1 << 16;

    private ArrayBufferWriter<byte>? _spare;

    /// <summary>An empty buffer.</summary>
    /// <param name="expected">How long the document will be, about: one that grows from nothing leaves much garbage.</param>
    public ArrayBufferWriter<byte> Take(int expected)
    {
        var needed = expected + FewBytes;
        return Interlocked.Exchange(ref _spare, null) is { } spare && spare.Capacity >= needed ? spare : new ArrayBufferWriter<byte>(needed + (expected / 4));
    }

    /// <summary>Has somebody read a document as a whole, who keeps nothing of its memory.</summary>
    public T Read<T>(ConfigurationDocument document, Func<ReadOnlyMemory<byte>, T> read)
    {
        var buffer = Take(document.Length);
        document.WriteTo(buffer);
        var result = read(buffer.WrittenMemory);
        GiveBack(buffer);
        return result;
    }

    /// <summary>Gives it back: nobody may have any of its memory any more.</summary>
    public void GiveBack(ArrayBufferWriter<byte> buffer)
    {
        buffer.ResetWrittenCount();
        Volatile.Write(ref _spare, buffer);
    }
}
