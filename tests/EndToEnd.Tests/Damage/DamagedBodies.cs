using System.IO.Compression;
using System.Text;
using Pintle.TestKit;

namespace Pintle.EndToEnd.Tests.Damage;

/// <summary>Bodies that were damaged: JSON, gzip, UTF-8, forms. The same seed makes the same bodies.</summary>
internal sealed class DamagedBodies(Random random, SampleEvents samples)
{
    private static readonly byte[][] BrokenText =
    [
        [0xC0, 0xAF], [0xED, 0xA0, 0x80], [0xED, 0xA0, 0xBD, 0xED, 0xB8, 0x80], [0xF5, 0x80, 0x80, 0x80], [0xE2, 0x82], [0x80], [0xFF], [0xEF, 0xBB, 0xBF], [0xF0, 0x9F, 0x98],
    ];

    private static readonly string[] WholeText = ["é", "漢字", "😀", "\u0000", "\\ud83d", "\\ude00", "\u202e", "\ufeff", "\\u0000"];

    private int _number;

    /// <summary>One event or a batch, whole or damaged.</summary>
    public byte[] Json()
    {
        var number = _number++;
        var one = samples.Track($"u{number % 50}", $"m{number}", number);
        var text = random.Next(2) == 0 ? one : $"{{\"batch\":[{one},{{\"userId\":\"x\",\"type\":\"track\"}}]}}";
        for (var wounds = random.Next(3); wounds > 0; wounds--)
        {
            var at = random.Next(text.Length);
            text = random.Next(5) switch
            {
                0 => text[..at] + WholeText[random.Next(WholeText.Length)] + text[at..],
                1 => text[..Math.Max(1, at)],
                2 => text[..at] + text[Math.Min(text.Length - 1, at + random.Next(40))..],
                3 => text[..at] + new string("[{\"\\,"[random.Next(5)], random.Next(100)) + text[at..],
                _ => text + text[at..],
            };
        }

        var body = Encoding.UTF8.GetBytes(text);
        return random.Next(4) == 0 ? Insert(body, BrokenText[random.Next(BrokenText.Length)]) : body;
    }

    /// <summary>Compressed, with bits turned over, cut off, doubled, or blown up.</summary>
    public byte[] Gzip()
    {
        var plain = random.Next(40) == 0 ? new byte[random.Next(3 << 20)] : Json();
        var buffer = new MemoryStream();
        using (var gzip = new GZipStream(buffer, CompressionLevel.Fastest, leaveOpen: true))
        {
            gzip.Write(plain);
        }

        var body = buffer.ToArray();
        for (var flips = random.Next(4); flips > 0; flips--)
        {
            body[random.Next(body.Length)] ^= (byte)(1 << random.Next(8));
        }

        return random.Next(5) switch
        {
            0 => body[..random.Next(body.Length)],
            1 => [.. body, .. body],
            2 => Insert(body, [(byte)random.Next(256)]),
            _ => body,
        };
    }

    /// <summary>A form of several parts and the type that says so, one of them possibly damaged.</summary>
    public (string ContentType, byte[] Body) Multipart()
    {
        var boundary = random.Next(20) == 0 ? new string('b', random.Next(6_000)) : "bound";
        var form = new StringBuilder();
        for (var parts = random.Next(5); parts > 0; parts--)
        {
            form.Append($"--{boundary}\r\nContent-Disposition: form-data; name=\"f{random.Next(3)}\"");
            form.Append(random.Next(3) == 0 ? "; filename=\"a.txt\"\r\nContent-Type: text/plain\r\nX-Same: 1\r\nX-Same: 2" : "");
            form.Append($"\r\n\r\n{WholeText[random.Next(WholeText.Length)]}\r\n");
        }

        form.Append($"--{boundary}--\r\n");
        var body = Encoding.UTF8.GetBytes(form.ToString());
        if (random.Next(2) == 0)
        {
            body = random.Next(3) switch
            {
                0 => body[..random.Next(body.Length)],
                1 => Insert(body, BrokenText[random.Next(BrokenText.Length)]),
                _ => Insert(body, Encoding.ASCII.GetBytes("\r\n" + new string('h', random.Next(300)) + ": x\r\n")),
            };
        }

        string[] types = [$"multipart/form-data; boundary={boundary}", $"multipart/form-data; boundary=\"{boundary}\"", "multipart/form-data", "multipart/form-data; boundary=", "multipart/form-data; boundary=\"", $"multipart/form-data; boundary={boundary}x"];
        return (types[random.Next(3) == 0 ? random.Next(types.Length) : 0], body);
    }

    /// <summary>URL-encoded fields.</summary>
    public byte[] Form()
    {
        string[] pieces = ["a=1", "&", "=", "%", "%zz", "%00", "%ed%a0%80", "a+b=%F0%9F%98%80", "&&", "b=2", "\u0000", "é=ü"];
        return Encoding.UTF8.GetBytes(string.Concat(Enumerable.Range(0, random.Next(12)).Select(_ => pieces[random.Next(pieces.Length)])));
    }

    private byte[] Insert(byte[] into, byte[] what)
    {
        var at = random.Next(into.Length + 1);
        return [.. into[..at], .. what, .. into[at..]];
    }
}
