using System.Net.Sockets;
using System.Text;
using Pintle.DestinationKit.Delivery;

namespace Pintle.Router.Tests;

/// <summary>Vendors that misbehave on the wire: each has its failure, its verdict, and words that a person understands.</summary>
public sealed class VendorWeatherTests : IDisposable
{
    private readonly RawVendor _vendor = new();

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    public void Dispose() => _vendor.Dispose();

    [Fact]
    public async Task A_name_that_does_not_exist_is_named()
    {
        var result = await SendAsync("http://no-such-host.invalid/");
        Assert.Equal(SendFailure.DnsFailed, result.Failure);
        Assert.Equal("The host name no-such-host.invalid:80 does not resolve.", result.Message);
        Assert.Equal((VerdictKind.DestinationFault, "host name not found"), Verdict(result));
    }

    [Fact]
    public async Task A_body_that_drips_for_ever_ends_with_the_time_limit()
    {
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(Ct);
        var dripping = ServeAsync(async stream =>
        {
            await WriteAsync(stream, "HTTP/1.1 200 OK\r\nContent-Length: 1000000\r\n\r\n");
            while (!stop.IsCancellationRequested)
            {
                await WriteAsync(stream, ".");
            }
        });
        var result = await SendAsync(_vendor.Url, timeout: 300);
        await stop.CancelAsync();
        await EndedAsync(dripping);
        // A drip that fills the megabyte in time is an answer; either way the request ends.
        Assert.True(result.Failure == SendFailure.TimedOut || result.Response is { Status: 200 }, result.Message);
    }

    [Fact]
    public async Task A_vendor_that_takes_the_request_and_is_silent_times_out_with_the_limit_in_the_message()
    {
        var serving = ServeAsync(stream => stream.ReadExactlyAsync(new byte[1 << 20], Ct).AsTask());
        var result = await SendAsync(_vendor.Url, timeout: 200);
        Assert.Equal(SendFailure.TimedOut, result.Failure);
        Assert.Contains("within 0.2 s", result.Message, StringComparison.Ordinal);
        Assert.Equal((VerdictKind.DestinationFault, "no answer in time"), Verdict(result));
        await EndedAsync(serving);
    }

    [Theory]
    [InlineData("", SendFailureName.Reset, "closed the connection before it answered")]
    [InlineData("SSH-2.0-OpenSSH_9.6\r\n", SendFailureName.NotHttp, "is not HTTP")]
    [InlineData("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nab", SendFailureName.CutOff, "in the middle of its answer")]
    [InlineData("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\n", SendFailureName.CutOff, "")]
    [InlineData("HTTP/1.1 abc\r\n\r\n", SendFailureName.NotHttp, "is not HTTP")]
    public async Task What_makes_no_sense_is_told_apart(string answer, SendFailureName expected, string words)
    {
        var serving = ServeAsync(stream => WriteAsync(stream, answer));
        var result = await SendAsync(_vendor.Url);
        await serving;
        Assert.Equal(expected.ToString(), result.Failure switch
        {
            SendFailure.ConnectionReset => nameof(SendFailureName.Reset),
            SendFailure.NotHttp => nameof(SendFailureName.NotHttp),
            SendFailure.ClosedMidAnswer => nameof(SendFailureName.CutOff),
            var other => other.ToString(),
        });
        Assert.Contains(words, result.Message, StringComparison.Ordinal);
        Assert.NotEqual(VerdictKind.Abort, Verdict(result).Kind);
    }

    [Fact]
    public async Task Headers_without_end_are_refused_and_tried_again()
    {
        var serving = ServeAsync(async stream =>
        {
            await WriteAsync(stream, "HTTP/1.1 200 OK\r\n");
            for (var n = 0; n < 10_000; n++)
            {
                await WriteAsync(stream, $"X-{n}: {new string('a', 1_000)}\r\n");
            }
        });
        var result = await SendAsync(_vendor.Url);
        await EndedAsync(serving);
        Assert.NotEqual(SendFailure.None, result.Failure);
        Assert.NotEqual(VerdictKind.Abort, Verdict(result).Kind);
    }

