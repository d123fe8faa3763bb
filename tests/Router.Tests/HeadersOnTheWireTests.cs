using System.Text;
using Pintle.DestinationKit.Delivery;

namespace Pintle.Router.Tests;

/// <summary>Headers that users set or events bring: on the wire as given, and what can't go there is that event's fault alone.</summary>
public sealed class HeadersOnTheWireTests : IDisposable
{
    private readonly RawVendor _vendor = new();

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    public void Dispose() => _vendor.Dispose();

    [Theory]
    [InlineData("X-City", "Zürich 東京")]
    [InlineData("x-empty", "")]
    [InlineData("dynamic_header_key_object", """{"k1":"v1, v2"}""")]
    [InlineData("Expires", "0")]
    [InlineData("Last-Modified", "yesterday")]
    [InlineData("Allow", "all")]
    [InlineData("Content-Disposition", "inline")]
    [InlineData("Host", "other.example")]
    [InlineData("Authorization", "Bearer a b")]
    [InlineData("Date", "x")]
    [InlineData("ETag", "x")]
    [InlineData("Set-Cookie", "a=b")]
    [InlineData("Cookie", "a=b; c=d")]
    [InlineData("Content-Own", "x")]
    [InlineData("If-None-Match", "not quoted")]
    public async Task Every_header_arrives_as_it_was_given(string name, string value)
    {
        Assert.Contains($"\r\n{name}: {value}\r\n", await SentAsync("POST", "{}", (name, value)), StringComparison.Ordinal);
        Assert.Contains($"\r\n{name}: {value}\r\n", await SentAsync("GET", "", (name, value)), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_type_is_sent_without_a_body_too() =>
        Assert.Contains("\r\nContent-Type: application/json\r\n", await SentAsync("GET", "", ("content-type", "application/json")), StringComparison.Ordinal);

    [Theory]
    [InlineData("X-A", "a\r\nX-B: c")]
    [InlineData("X-A", "a\nb")]
    [InlineData("X-A", "a\0b")]
    [InlineData("not a name", "b")]
    [InlineData("", "b")]
    [InlineData("näme", "b")]
    public async Task What_no_header_can_carry_is_the_events_fault(string name, string value)
    {
        var request = new WireRequest("POST", "http://127.0.0.1:9/", [new(name, value)], "{}"u8.ToArray());
        var result = await _vendor.Client.SendAsync(request, TimeSpan.FromSeconds(5), Ct);
        Assert.Equal(SendFailure.BadRequest, result.Failure);
        Assert.Equal(VerdictKind.Abort, FailureRules.VerdictOf(result.Failure, result.Message).Kind);
    }

    private async Task<string> SentAsync(string method, string body, params (string Name, string Value)[] headers)
    {
        var request = new WireRequest(method, _vendor.Url, [.. headers.Select(h => KeyValuePair.Create(h.Name, h.Value))], Encoding.UTF8.GetBytes(body));
        var sending = _vendor.Client.SendAsync(request, TimeSpan.FromSeconds(2), Ct).AsTask();
        var accepting = _vendor.Listener.AcceptTcpClientAsync(Ct).AsTask();
        if (await Task.WhenAny(sending, accepting) == sending)
        {
            return $"{(await sending).Failure}: {(await sending).Message}";
        }

        using var peer = await accepting;
        var stream = peer.GetStream();
        var buffer = new byte[4096];
        var length = await stream.ReadAsync(buffer, Ct);
        await stream.WriteAsync("HTTP/1.1 200 OK\r\nContent-Length: 0\r\nConnection: close\r\n\r\n"u8.ToArray(), Ct);
        await sending;
        return Encoding.UTF8.GetString(buffer, 0, length);
    }
}
