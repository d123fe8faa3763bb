using System.Globalization;
using System.Text;
using Pintle.TestKit;

namespace Pintle.EndToEnd.Tests.Damage;

/// <summary>Whole HTTP/1.1 requests as bytes, damaged in line, headers, framing or body. The same seed makes the same requests.</summary>
internal sealed class DamagedRequests(int seed)
{
    private static readonly string[] Targets =
    [
        "/v1/track", "/v1/identify", "/v1/batch", "/v1/import", "/v1/audiencelist", "/beacon/v1/batch?writeKey=wk", "/v1/webhook?writeKey=wk-hook", "/internal/v1/batch",
        "/internal/v1/retl", "/internal/drain/job/r", "/pixel/v1/page?writeKey=wk&name=a&context.page.title=b", "/health", "/version", "/docs", "/robots.txt", "/",
    ];

    private static readonly string[] Lines =
    [
        "Host: b", "Content-Length: 3", "Content-Length: -1", "Content-Length: 99999999999999999999", "Transfer-Encoding: chunked", "Transfer-Encoding: gzip, chunked", "Transfer-Encoding: identity",
        "Content-Encoding: br", "Content-Encoding: gzip, gzip", "Expect: 100-continue", "Expect: nonsense", "Connection: close", "Connection: Upgrade", "Upgrade: h2c", "X-Forwarded-For: ,,,\t", "X-Forwarded-For: é",
        "Authorization: Basic", "Authorization: Basic ====", "Authorization: Basic /w==", "Authorization: Bearer x", "AnonymousId: \u00ff", " folded: x", "NoColon", ": empty", "Bad Name: x", "X: \u0000", "X: \u007f",
        "Origin: https://a.example", "Origin: \u00e9", "Access-Control-Request-Method: POST", "Access-Control-Request-Headers: a, b", "X-Rudder-Job-Run-Id: r", "X-Rudder-Source-Id: nobody", "Cookie: " + "c=1;",
    ];

    private readonly Random _random = new(seed);
    private readonly DamagedBodies _bodies = new(new Random(seed + 1), new SampleEvents(seed));

    /// <summary>The next request, and whether its line may ask for a version of HTTP that doesn't exist.</summary>
    public (byte[] Bytes, bool HasOddVersion) Next()
    {
        var target = Targets[_random.Next(Targets.Length)];
        var headers = new List<string> { "Host: a", "Authorization: Basic d2s6" };
        var body = Body(target, headers);
        body = Frame(body, headers);
        if (_random.Next(3) == 0)
        {
            headers.Insert(_random.Next(headers.Count + 1), Lines[_random.Next(Lines.Length)]);
        }

        if (_random.Next(200) == 0)
        {
            headers.Add("X-Long: " + new string('x', _random.Next(600_000)));
        }

        var (line, hasOddVersion) = Line(target);
        var head = Encoding.Latin1.GetBytes($"{line}\r\n{string.Join("\r\n", headers)}\r\n\r\n");
        if (_random.Next(10) == 0)
        {
            head[_random.Next(head.Length)] = (byte)_random.Next(256);
            hasOddVersion = true;
        }

        return (_random.Next(15) == 0 ? [.. head, .. body.AsSpan(0, _random.Next(body.Length + 1))] : [.. head, .. body], hasOddVersion);
    }

    private (string Line, bool HasOddVersion) Line(string target)
    {
        string[] methods = ["POST", "GET", "PUT", "OPTIONS", "HEAD", "TRACE", "CONNECT", "post", "POSTPOST", "P", ""];
        string[] versions = ["HTTP/1.0", "HTTP/2.0", "HTTP/9.9", "HTTP/1.1 ", "http/1.1", ""];
        string[] endings = ["%", "%00", "%zz", "%2e%2e", "/../..", "//", "#x", "?writeKey=%", "?writeKey=wk&writeKey=", "\t", " x", "\u00ff", "*", "?" + new string('a', 9_000)];
        var isGet = target.StartsWith("/pixel", StringComparison.Ordinal) || !target.StartsWith("/v1", StringComparison.Ordinal) && _random.Next(2) == 0;
        var method = _random.Next(12) == 0 ? methods[_random.Next(methods.Length)] : isGet ? "GET" : "POST";
        var odd = _random.Next(40) == 0;
        var version = odd ? versions[_random.Next(versions.Length)] : "HTTP/1.1";
        target = _random.Next(12) == 0 ? target + endings[_random.Next(endings.Length)] : target;
        return ($"{method} {target} {version}", odd);
    }

    private byte[] Body(string target, List<string> headers)
    {
        if (target.StartsWith("/v1/webhook", StringComparison.Ordinal))
        {
            switch (_random.Next(3))
            {
                case 0:
                    var (type, form) = _bodies.Multipart();
                    headers.Add($"Content-Type: {type}");
                    return form;
                case 1:
                    headers.Add("Content-Type: application/x-www-form-urlencoded");
                    return _bodies.Form();
            }
        }

        if (_random.Next(4) != 0)
        {
            return _bodies.Json();
        }

        headers.Add("Content-Encoding: gzip");
        return _bodies.Gzip();
    }

    private byte[] Frame(byte[] body, List<string> headers)
    {
        if (_random.Next(3) != 0)
        {
            var announced = _random.Next(20) == 0 ? body.Length + _random.Next(-10, 50) : body.Length;
            headers.Add(string.Create(CultureInfo.InvariantCulture, $"Content-Length: {announced}"));
            return body;
        }

        headers.Add("Transfer-Encoding: chunked");
        string[] extensions = ["", ";a=b", ";", " ", ";\"x", "\u0000"];
        string[] sizes = ["", "zz", "-1", "FFFFFFFFFFFFFFFF", "0x10", "00000000000000000000001"];
        var framed = new MemoryStream();
        void Write(string text) => framed.Write(Encoding.Latin1.GetBytes(text));
        for (var at = 0; at < body.Length;)
        {
            var size = Math.Min(body.Length - at, 1 + _random.Next(700));
            var announced = _random.Next(60) == 0 ? sizes[_random.Next(sizes.Length)] : size.ToString("x", CultureInfo.InvariantCulture);
            Write($"{announced}{extensions[_random.Next(8) == 0 ? _random.Next(extensions.Length) : 0]}\r\n");
            framed.Write(body, at, size);
            Write(_random.Next(60) == 0 ? "\n" : "\r\n");
            at += size;
        }

        Write(_random.Next(30) == 0 ? "0\r\nTrailer: x\r\nbad\r\n\r\n" : _random.Next(30) == 0 ? "" : "0\r\n\r\n");
        return framed.ToArray();
    }
}
