using System.Buffers;
using System.Text;
using Pintle.DestinationKit.Json;

namespace Pintle.DestinationKit.Delivery;

/// <summary>Fields as <c>application/x-www-form-urlencoded</c>: https://url.spec.whatwg.org/#application/x-www-form-urlencoded.</summary>
internal static class FormBody
{
    private static readonly SearchValues<byte> Plain = SearchValues.Create("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_.~"u8);

    public static byte[] Of(JsValue fields)
    {
        var form = SpareBuffer.Take();
        foreach (var (name, value) in fields.Members)
        {
            if (form.WrittenCount > 0)
            {
                form.Write("&"u8);
            }

            Escape(form, name);
            form.Write("="u8);
            Escape(form, Text(value));
        }

        var bytes = form.WrittenSpan.ToArray();
        SpareBuffer.Keep(form);
        return bytes;
    }

    // Arrays as [a,b], as callers of the peer's proxy get them; numbers keep their digits.
    private static string Text(JsValue value) => value.IsArray ? $"[{string.Join(',', value.Items.Select(item => item.ToDigits()))}]" : value.ToDigits();

    private static void Escape(ArrayBufferWriter<byte> form, string text)
    {
        var utf8 = ArrayPool<byte>.Shared.Rent(Encoding.UTF8.GetMaxByteCount(text.Length));
        var rest = utf8.AsSpan(0, Encoding.UTF8.GetBytes(text, utf8));
        while (rest.IndexOfAnyExcept(Plain) is >= 0 and var at)
        {
            form.Write(rest[..at]);
            if (rest[at] == ' ')
            {
                form.Write("+"u8);
            }
            else
            {
                var hex = form.GetSpan(3);
                hex[0] = (byte)'%';
                Convert.TryToHexString(rest.Slice(at, 1), hex[1..], out _);
                form.Advance(3);
            }

            rest = rest[(at + 1)..];
        }

        form.Write(rest);
        ArrayPool<byte>.Shared.Return(utf8);
    }
}