    [Fact]
    public async Task Of_a_gigabyte_no_more_than_a_megabyte_is_read()
    {
        var written = 0L;
        var serving = ServeAsync(async stream =>
        {
            await WriteAsync(stream, $"HTTP/1.1 200 OK\r\nContent-Type: text/plain\r\nContent-Length: {1L << 30}\r\n\r\n");
            var block = new byte[64 * 1024];
            while (written < 1L << 30)
            {
                await stream.WriteAsync(block, Ct);
                written += block.Length;
            }
        });
        var result = await SendAsync(_vendor.Url);
        await EndedAsync(serving);
        Assert.Equal((200, 1 << 20), (result.Response!.Status, result.Response.Body.Length));
        Assert.InRange(written, 1 << 20, 64 << 20);
    }

    [Theory]
    [InlineData("7", 7)]
    [InlineData("99999999", 99_999_999)]
    [InlineData("-5", null)]
    [InlineData("soon", null)]
    [InlineData("99999999999999999999", null)]
    [InlineData("Wed, 25 Nov 2026 10:01:00 GMT", 60)]
    [InlineData("Wed, 25 Nov 2020 10:01:00 GMT", null)]
    public async Task Retry_after_is_read_as_seconds_or_a_date_by_the_vendors_own_clock(string header, int? seconds)
    {
        var serving = ServeAsync(stream => WriteAsync(
            stream, $"HTTP/1.1 429 Slow\r\nDate: Wed, 25 Nov 2026 10:00:00 GMT\r\nRetry-After: {header}\r\nContent-Length: 0\r\n\r\n"));
        var result = await SendAsync(_vendor.Url);
        await serving;
        Assert.Equal(429, result.Response!.Status);
        Assert.Equal(seconds is { } s ? TimeSpan.FromSeconds(s) : null, result.Response.RetryAfter);
    }

    [Fact]
    public async Task A_connection_that_the_vendor_closed_between_requests_is_not_a_failure()
    {
        for (var n = 0; n < 2; n++)
        {
            var serving = ServeAsync(stream => WriteAsync(stream, "HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n"));
            Assert.Equal(200, (await SendAsync(_vendor.Url)).Response!.Status);
            await serving;
        }
    }

    [Fact]
    public async Task A_post_that_a_vendor_may_have_read_is_never_sent_again_behind_our_back()
    {
        var requests = 0;
        var serving = Task.Run(async () =>
        {
            using var peer = await _vendor.Listener.AcceptTcpClientAsync(Ct);
            await ReadRequestAsync(peer.GetStream());
            await WriteAsync(peer.GetStream(), "HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n");
            await ReadRequestAsync(peer.GetStream());
            requests = 2;
            // Closed with the second request read and unanswered.
        }, Ct);
        Assert.Equal(200, (await SendAsync(_vendor.Url)).Response!.Status);
        var second = await SendAsync(_vendor.Url, timeout: 2_000);
        await serving;
        Assert.Equal(2, requests);
        Assert.Equal((SendFailure.ConnectionReset, VerdictKind.DestinationFault), (second.Failure, Verdict(second).Kind));
        Assert.False(_vendor.Listener.Pending());
    }

    [Fact]
    public async Task A_redirect_is_an_answer_with_its_target_and_nothing_connects_there()
    {
        var target = _vendor.Url;
        var serving = ServeAsync(stream => WriteAsync(stream, $"HTTP/1.1 307 Look there\r\nLocation: {target}\r\nContent-Length: 0\r\n\r\n"));
        var result = await SendAsync(_vendor.Url);
        await serving;
        Assert.Equal((307, $"redirects to {target}, which is not followed"), (result.Response!.Status, result.Response.Body));
        Assert.Equal(VerdictKind.Abort, result.Response.ByStatus().Kind);
        Assert.False(_vendor.Listener.Pending());
    }

