using System.Buffers;
using System.Globalization;
using System.Text.Json;
using Pintle.Events;

namespace Pintle.Gateway.Parsing;

/// <summary>
/// Makes the stored form of an event: what was sent, byte for byte, with the gateway's own members added. A member that is
/// overwritten is taken out wherever it stands, so that no reader can see two.
/// </summary>
internal sealed class EventBody
{
    private readonly ArrayBufferWriter<byte> _buffer = new(2048);

    /// <summary>The stored event.</summary>
    /// <param name="sent">The event as sent.</param>
    /// <param name="scan">What is known of it.</param>
    /// <param name="type">The type to set; null = as sent.</param>
    /// <param name="messageId">The message id to set; null = as sent.</param>
    /// <param name="userId">Cleaned ids, for the rudderId.</param>
    /// <param name="anonymousId">Cleaned ids, for the rudderId.</param>
    /// <param name="receivedAt">Used when the event has none.</param>
    /// <param name="requestIp">The address to set; null = as sent.</param>
    public byte[] Build(
        ReadOnlySpan<byte> sent, in EventScan scan, string? type, string? messageId, string userId, string anonymousId, DateTimeOffset receivedAt, string? requestIp)
    {
        _buffer.ResetWrittenCount();
        var removesType = type is not null && scan.TypeCount > 0;
        var removesId = messageId is not null && scan.MessageIdCount > 0;
        var removesIp = requestIp is not null && scan.HasRequestIp;
        var hasMembers = scan.HasMembers;
        if (removesType || removesId || removesIp || scan.HasRudderId)
        {
            hasMembers = CopyWithout(sent, removesType, removesId, removesIp);
        }
        else
        {
            _buffer.Write(sent[..sent.LastIndexOf((byte)'}')]);
        }

        AddText("type"u8, type, ref hasMembers);
        AddText("messageId"u8, messageId, ref hasMembers);
        Span<byte> uuid = stackalloc byte[36];
        RudderId.Write(userId, anonymousId, uuid);
        AddPlain("rudderId"u8, uuid, ref hasMembers);
        if (!scan.HasReceivedAt)
        {
            Span<byte> time = stackalloc byte[32];
            receivedAt.UtcDateTime.TryFormat(time, out var length, "yyyy-MM-ddTHH:mm:ss.fff'Z'", CultureInfo.InvariantCulture);
            AddPlain("receivedAt"u8, time[..length], ref hasMembers);
        }

        AddText("request_ip"u8, requestIp, ref hasMembers);
        _buffer.Write("}"u8);
        return _buffer.WrittenSpan.ToArray();
    }

    private bool CopyWithout(ReadOnlySpan<byte> sent, bool type, bool messageId, bool requestIp)
    {
        var reader = new Utf8JsonReader(sent, JsonPolicy.Reader);
        reader.Read();
        _buffer.Write("{"u8);
        var any = false;
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            var start = (int)reader.TokenStartIndex;
            var isRemoved = reader.ValueTextEquals("rudderId"u8) || (type && reader.ValueTextEquals("type"u8))
                || (messageId && reader.ValueTextEquals("messageId"u8)) || (requestIp && reader.ValueTextEquals("request_ip"u8));
            reader.Read();
            reader.Skip();
            if (!isRemoved)
            {
                _buffer.Write(any ? ","u8 : default);
                _buffer.Write(sent[start..(int)reader.BytesConsumed]);
                any = true;
            }
        }

        return any;
    }

    private void AddText(ReadOnlySpan<byte> name, string? value, ref bool hasMembers)
    {
        if (value is not null)
        {
            Name(name, ref hasMembers);
            _buffer.Write(JsonEncodedText.Encode(value, JsonPolicy.Writer.Encoder).EncodedUtf8Bytes);
            _buffer.Write("\""u8);
        }
    }

    private void AddPlain(ReadOnlySpan<byte> name, ReadOnlySpan<byte> value, ref bool hasMembers)
    {
        Name(name, ref hasMembers);
        _buffer.Write(value);
        _buffer.Write("\""u8);
    }

    private void Name(ReadOnlySpan<byte> name, ref bool hasMembers)
    {
        _buffer.Write(hasMembers ? ",\""u8 : "\""u8);
        _buffer.Write(name);
        _buffer.Write("\":\""u8);
        hasMembers = true;
    }
}
