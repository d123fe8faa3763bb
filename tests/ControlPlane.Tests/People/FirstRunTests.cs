using System.Net;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Pintle.ControlPlane.Data;
using Pintle.ControlPlane.People;
using Pintle.ControlPlane.Tests.Rig;

namespace Pintle.ControlPlane.Tests.People;

/// <summary><c>/setup</c>, on every database.</summary>
public abstract class FirstRunTests(ControlRig rig)
{
    [Fact]
    public async Task The_first_person_is_made_with_the_token_of_the_start_and_is_logged_in()
    {
        var (browser, first) = await EmptyAsync();
        Assert.True((await browser.GetAsync("setup"))["needed"]!.GetValue<bool>());
        var done = (await browser.PostAsync("setup", Input(first.Token))).Must(HttpStatusCode.Created);
        Assert.Equal("ada@example.com", done["user"]!["email"]!.GetValue<string>());
        Assert.Equal("admin", done["workspaces"]![0]!["role"]!.GetValue<string>());
        Assert.Equal("Shop", done["workspaces"]![0]!["name"]!.GetValue<string>());
        Assert.Equal(done.Body!.ToJsonString(), (await browser.GetAsync("session")).Must(HttpStatusCode.OK).Body!.ToJsonString());
        Assert.False((await browser.GetAsync("setup"))["needed"]!.GetValue<bool>());
        Assert.Null(first.Token);

        await using var scope = rig.Services.CreateAsyncScope();
        var db = scope.ServiceProvider.GetRequiredService<ControlContext>();
        var workspace = await db.Workspaces.SingleAsync(Stop);
        Assert.Equal(workspace.TokenHash, Ids.HashOf(Microsoft.AspNetCore.DataProtection.DataProtectionCommonExtensions.Unprotect(
            scope.ServiceProvider.GetRequiredService<SecretBox>().WorkspaceTokens, workspace.ProtectedToken)));
        var entry = await db.AuditLog.SingleAsync(Stop);
        Assert.Equal(("created", "workspace", "ada@example.com"), (entry.Action, entry.TargetType, entry.UserEmail));
    }

    [Fact]
    public async Task Without_the_token_nobody_is_made()
    {
        var (browser, first) = await EmptyAsync();
        foreach (var wrong in new[] { "", "setup_", first.Token![..^1], first.Token + "x" })
        {
            var refused = (await browser.PostAsync("setup", Input(wrong))).Must(HttpStatusCode.Forbidden);
            Assert.DoesNotContain(first.Token, refused.Body!.ToJsonString(), StringComparison.Ordinal);
        }

        Assert.True((await browser.GetAsync("setup"))["needed"]!.GetValue<bool>());
        Assert.Null(browser.Cookie);
    }

    [Fact]
    public async Task When_there_are_people_the_token_is_worth_nothing()
    {
        var (browser, first) = await EmptyAsync();
        var token = first.Token;
        (await browser.PostAsync("setup", Input(token))).Must(HttpStatusCode.Created);
        (await browser.PostAsync("setup", Input(token))).Must(HttpStatusCode.Conflict);
        await first.StartAsync(Stop);
        Assert.Null(first.Token);
    }

    [Fact]
    public async Task Of_many_at_once_one_wins()
    {
        var (_, first) = await EmptyAsync();
        var token = first.Token;
        var answers = await Task.WhenAll(Enumerable.Range(0, 8).Select(i => new Browser(rig.Address).PostAsync("setup", Input(token, $"ada{i}@example.com"))));
        Assert.Single(answers, a => a.Status == HttpStatusCode.Created);
        Assert.Equal(7, answers.Count(a => a.Status == HttpStatusCode.Conflict));
        await using var scope = rig.Services.CreateAsyncScope();
        Assert.Equal(1, await scope.ServiceProvider.GetRequiredService<ControlContext>().Users.CountAsync(Stop));
    }

    [Fact]
    public async Task All_that_is_wrong_is_told_at_once_and_the_token_still_works()
    {
        var (browser, first) = await EmptyAsync();
        var refused = (await browser.PostAsync("setup", new { token = first.Token, name = "", email = "ada", password = "short", workspaceName = " " })).Must(HttpStatusCode.UnprocessableEntity);
        Assert.Equal(["email", "name", "password", "workspaceName"], refused["errors"]!.AsObject().Select(e => e.Key).Order());
        Assert.DoesNotContain("short", refused.Body!.ToJsonString(), StringComparison.Ordinal);
        (await browser.PostAsync("setup", Input(first.Token))).Must(HttpStatusCode.Created);
    }

    [Fact]
    public async Task Nothing_can_be_set_that_is_not_asked_for()
    {
        var (browser, first) = await EmptyAsync();
        (await browser.PostAsync("setup", $$"""{"token":"{{first.Token}}","name":"Ada","email":"ada@example.com","password":"{{Persons.Password}}","workspaceName":"Shop","role":"admin"}""")).Must(HttpStatusCode.BadRequest);
    }

    [Fact]
    public async Task After_ten_tries_from_an_address_there_is_a_wait()
    {
        var (browser, first) = await EmptyAsync();
        for (var i = 0; i < 10; i++)
        {
            (await browser.PostAsync("setup", Input("wrong"))).Must(HttpStatusCode.Forbidden);
        }

        (await browser.PostAsync("setup", Input(first.Token))).Must(HttpStatusCode.TooManyRequests);
        Assert.Equal(60, browser.RetryAfter);
        rig.Time.Advance(TimeSpan.FromSeconds(60));
        (await browser.PostAsync("setup", Input(first.Token))).Must(HttpStatusCode.Created);
    }

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    private static object Input(string? token, string email = "ada@example.com") => new { token, name = "Ada", email, password = Persons.Password, workspaceName = "Shop" };

    // As if the server had started on an empty database.
    private async Task<(Browser Browser, FirstRun First)> EmptyAsync()
    {
        rig.Time.Advance(TimeSpan.FromMinutes(1));
        await using var scope = rig.Services.CreateAsyncScope();
        var db = scope.ServiceProvider.GetRequiredService<ControlContext>();
        await db.Members.ExecuteDeleteAsync(Stop);
        await db.Users.ExecuteDeleteAsync(Stop);
        await db.Workspaces.ExecuteDeleteAsync(Stop);
        await db.AuditLog.ExecuteDeleteAsync(Stop);
        var first = rig.Services.GetRequiredService<FirstRun>();
        await first.StartAsync(Stop);
        return (new Browser(rig.Address), first);
    }
}

public sealed class FirstRunOnSqlite(SqliteRig rig) : FirstRunTests(rig), IClassFixture<SqliteRig>;

public sealed class FirstRunOnPostgres(PostgresRig rig) : FirstRunTests(rig), IClassFixture<PostgresRig>;