    [Fact]
    public async Task Plain_text_where_tls_should_be_is_no_secure_connection()
    {
        var serving = ServeAsync(stream => WriteAsync(stream, "HTTP/1.1 400 Bad Request\r\n\r\n"), readRequest: false);
        var result = await SendAsync(_vendor.Url.Replace("http:", "https:", StringComparison.Ordinal));
        await serving;
        Assert.Equal(SendFailure.TlsFailed, result.Failure);
        Assert.Equal((VerdictKind.DestinationFault, "no secure connection"), Verdict(result));
    }

    [Theory]
    [InlineData(200, VerdictKind.Delivered)]
    [InlineData(400, VerdictKind.Abort)]
    [InlineData(401, VerdictKind.DestinationFault)]
    [InlineData(403, VerdictKind.Abort)]
    [InlineData(404, VerdictKind.Abort)]
    [InlineData(408, VerdictKind.Retry)]
    [InlineData(410, VerdictKind.Abort)]
    [InlineData(429, VerdictKind.DestinationFault)]
    [InlineData(500, VerdictKind.Retry)]
    [InlineData(502, VerdictKind.Retry)]
    [InlineData(503, VerdictKind.DestinationFault)]
    [InlineData(504, VerdictKind.Retry)]
    public async Task Each_status_has_its_verdict_and_carries_what_the_vendor_said(int status, VerdictKind kind)
    {
        var serving = ServeAsync(stream => WriteAsync(stream, $"HTTP/1.1 {status} X\r\nContent-Type: text/plain\r\nContent-Length: 9\r\n\r\nplan over"));
        var verdict = (await SendAsync(_vendor.Url)).Response!.ByStatus();
        await serving;
        Assert.Equal(kind, verdict.Kind);
        if (kind != VerdictKind.Delivered)
        {
            Assert.Equal(($"answered {status}", "plan over"), (verdict.Reason, verdict.Message));
        }
    }

    private static (VerdictKind Kind, string Reason) Verdict(SendResult result)
    {
        var verdict = FailureRules.VerdictOf(result.Failure, result.Message);
        return (verdict.Kind, verdict.Reason);
    }

    /// <summary>Serves one connection: reads the request, does as told, closes.</summary>
    private async Task ServeAsync(Func<NetworkStream, Task> serve, bool readRequest = true)
    {
        using var peer = await _vendor.Listener.AcceptTcpClientAsync(Ct);
        if (readRequest)
        {
            await ReadRequestAsync(peer.GetStream());
        }
        else
        {
            _ = await peer.GetStream().ReadAsync(new byte[4096], Ct);
        }

        await serve(peer.GetStream());
        peer.Client.Shutdown(SocketShutdown.Send);
    }

    // The client breaks off while the peer writes: that is its right.
    private static Task EndedAsync(Task serving) => serving.ContinueWith(_ => { }, CancellationToken.None, TaskContinuationOptions.None, TaskScheduler.Default);

    // Every request here ends with this body.
    private static async Task ReadRequestAsync(NetworkStream stream)
    {
        var text = new StringBuilder();
        var buffer = new byte[4096];
        while (!text.ToString().EndsWith("{\"a\":1}", StringComparison.Ordinal) && await stream.ReadAsync(buffer, Ct) is > 0 and var read)
        {
            text.Append(Encoding.ASCII.GetString(buffer, 0, read));
        }
    }

    private static async Task WriteAsync(NetworkStream stream, string text) => await stream.WriteAsync(Encoding.ASCII.GetBytes(text), Ct);

    private Task<SendResult> SendAsync(string url, int timeout = 5_000) =>
        _vendor.Client.SendAsync(new WireRequest("POST", url, [], "{\"a\":1}"u8.ToArray()), TimeSpan.FromMilliseconds(timeout), Ct).AsTask();

    /// <summary>The failures told apart here, by a name that a public test may take.</summary>
    public enum SendFailureName
    {
        Reset,
        NotHttp,
        CutOff,
    }
}
