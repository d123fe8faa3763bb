using System.Globalization;
using System.Runtime.InteropServices;
using System.Text;
using System.Text.Json;
using Pintle.Events;

namespace Pintle.Processor;

/// <summary>The four times of an event, settled (pipeline.md §2).</summary>
internal readonly record struct EventTimes(
    DateTimeOffset OriginalTimestamp, DateTimeOffset SentAt, DateTimeOffset Timestamp, DateTimeOffset ReceivedAt)
{
    private const int LongestTime = 64;
    private const int UpToMilliseconds = 23;
    private const int OffsetLength = 6;
    private static readonly string[] MoreFormats = ["yyyyMMdd'T'HHmmss'Z'", "yyyyMMddHHmmss", "yyyy-MM-dd HH:mm:ss 'UTC'", "yyyy-MM-dd HH:mm:ss zzz 'UTC'"];

    /// <summary>
    /// The client's <c>timestamp</c> counts when it can be read; else the receipt, corrected by the client's own delay between
    /// making and sending.
    /// </summary>
    public static EventTimes Of(JsonElement message, DateTimeOffset receivedAt)
    {
        var original = Read(message, "originalTimestamp"u8) ?? receivedAt;
        var sent = Read(message, "sentAt"u8) ?? receivedAt;
        return new EventTimes(original, sent, Read(message, "timestamp"u8) ?? Corrected(receivedAt, sent - original), receivedAt);
    }

    /// <summary>RFC 3339 with three fraction digits and the offset kept, in quotes.</summary>
    public static void Write(RawJson to, DateTimeOffset time)
    {
        // The round-trip format, "2026-11-25T10:00:00.1234567+02:00", is far faster than a custom one.
        Span<byte> text = stackalloc byte[40];
        time.TryFormat(text, out var written, "O", CultureInfo.InvariantCulture);
        to.Raw("\""u8);
        to.Raw(text[..UpToMilliseconds]);
        to.Raw(time.Offset == TimeSpan.Zero ? "Z"u8 : text[(written - OffsetLength)..written]);
        to.Raw("\""u8);
    }

    private static DateTimeOffset Corrected(DateTimeOffset receivedAt, TimeSpan delay)
    {
        var ticks = receivedAt.UtcTicks - delay.Ticks;
        return ticks >= DateTimeOffset.MinValue.Ticks && ticks <= DateTimeOffset.MaxValue.Ticks
            ? new DateTimeOffset(ticks, TimeSpan.Zero)
            : receivedAt;
    }

    internal static DateTimeOffset? Read(JsonElement message, ReadOnlySpan<byte> name)
    {
        if (!message.TryGetProperty(name, out var value) || value.ValueKind != JsonValueKind.String)
        {
            return null;
        }

        var text = JsonMarshal.GetRawUtf8Value(value)[1..^1];
        if (text.Contains((byte)'\\'))
        {
            // Some encoders escape "+" and "/".
            return JsonText.Of(value) is { } plain ? Parse(Encoding.UTF8.GetBytes(plain)) : null;
        }

        return text.EndsWith("Z"u8) && value.TryGetDateTimeOffset(out var usual) ? usual : Parse(text);
    }

    /// <summary>Any common form of date; null when it is none.</summary>
    internal static DateTimeOffset? Parse(ReadOnlySpan<byte> utf8)
    {
        if (utf8.Length is 0 or > LongestTime)
        {
            return null;
        }

        Span<char> text = stackalloc char[LongestTime];
        text = text[..Encoding.UTF8.GetChars(utf8, text)];
        const DateTimeStyles Styles = DateTimeStyles.AssumeUniversal | DateTimeStyles.AllowWhiteSpaces;
        if (long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var epoch) && text.Length is 10 or 13)
        {
            return text.Length == 10 ? DateTimeOffset.FromUnixTimeSeconds(epoch) : DateTimeOffset.FromUnixTimeMilliseconds(epoch);
        }

        return DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, Styles, out var time)
            || DateTimeOffset.TryParseExact(text, MoreFormats, CultureInfo.InvariantCulture, Styles, out time)
            ? time
            : null;
    }
}
