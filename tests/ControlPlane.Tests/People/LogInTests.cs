using System.Diagnostics;
using System.Net;
using Pintle.ControlPlane.Access;
using Pintle.ControlPlane.Tests.Rig;

namespace Pintle.ControlPlane.Tests.People;

/// <summary><c>POST /session</c>, on every database.</summary>
public abstract class LogInTests(ControlRig rig)
{
    private const string Wrong = "this is not the password";

    [Fact]
    public async Task Who_logs_in_gets_a_cookie_that_scripts_and_other_sites_can_not_use()
    {
        var shop = await rig.NewWorkspaceAsync();
        var ada = await rig.NewLoggedInAsync(shop);
        Assert.Matches("^pintle-session=ses_[0-9A-Za-z]{43}; max-age=2592000; path=/; samesite=strict; httponly$", ada.Browser.SetCookie);
        var own = (await ada.Browser.GetAsync("session")).Must(HttpStatusCode.OK);
        Assert.Equal((ada.Id, ada.Email), (own["user"]!["id"]!.GetValue<string>(), own["user"]!["email"]!.GetValue<string>()));
        Assert.Equal($$"""[{"id":"{{shop.Id}}","name":"Shop","role":"editor"}]""", own["workspaces"]!.ToJsonString());
        (await ada.Browser.GetAsync($"workspaces/{shop.Id}/sources")).Must(HttpStatusCode.OK);
    }

    [Fact]
    public async Task The_address_is_found_in_any_case_and_with_blanks_around()
    {
        var ada = await NewAsync();
        (await ada.Browser.PostAsync("session", new { email = $" {ada.Email.ToUpperInvariant()} ", password = ada.Password })).Must(HttpStatusCode.OK);
    }

