using System.Net;
using System.Net.Security;
using System.Net.Sockets;
using System.Security.Cryptography;
using Pintle.TestKit;

namespace Pintle.EndToEnd.Tests;

/// <summary>TLS on both listeners, with a certificate made here.</summary>
public sealed class TlsTests : IDisposable
{
    private readonly CancellationTokenSource _limit = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
    private readonly string _directory = Directory.CreateTempSubdirectory("pintle-tls-").FullName;

    public TlsTests() => _limit.CancelAfter(TimeSpan.FromSeconds(60));

    private CancellationToken Ct => _limit.Token;

    private string Certificate => Path.Combine(_directory, "cert.pem");

    private string Key => Path.Combine(_directory, "key.pem");

    private string[] Flags => ["--tls.certificate", Certificate, "--tls.key", Key];

    public void Dispose()
    {
        _limit.Dispose();
        Directory.Delete(_directory, recursive: true);
    }

    [Fact]
    public async Task Events_metrics_and_commands_go_over_tls_in_both_versions_and_a_renewal_applies()
    {
        var first = PemFiles.Write(Certificate, Key);
        await using var vendor = await FakeVendor.StartAsync();
        await using var server = new ServerProcess { Scheme = "https" };
        server.WriteWorkspace(WorkspaceJson.Of(("hook", vendor.Url)));
        Assert.True(await server.StartAsync(Ct, null, Flags), server.Output);

        Assert.Equal(HttpStatusCode.OK, await server.PostAsync("/v1/track", """{"userId":"u","event":"E"}"""u8.ToArray(), Ct));
        await vendor.WaitForAsync(1, Ct);
        Assert.Equal((HttpVersion.Version20, HttpVersion.Version11), (await VersionAsync(server.GatewayAddress, HttpVersion.Version20), await VersionAsync(server.ControlAddress, HttpVersion.Version11)));
        var metrics = (await server.ControlAsync("/metrics", Ct))!.Value.Body;
        Assert.Contains("pintle_gateway_requests_total{otel_scope_name=\"Pintle.Gateway\",route=\"/v1/track\",status=\"200\"} 1", metrics, StringComparison.Ordinal);
        Assert.Contains("pintle_gateway_request_duration_seconds_bucket", metrics, StringComparison.Ordinal);
        Assert.Contains("pintle_gateway_events_total{otel_scope_name=\"Pintle.Gateway\",source=\"src\"} 1", metrics, StringComparison.Ordinal);
        var (code, text, _) = await server.TryCommandAsync(Ct, ["status", .. Flags]);
        Assert.True(code == 0 && text.Contains("\"hook\"", StringComparison.Ordinal), text);

        Assert.Equal(first, await ShownAsync(server.GatewayAddress));
        var second = PemFiles.Write(Certificate, Key);
        await server.UntilAsync(async () => await ShownAsync(server.GatewayAddress) == second, Ct);
        Assert.Equal(second, await ShownAsync(server.ControlAddress));
    }

    [Fact]
    public async Task A_command_talks_to_nobody_who_shows_another_certificate()
    {
        PemFiles.Write(Certificate, Key);
        await using var server = new ServerProcess { Scheme = "https" };
        server.WriteWorkspace(WorkspaceJson.Of());
        Assert.True(await server.StartAsync(Ct, null, Flags), server.Output);
        var (other, otherKey) = (Path.Combine(_directory, "other.pem"), Path.Combine(_directory, "other.key"));
        PemFiles.Write(other, otherKey);
        Assert.Equal(1, (await server.TryCommandAsync(Ct, "status", "--tls.certificate", other, "--tls.key", otherKey)).Code);
    }

    [Fact]
    public async Task A_certificate_that_is_not_there_stops_the_start_with_key_and_file()
    {
        await using var server = new ServerProcess { Scheme = "https" };
        server.WriteWorkspace(WorkspaceJson.Of());
        Assert.False(await server.StartAsync(Ct, null, Flags));
        Assert.Equal(2, await server.EndAsync(Ct));
        Assert.Contains($"tls.certificate: {Certificate}: ", server.Output, StringComparison.Ordinal);
    }

    private async Task<Version> VersionAsync(Uri address, Version version)
    {
        using var http = new HttpClient(new HttpClientHandler { ServerCertificateCustomValidationCallback = HttpClientHandler.DangerousAcceptAnyServerCertificateValidator });
        using var request = new HttpRequestMessage(HttpMethod.Get, new Uri(address, "/health")) { Version = version, VersionPolicy = HttpVersionPolicy.RequestVersionExact };
        using var answer = await http.SendAsync(request, Ct);
        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        return answer.Version;
    }

    private async Task<string> ShownAsync(Uri address)
    {
        using var tcp = new TcpClient();
        await tcp.ConnectAsync(IPAddress.Loopback, address.Port, Ct);
        var shown = "";
        await using var tls = new SslStream(tcp.GetStream(), leaveInnerStreamOpen: false, (_, certificate, _, _) =>
        {
            shown = certificate!.GetCertHashString(HashAlgorithmName.SHA256);
            return shown.Length > 0;
        });
        await tls.AuthenticateAsClientAsync(new SslClientAuthenticationOptions { TargetHost = "127.0.0.1" }, Ct);
        return shown;
    }
}
