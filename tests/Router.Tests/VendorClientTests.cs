using System.Net;
using System.Net.Sockets;
using Microsoft.AspNetCore.Http;
using Pintle.DestinationKit.Delivery;
using Pintle.Router.Outbound;
using Pintle.Router.Sending;
using Pintle.TestKit;

namespace Pintle.Router.Tests;

public sealed class VendorClientTests : IDisposable
{
    private readonly VendorClient _client = new(new OutboundGuard([IPNetwork.Parse("127.0.0.0/8")]));

    public void Dispose() => _client.Dispose();

    [Fact]
    public async Task Sends_exactly_what_it_is_given_and_reads_the_answer()
    {
        await using var vendor = await FakeVendor.StartAsync();
        vendor.Answer = async (_, context) =>
        {
            context.Response.StatusCode = 429;
            context.Response.Headers.RetryAfter = "7";
            context.Response.ContentType = "application/json";
            await context.Response.WriteAsync("{}");
        };
        VendorCall? seen = null;
        var answer = vendor.Answer;
        vendor.Answer = (call, context) =>
        {
            seen = call;
            return answer(call, context);
        };
        var result = await SendAsync(vendor.Url + "/p?q=1", [new("content-type", "application/xml"), new("X-A", "b")], "<x/>"u8.ToArray(), "PUT");
        Assert.Equal((429, "application/json", "{}", TimeSpan.FromSeconds(7)), (result.Response!.Status, result.Response.ContentType, result.Response.Body, result.Response.RetryAfter));
        Assert.Equal(("PUT", "/p?q=1", "<x/>"), (seen!.Method, seen.Target, seen.Body));
        Assert.Equal(("application/xml", "b"), (seen.Headers["Content-Type"], seen.Headers["X-A"]));
    }

    [Fact]
    public async Task Follows_no_redirect_and_names_the_target()
    {
        await using var vendor = await FakeVendor.StartAsync();
        vendor.Answer = (_, context) =>
        {
            context.Response.StatusCode = 302;
            context.Response.Headers.Location = "http://10.0.0.1/";
            return Task.CompletedTask;
        };
        var result = await SendAsync(vendor.Url);
        Assert.Equal(302, result.Response!.Status);
        Assert.Contains("http://10.0.0.1/", result.Response.Body, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Says_why_there_was_no_answer()
    {
        var closed = new TcpListener(IPAddress.Loopback, 0);
        closed.Start();
        var port = ((IPEndPoint)closed.LocalEndpoint).Port;
        closed.Stop();
        Assert.Equal(SendFailure.ConnectionFailed, (await SendAsync($"http://127.0.0.1:{port}/")).Failure);
        Assert.Equal(SendFailure.BadRequest, (await SendAsync("ftp://x/")).Failure);
        Assert.Equal(SendFailure.BadRequest, (await SendAsync("no url")).Failure);
        await using var vendor = await FakeVendor.StartAsync();
        vendor.Answer = (_, context) => Task.Delay(Timeout.Infinite, context.RequestAborted).ContinueWith(_ => { }, TaskScheduler.Default);
        Assert.Equal(SendFailure.TimedOut, (await SendAsync(vendor.Url, timeout: 200)).Failure);
        vendor.Answer = (_, context) =>
        {
            context.Abort();
            return Task.CompletedTask;
        };
        Assert.Equal(SendFailure.ConnectionReset, (await SendAsync(vendor.Url)).Failure);
    }

    [Theory]
    [InlineData("HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\nhalf", (int)SendFailure.ClosedMidAnswer)]
    [InlineData("what?\r\n\r\n", (int)SendFailure.NotHttp)]
    public async Task An_answer_that_breaks_off_or_makes_no_sense_is_told_apart(string answer, int failure)
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        var sending = SendAsync($"http://127.0.0.1:{((IPEndPoint)listener.LocalEndpoint).Port}/");
        using (var peer = await listener.AcceptTcpClientAsync(TestContext.Current.CancellationToken))
        {
            var stream = peer.GetStream();
            _ = await stream.ReadAsync(new byte[4096], TestContext.Current.CancellationToken);
            await stream.WriteAsync(System.Text.Encoding.ASCII.GetBytes(answer), TestContext.Current.CancellationToken);
            peer.Client.Shutdown(SocketShutdown.Send);
            Assert.Equal((SendFailure)failure, (await sending).Failure);
        }
    }

    [Theory]
    [InlineData("127.0.0.1")]
    [InlineData("10.1.2.3")]
    [InlineData("172.16.0.1")]
    [InlineData("192.168.1.1")]
    [InlineData("169.254.169.254")]
    [InlineData("100.64.0.1")]
    [InlineData("0.0.0.0")]
    [InlineData("224.0.0.1")]
    [InlineData("255.255.255.255")]
    [InlineData("::1")]
    [InlineData("::")]
    [InlineData("fe80::1")]
    [InlineData("fd00::1")]
    [InlineData("::ffff:10.0.0.1")]
    [InlineData("64:ff9b::a00:1")]
    public void The_guard_refuses_what_is_not_public(string address) => Assert.False(new OutboundGuard([]).Allows(IPAddress.Parse(address)));

    [Fact]
    public void The_guard_lets_public_and_allowed_addresses_pass()
    {
        var guard = new OutboundGuard([IPNetwork.Parse("10.0.0.0/8")]);
        Assert.True(guard.Allows(IPAddress.Parse("93.184.216.34")) && guard.Allows(IPAddress.Parse("2606:2800:220:1::1")) && guard.Allows(IPAddress.Parse("10.9.9.9")));
    }

    [Fact]
    public async Task A_refused_address_is_named_with_the_key_to_set()
    {
        using var strict = new VendorClient(new OutboundGuard([]));
        var result = await strict.SendAsync(new WireRequest("GET", "http://localhost:1/", [], default), TimeSpan.FromSeconds(5), CancellationToken.None);
        Assert.Equal(SendFailure.AddressRefused, result.Failure);
        Assert.Contains("outbound.allow", result.Message, StringComparison.Ordinal);
    }

    private Task<SendResult> SendAsync(string url, KeyValuePair<string, string>[]? headers = null, byte[]? body = null, string method = "POST", int timeout = 5_000) =>
        _client.SendAsync(new WireRequest(method, url, headers ?? [], body ?? []), TimeSpan.FromMilliseconds(timeout), TestContext.Current.CancellationToken).AsTask();
}