    [Fact]
    public async Task What_is_wrong_is_not_told()
    {
        var ada = await NewAsync();
        var password = (await ada.Browser.PostAsync("session", new { email = ada.Email, password = Wrong })).Must(HttpStatusCode.Unauthorized);
        var email = (await ada.Browser.PostAsync("session", new { email = "nobody@example.com", password = ada.Password })).Must(HttpStatusCode.Unauthorized);
        Assert.Equal(password.Body!.ToJsonString(), email.Body!.ToJsonString());
        Assert.Null(ada.Browser.Cookie);
        Assert.DoesNotContain(Wrong, password.Body.ToJsonString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Nobody_takes_as_long_as_somebody()
    {
        var ada = await NewAsync();
        var (known, unknown) = (new List<TimeSpan>(), new List<TimeSpan>());
        for (var i = 0; i < 4; i++)
        {
            known.Add(await TimeAsync(ada.Browser, ada.Email));
            unknown.Add(await TimeAsync(ada.Browser, $"nobody{i}@example.com"));
        }

        // Without the work for nobody it would be less than a tenth.
        Assert.True(unknown.Order().ElementAt(2) > known.Order().ElementAt(1) / 3, $"{unknown.Order().ElementAt(2)} for nobody, {known.Order().ElementAt(1)} for somebody");
    }

    [Fact]
    public async Task After_five_wrong_passwords_the_right_one_waits_five_minutes()
    {
        var ada = await NewAsync();
        await FailAsync(ada.Browser, ada.Email, 5);
        (await ada.Browser.PostAsync("session", new { email = ada.Email, password = ada.Password })).Must(HttpStatusCode.TooManyRequests);
        Assert.Equal(300, ada.Browser.RetryAfter);
        rig.Time.Advance(TimeSpan.FromSeconds(299));
        (await ada.Browser.PostAsync("session", new { email = ada.Email, password = ada.Password })).Must(HttpStatusCode.TooManyRequests);
        Assert.Equal(1, ada.Browser.RetryAfter);
        rig.Time.Advance(TimeSpan.FromSeconds(1));
        (await ada.Browser.PostAsync("session", new { email = ada.Email, password = ada.Password })).Must(HttpStatusCode.OK);
    }

    [Fact]
    public async Task The_fifth_try_may_be_right_and_begins_the_count_anew()
    {
        var ada = await NewAsync();
        for (var round = 0; round < 2; round++)
        {
            await FailAsync(ada.Browser, ada.Email, 4);
            (await ada.Browser.PostAsync("session", new { email = ada.Email, password = ada.Password })).Must(HttpStatusCode.OK);
        }
    }

    [Fact]
    public async Task Of_many_wrong_passwords_at_once_no_more_than_five_are_looked_at()
    {
        var ada = await NewAsync();
        var answers = await Task.WhenAll(Enumerable.Range(0, 9).Select(_ => new Browser(rig.Address).PostAsync("session", new { email = ada.Email, password = Wrong })));
        Assert.Equal(5, answers.Count(a => a.Status == HttpStatusCode.Unauthorized));
        Assert.Equal(4, answers.Count(a => a.Status == HttpStatusCode.TooManyRequests));
    }

    [Fact]
    public async Task Being_locked_does_not_tell_that_there_is_somebody()
    {
        var browser = (await NewAsync()).Browser;
        await FailAsync(browser, "nobody-at-all@example.com", 5);
        (await browser.PostAsync("session", new { email = "Nobody-at-all@example.com", password = Wrong })).Must(HttpStatusCode.TooManyRequests);
        Assert.Equal(300, browser.RetryAfter);
    }

    [Fact]
    public async Task After_ten_tries_from_an_address_in_a_minute_there_is_a_wait()
    {
        var ada = await NewAsync();
        for (var i = 0; i < 10; i++)
        {
            (await ada.Browser.PostAsync("session", new { email = $"many{i}@example.com", password = Wrong })).Must(HttpStatusCode.Unauthorized);
        }

        rig.Time.Advance(TimeSpan.FromSeconds(20));
        (await ada.Browser.PostAsync("session", new { email = ada.Email, password = ada.Password })).Must(HttpStatusCode.TooManyRequests);
        Assert.Equal(40, ada.Browser.RetryAfter);
        rig.Time.Advance(TimeSpan.FromSeconds(40));
        (await ada.Browser.PostAsync("session", new { email = ada.Email, password = ada.Password })).Must(HttpStatusCode.OK);
    }

    [Fact]
    public async Task A_cookie_that_was_there_before_is_worth_nothing_after()
    {
        var shop = await rig.NewWorkspaceAsync();
        var (ada, eve) = (await rig.NewPersonAsync(shop), await rig.NewLoggedInAsync(shop, Role.Viewer));

        // Somebody puts their own session, or a value they know, into Ada's browser.
        foreach (var planted in new[] { eve.Browser.Cookie, "ses_known" })
        {
            ada.Browser.Cookie = planted;
            await ada.LogInAsync(rig);
            Assert.NotEqual(planted, ada.Browser.Cookie);
            (await new Browser(rig.Address) { Cookie = planted }.GetAsync("session")).Must(HttpStatusCode.Unauthorized);
            (await ada.Browser.GetAsync("session")).Must(HttpStatusCode.OK);
        }
    }

    [Fact]
    public async Task Nothing_can_be_set_that_is_not_asked_for()
    {
        var ada = await NewAsync();
        (await ada.Browser.PostAsync("session", $$"""{"email":"{{ada.Email}}","password":"{{ada.Password}}","userId":"x"}""")).Must(HttpStatusCode.BadRequest);
        (await ada.Browser.PostAsync("session", """{"email":null,"password":"x"}""")).Must(HttpStatusCode.BadRequest);
        (await ada.Browser.PostAsync("session", """{"email":"a@example.com"}""")).Must(HttpStatusCode.BadRequest);
    }

    private async Task<Person> NewAsync()
    {
        var person = await rig.NewPersonAsync(await rig.NewWorkspaceAsync());
        rig.Time.Advance(TimeSpan.FromMinutes(1));
        return person;
    }

    private static async Task FailAsync(Browser browser, string email, int times)
    {
        for (var i = 0; i < times; i++)
        {
            (await browser.PostAsync("session", new { email, password = Wrong })).Must(HttpStatusCode.Unauthorized);
        }
    }

    private static async Task<TimeSpan> TimeAsync(Browser browser, string email)
    {
        var start = Stopwatch.GetTimestamp();
        (await browser.PostAsync("session", new { email, password = Wrong })).Must(HttpStatusCode.Unauthorized);
        return Stopwatch.GetElapsedTime(start);
    }
}

public sealed class LogInOnSqlite(SqliteRig rig) : LogInTests(rig), IClassFixture<SqliteRig>;

public sealed class LogInOnPostgres(PostgresRig rig) : LogInTests(rig), IClassFixture<PostgresRig>;
