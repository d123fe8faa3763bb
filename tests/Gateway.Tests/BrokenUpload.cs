namespace Pintle.Gateway.Tests;

/// <summary>A body that breaks off with a failure after its first bytes.</summary>
internal sealed class BrokenUpload(byte[] first, Exception failure) : MemoryStream(first)
{
    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default) =>
        Position < Length ? await base.ReadAsync(buffer, cancellationToken) : throw failure;
}
