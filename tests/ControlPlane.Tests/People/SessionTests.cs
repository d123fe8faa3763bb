using System.Net;
using Pintle.ControlPlane.Tests.Rig;

namespace Pintle.ControlPlane.Tests.People;

/// <summary>Sessions of browsers, on every database.</summary>
public abstract class SessionTests(ControlRig rig)
{
    [Fact]
    public async Task Who_logs_out_is_out()
    {
        var ada = await NewAsync();
        var cookie = ada.Browser.Cookie;
        (await ada.Browser.DeleteAsync("session")).Must(HttpStatusCode.NoContent);
        Assert.Null(ada.Browser.Cookie);
        (await new Browser(rig.Address) { Cookie = cookie }.GetAsync("session")).Must(HttpStatusCode.Unauthorized);
    }

    [Fact]
    public async Task A_session_ends_after_seven_days_without_use_or_thirty_with()
    {
        var ada = await NewAsync();
        for (var day = 0; day < 29; day += 6)
        {
            (await ada.Browser.GetAsync("session")).Must(HttpStatusCode.OK);
            rig.Time.Advance(TimeSpan.FromDays(6));
        }

        (await ada.Browser.GetAsync("session")).Must(HttpStatusCode.Unauthorized);
        await ada.LogInAsync(rig);
        rig.Time.Advance(TimeSpan.FromDays(7));
        (await ada.Browser.GetAsync("session")).Must(HttpStatusCode.Unauthorized);
    }

    [Fact]
    public async Task The_last_use_is_known_to_the_minute()
    {
        var ada = await NewAsync();
        var start = rig.Time.GetUtcNow();
        foreach (var (seconds, seen) in new[] { (30, 0), (29, 0), (1, 60), (59, 60), (1, 120) })
        {
            rig.Time.Advance(TimeSpan.FromSeconds(seconds));
            await ada.Browser.GetAsync("session");
            var session = Assert.Single((await ada.Browser.GetAsync("sessions"))["items"]!.AsArray())!;
            Assert.Equal(start.AddSeconds(seen), session["lastSeenAt"]!.GetValue<DateTimeOffset>());
        }
    }

    [Theory]
    [InlineData("Sec-Fetch-Site", "cross-site", HttpStatusCode.Forbidden)]
    [InlineData("Sec-Fetch-Site", "same-site", HttpStatusCode.Forbidden)]
    [InlineData("Sec-Fetch-Site", "same-origin", HttpStatusCode.NoContent)]
    [InlineData("Sec-Fetch-Site", "none", HttpStatusCode.NoContent)]
    [InlineData("Origin", "https://evil.example", HttpStatusCode.Forbidden)]
    [InlineData("Origin", "null", HttpStatusCode.Forbidden)]
    [InlineData("Origin", "own", HttpStatusCode.NoContent)]
    public async Task What_pages_of_other_sites_ask_for_is_refused(string header, string value, HttpStatusCode status)
    {
        var ada = await NewAsync();
        ada.Browser.Headers[header] = value == "own" ? rig.Address.GetLeftPart(UriPartial.Authority) : value;
        (await ada.Browser.GetAsync("session")).Must(HttpStatusCode.OK);
        (await ada.Browser.DeleteAsync("session")).Must(status);
    }

    [Fact]
    public async Task What_a_browser_says_of_the_site_counts_more_than_the_origin()
    {
        var ada = await NewAsync();
        ada.Browser.Headers["Sec-Fetch-Site"] = "cross-site";
        ada.Browser.Headers["Origin"] = rig.Address.GetLeftPart(UriPartial.Authority);
        (await ada.Browser.DeleteAsync("session")).Must(HttpStatusCode.Forbidden);
        (await ada.Browser.PostAsync("session", new { email = ada.Email, password = ada.Password })).Must(HttpStatusCode.Forbidden);
    }

    [Fact]
    public async Task Other_sites_may_use_tokens_as_they_bring_them_themselves()
    {
        var shop = await rig.NewWorkspaceAsync();
        var browser = new Browser(rig.Address) { Headers = { ["Authorization"] = $"Bearer {shop.Editor.Token}", ["Sec-Fetch-Site"] = "cross-site" } };
        (await browser.PostAsync($"workspaces/{shop.Id}/sources", new { name = "Web", type = "HTTP" })).Must(HttpStatusCode.Created);
    }

