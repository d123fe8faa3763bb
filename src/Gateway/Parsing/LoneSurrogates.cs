using System.Buffers.Text;

namespace Pintle.Gateway.Parsing;

/// <summary>
/// Half a surrogate pair, as <c>\ud800</c>, is JSON but no text: nothing behind the gateway could read it. It becomes U+FFFD here,
/// in place, for both escapes have six bytes; so everything that is accepted can be read later.
/// </summary>
internal static class LoneSurrogates
{
    private const int EscapeLength = 6;

    /// <summary>Replaces them. Outside of strings a backslash is never JSON, so nothing invalid becomes valid.</summary>
    public static void Replace(Span<byte> json)
    {
        int found;
        for (var rest = json; (found = rest.IndexOf((byte)'\\')) >= 0;)
        {
            rest = rest[found..];
            var unit = Unit(rest);
            if (unit is < 0xD800 or > 0xDFFF)
            {
                rest = rest[Math.Min(2, rest.Length)..];
                continue;
            }

            if (unit < 0xDC00 && Unit(rest[EscapeLength..]) is >= 0xDC00 and <= 0xDFFF)
            {
                rest = rest[(2 * EscapeLength)..];
                continue;
            }

            "fffd"u8.CopyTo(rest[2..]);
            rest = rest[EscapeLength..];
        }
    }

    /// <summary>The code unit of an escape that begins here; -1 when none does.</summary>
    private static int Unit(ReadOnlySpan<byte> text) =>
        text.Length >= EscapeLength && text[0] == '\\' && text[1] == 'u'
        && Utf8Parser.TryParse(text[2..EscapeLength], out ushort unit, out var used, 'x') && used == 4 ? unit : -1;
}
