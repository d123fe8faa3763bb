using System.Text;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Http;
using Microsoft.IdentityModel.Tokens;
using Pintle.ControlPlane.Data;
using Pintle.ControlPlane.People.SingleSignOn.Issuers;
using Pintle.ControlPlane.Tests.Rig;

namespace Pintle.ControlPlane.Tests.People.SingleSignOn;

/// <summary>Log-ins that are not what they should be, on every database: nobody gets a session.</summary>
public abstract class SsoAttackTests(ControlRig rig) : IAsyncLifetime
{
    private LocalIssuer _issuer = null!;
    private string _id = "";

    public async ValueTask InitializeAsync()
    {
        _issuer = await LocalIssuer.StartAsync(rig.Time);
        _issuer.Person = new(Ids.New("sub"), $"{Ids.New("new")}@example.com", true);
        (_, _id) = await rig.NewShopAsync(_issuer, joinRole: "viewer");
    }

    public async ValueTask DisposeAsync()
    {
        await _issuer.DisposeAsync();
        GC.SuppressFinalize(this);
    }

    [Fact]
    public async Task A_state_is_good_once_in_its_browser_and_for_ten_minutes()
    {
        var browser = new SsoBrowser(rig);
        var back = await SsoBrowser.ApproveAsync(await browser.BeginAsync(_id));
        Assert.Equal("/", await browser.ReturnAsync(back));
        await MustBeAsync("expired", browser, back);

        // Another browser; and then its own, for which it is used up.
        back = await SsoBrowser.ApproveAsync(await browser.BeginAsync(_id));
        var mark = browser.Mark;
        await MustBeAsync("expired", new SsoBrowser(rig) { Mark = "pintle-sso-x=y" }, back);
        await MustBeAsync("expired", new SsoBrowser(rig) { Mark = mark }, back);

        await MustBeAsync("expired", browser, new Uri(rig.Address, "/api/v1/log-in/callback?state=sst_x&code=x"));
        await MustBeAsync("expired", browser, new Uri(rig.Address, "/api/v1/log-in/callback"));

        back = await SsoBrowser.ApproveAsync(await browser.BeginAsync(_id));
        rig.Time.Advance(TimeSpan.FromMinutes(10));
        await MustBeAsync("expired", browser, back);
    }

