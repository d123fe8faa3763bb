using System.Net;
using System.Net.Http.Json;
using System.Text.Json.Nodes;

namespace Pintle.EndToEnd.Tests.ControlPlane;

/// <summary>What a proxy says of who asks: believed of those that the configuration names, and of nobody else.</summary>
public sealed class TrustedProxyTests
{
    private readonly CancellationTokenSource _limit = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);

    public TrustedProxyTests() => _limit.CancelAfter(TimeSpan.FromSeconds(90));

    private CancellationToken Ct => _limit.Token;

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_proxy_that_is_trusted_says_who_asks_and_by_which_scheme(bool isTrusted)
    {
        await using var server = new ServerProcess();
        Assert.True(await server.StartInTheBoxAsync(Ct, isTrusted ? ["--control.trustedProxies", "127.0.0.0/8"] : ["--control.trustedProxies", "10.0.0.0/8"]), server.Output);
        using var browser = new HttpClient { BaseAddress = server.ControlAddress };
        await server.SetUpAsync(browser, Ct);

        using var logIn = new HttpRequestMessage(HttpMethod.Post, "/api/v1/session") { Content = JsonContent.Create(new { email = "ada@shop.example", password = FirstPerson.Password }) };
        logIn.Headers.Add("X-Forwarded-For", "203.0.113.9");
        logIn.Headers.Add("X-Forwarded-Proto", "https");
        logIn.Headers.Add("X-Forwarded-Host", "pintle.shop.example");
        logIn.Headers.Add("Origin", "https://pintle.shop.example");
        using var handler = new HttpClientHandler { UseCookies = false };
        using var proxy = new HttpClient(handler) { BaseAddress = server.ControlAddress };
        using var answer = await proxy.SendAsync(logIn, Ct);
        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        var cookie = Assert.Single(answer.Headers.GetValues("Set-Cookie"));
        Assert.Equal(isTrusted, cookie.Contains("secure", StringComparison.OrdinalIgnoreCase));

        using var ask = new HttpRequestMessage(HttpMethod.Get, "/api/v1/sessions");
        ask.Headers.Add("Cookie", cookie.Split(';')[0]);
        using var sessions = await proxy.SendAsync(ask, Ct);
        var here = (await sessions.Content.ReadFromJsonAsync<JsonNode>(Ct))!["items"]!.AsArray().Single(s => s!["current"]!.GetValue<bool>())!;
        Assert.Equal(isTrusted ? "203.0.113.9" : "127.0.0.1", here["address"]!.GetValue<string>());
    }
}