    [Fact]
    public async Task One_sees_and_ends_ones_sessions_and_nobody_elses()
    {
        var (ada, eve) = (await NewAsync(), await NewAsync());
        var phone = ada with { Browser = new Browser(rig.Address) { Headers = { ["User-Agent"] = "Phone/1.0" } } };
        await phone.LogInAsync(rig);
        var list = (await ada.Browser.GetAsync("sessions")).Must(HttpStatusCode.OK);
        Assert.Equal(2, list["items"]!.AsArray().Count);
        var other = list["items"]!.AsArray().Single(s => !s!["current"]!.GetValue<bool>())!;
        Assert.Equal("Phone/1.0", other["userAgent"]!.GetValue<string>());
        Assert.DoesNotContain(phone.Browser.Cookie!, list.Body!.ToJsonString(), StringComparison.Ordinal);
        Assert.DoesNotContain(ada.Browser.Cookie!, list.Body!.ToJsonString(), StringComparison.Ordinal);

        var id = other["id"]!.GetValue<string>();
        (await new Browser(rig.Address) { Cookie = id }.GetAsync("session")).Must(HttpStatusCode.Unauthorized);
        (await eve.Browser.DeleteAsync($"sessions/{id}")).Must(HttpStatusCode.NotFound);
        (await phone.Browser.GetAsync("session")).Must(HttpStatusCode.OK);
        (await ada.Browser.DeleteAsync($"sessions/{id}")).Must(HttpStatusCode.NoContent);
        (await phone.Browser.GetAsync("session")).Must(HttpStatusCode.Unauthorized);
        (await ada.Browser.DeleteAsync($"sessions/{id}")).Must(HttpStatusCode.NotFound);
    }

    [Fact]
    public async Task One_ends_all_other_sessions_at_once()
    {
        var (ada, eve) = (await NewAsync(), await NewAsync());
        var phone = ada with { Browser = new Browser(rig.Address) };
        await phone.LogInAsync(rig);
        (await ada.Browser.DeleteAsync("sessions")).Must(HttpStatusCode.NoContent);
        (await phone.Browser.GetAsync("session")).Must(HttpStatusCode.Unauthorized);
        (await ada.Browser.GetAsync("session")).Must(HttpStatusCode.OK);
        (await eve.Browser.GetAsync("session")).Must(HttpStatusCode.OK);
    }

    [Fact]
    public async Task A_token_sees_who_it_speaks_for_and_touches_no_session()
    {
        var (shop, other) = (await rig.NewWorkspaceAsync(), await rig.NewWorkspaceAsync());
        var own = (await shop.Viewer.GetAsync("/api/v1/session")).Must(HttpStatusCode.OK);
        Assert.Equal("viewer", Assert.Single(own["workspaces"]!.AsArray())!["role"]!.GetValue<string>());
        Assert.DoesNotContain(other.Id, own.Body!.ToJsonString(), StringComparison.Ordinal);
        (await shop.Viewer.DeleteAsync("/api/v1/session")).Must(HttpStatusCode.Forbidden);
        (await shop.Viewer.GetAsync("/api/v1/sessions")).Must(HttpStatusCode.Forbidden);
        (await shop.Viewer.DeleteAsync("/api/v1/sessions")).Must(HttpStatusCode.Forbidden);
        (await shop.Viewer.DeleteAsync("/api/v1/sessions/x")).Must(HttpStatusCode.Forbidden);
        (await new Browser(rig.Address).GetAsync("sessions")).Must(HttpStatusCode.Unauthorized);
    }

    private async Task<Person> NewAsync() => await rig.NewLoggedInAsync(await rig.NewWorkspaceAsync());
}

public sealed class SessionsOnSqlite(SqliteRig rig) : SessionTests(rig), IClassFixture<SqliteRig>;

public sealed class SessionsOnPostgres(PostgresRig rig) : SessionTests(rig), IClassFixture<PostgresRig>;
