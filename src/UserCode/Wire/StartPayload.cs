using System.Buffers.Binary;
using System.Text;

namespace Pintle.UserCode.Wire;

/// <summary>A batch over the wire: a flag for tests, the version and the credentials with their lengths, then the events.</summary>
internal static class StartPayload
{
    public static ReadOnlyMemory<byte>[] Write(string versionId, string credentials, bool isTest, ReadOnlyMemory<byte> events)
    {
        var version = Encoding.UTF8.GetByteCount(versionId);
        var head = new byte[9 + version + Encoding.UTF8.GetByteCount(credentials)];
        head[0] = isTest ? (byte)1 : (byte)0;
        BinaryPrimitives.WriteInt32LittleEndian(head.AsSpan(1), version);
        BinaryPrimitives.WriteInt32LittleEndian(head.AsSpan(5), head.Length - 9 - version);
        Encoding.UTF8.GetBytes(versionId, head.AsSpan(9));
        Encoding.UTF8.GetBytes(credentials, head.AsSpan(9 + version));
        return [head, events];
    }

    public static (string VersionId, string Credentials, bool IsTest, string Events) Read(ReadOnlySpan<byte> payload)
    {
        var version = BinaryPrimitives.ReadInt32LittleEndian(payload[1..]);
        var credentials = BinaryPrimitives.ReadInt32LittleEndian(payload[5..]);
        var rest = payload[9..];
        return (
            Encoding.UTF8.GetString(rest[..version]), Encoding.UTF8.GetString(rest.Slice(version, credentials)), payload[0] == 1,
            Encoding.UTF8.GetString(rest[(version + credentials)..]));
    }
}
