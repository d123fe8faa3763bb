using System.Buffers.Binary;
using System.Text;
using Pintle.Events;

namespace Pintle.UserCode.Wire;

/// <summary>A batch over the wire: a flag for tests, the lengths of the version, the credentials and the metadata, and then these and the messages.</summary>
internal readonly record struct StartPayload(string VersionId, string Credentials, bool IsTest, string Messages, string Metadata)
{
    private const int HeadBytes = 13;

    public static ReadOnlyMemory<byte>[] Write(string versionId, string credentials, bool isTest, EventTexts events)
    {
        var version = Encoding.UTF8.GetByteCount(versionId);
        var head = new byte[HeadBytes + version + Encoding.UTF8.GetByteCount(credentials)];
        head[0] = isTest ? (byte)1 : (byte)0;
        BinaryPrimitives.WriteInt32LittleEndian(head.AsSpan(1), version);
        BinaryPrimitives.WriteInt32LittleEndian(head.AsSpan(5), head.Length - HeadBytes - version);
        BinaryPrimitives.WriteInt32LittleEndian(head.AsSpan(9), events.Metadata.Length);
        Encoding.UTF8.GetBytes(versionId, head.AsSpan(HeadBytes));
        Encoding.UTF8.GetBytes(credentials, head.AsSpan(HeadBytes + version));
        return [head, events.Metadata, events.Messages];
    }

    public static StartPayload Read(ReadOnlySpan<byte> payload)
    {
        var rest = payload[HeadBytes..];
        var version = Take(payload[1..], ref rest);
        var credentials = Take(payload[5..], ref rest);
        var metadata = Take(payload[9..], ref rest);
        return new StartPayload(version, credentials, payload[0] == 1, Encoding.UTF8.GetString(rest), metadata);
    }

    private static string Take(ReadOnlySpan<byte> length, ref ReadOnlySpan<byte> rest)
    {
        var count = BinaryPrimitives.ReadInt32LittleEndian(length);
        var text = Encoding.UTF8.GetString(rest[..count]);
        rest = rest[count..];
        return text;
    }
}