    [Theory]
    [InlineData("nonce")]
    [InlineData("no nonce")]
    [InlineData("audience")]
    [InlineData("azp")]
    [InlineData("issuer")]
    [InlineData("expired")]
    [InlineData("not yet")]
    [InlineData("no end")]
    [InlineData("nobody")]
    [InlineData("none")]
    [InlineData("HS256")]
    [InlineData("unknown key")]
    [InlineData("text")]
    public async Task An_id_token_that_is_not_in_order_is_refused(string what)
    {
        var now = rig.Time.GetUtcNow().ToUnixTimeSeconds();
        _issuer.Forge = claims => what switch
        {
            "nonce" => Signed(claims, "nonce", "another"),
            "no nonce" => Signed(claims, "nonce", null),
            "audience" => Signed(claims, "aud", "client-of-another"),
            "azp" => Signed(claims, "azp", "client-of-another"),
            "issuer" => Signed(claims, "iss", "https://evil.example/"),
            "expired" => Signed(claims, "exp", now - 300),
            "not yet" => Signed(claims, "nbf", now + 300),
            "no end" => Signed(claims, "exp", null),
            "nobody" => Signed(claims, "sub", null),
            "none" => LocalIssuer.Sign(claims, key: null),
            "HS256" => LocalIssuer.Sign(claims, new SigningCredentials(new SymmetricSecurityKey(Encoding.UTF8.GetBytes(_issuer.ClientSecret.PadRight(64))), SecurityAlgorithms.HmacSha256)),
            "unknown key" => LocalIssuer.Sign(claims, LocalIssuer.NewKey()),
            _ => "no.token.at all",
        };
        var browser = new SsoBrowser(rig);
        await MustBeAsync("refused", browser, await SsoBrowser.ApproveAsync(await browser.BeginAsync(_id)));
        _issuer.Forge = static claims => claims.ToJsonString();
        await MustBeAsync("refused", browser, await SsoBrowser.ApproveAsync(await browser.BeginAsync(_id)));
        _issuer.Forge = claims => Signed(claims, "more", 1);
        Assert.Equal("/", await browser.LogInAsync(_id));
        Assert.DoesNotContain(rig.Logs.Lines, line => line.Contains(_issuer.ClientSecret, StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_new_key_is_taken_at_once_and_unknown_ones_do_not_make_the_server_ask_all_the_time()
    {
        var browser = new SsoBrowser(rig);
        await browser.LogInAsync(_id);
        var before = _issuer.Asked("/keys");
        await browser.LogInAsync(_id);
        Assert.Equal(before, _issuer.Asked("/keys"));
        _issuer.ChangeKey();
        Assert.Equal("/", await browser.LogInAsync(_id));
        Assert.Equal(before + 1, _issuer.Asked("/keys"));

        _issuer.Forge = static claims => LocalIssuer.Sign(claims, LocalIssuer.NewKey());
        for (var i = 0; i < 3; i++)
        {
            Assert.Equal("/log-in?problem=refused", await browser.LogInAsync(_id));
        }

        Assert.Equal(before + 1, _issuer.Asked("/keys"));
        rig.Time.Advance(IssuerDocuments.Floor);
        await browser.LogInAsync(_id);
        Assert.Equal(before + 2, _issuer.Asked("/keys"));
    }

    [Fact]
    public async Task An_issuer_that_is_away_is_told_and_nobody_waits_for_long()
    {
        var browser = new SsoBrowser(rig);
        var back = await SsoBrowser.ApproveAsync(await browser.BeginAsync(_id, "/w"));
        var asked = new TaskCompletionSource();
        _issuer.OnRequest = context =>
        {
            asked.TrySetResult();
            return Task.Delay(Timeout.Infinite, context.RequestAborted).ContinueWith(static _ => { }, TaskScheduler.Default);
        };
        var returning = browser.ReturnAsync(back);
        await asked.Task;
        rig.Time.Advance(IssuerHttp.Longest);
        Assert.Equal("/log-in?problem=away&next=%2Fw", await returning);

        _issuer.OnRequest = static context => Task.FromResult(context.Response.StatusCode = StatusCodes.Status502BadGateway);
        rig.Time.Advance(TimeSpan.FromHours(1));
        Assert.Equal("/log-in?problem=away", await browser.BeginAsync(_id));
        await _issuer.StopAsync();
        Assert.Equal("/log-in?problem=away", await browser.BeginAsync(_id));
    }

    [Fact]
    public async Task Nobody_is_led_to_another_site()
    {
        foreach (var returnTo in new[] { "https://evil.example/", "//evil.example/", "/\\evil.example/", "javascript:alert(1)", "evil" })
        {
            Assert.Equal("/", await new SsoBrowser(rig).LogInAsync(_id, returnTo));
        }
    }

    [Fact]
    public async Task What_the_issuer_refuses_is_told()
    {
        var browser = new SsoBrowser(rig);
        foreach (var (said, problem) in new[] { ("error=access_denied", "denied"), ("error=server_error", "refused"), ("x=1", "refused"), ("code=made-up", "refused"), ("code=x&iss=https%3A%2F%2Fevil.example", "refused") })
        {
            var state = System.Web.HttpUtility.ParseQueryString(new Uri(await browser.BeginAsync(_id)).Query)["state"];
            await MustBeAsync(problem, browser, new Uri(rig.Address, $"/api/v1/log-in/callback?state={state}&{said}"));
        }
    }

    private static async Task MustBeAsync(string problem, SsoBrowser browser, Uri address)
    {
        Assert.Equal($"/log-in?problem={problem}", await browser.ReturnAsync(address));
        Assert.Equal("", browser.SetCookie);
    }

    private string Signed(JsonObject claims, string name, JsonNode? value)
    {
        claims.Remove(name);
        if (value is not null)
        {
            claims[name] = value;
        }

        return LocalIssuer.Sign(claims, _issuer.Key);
    }
}

public sealed class SsoAttackOnSqlite(SqliteRig rig) : SsoAttackTests(rig), IClassFixture<SqliteRig>;

public sealed class SsoAttackOnPostgres(PostgresRig rig) : SsoAttackTests(rig), IClassFixture<PostgresRig>;
