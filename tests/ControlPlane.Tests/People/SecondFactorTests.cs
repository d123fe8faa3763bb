using System.Net;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Pintle.ControlPlane.Access;
using Pintle.ControlPlane.Data;
using Pintle.ControlPlane.Tests.Rig;

namespace Pintle.ControlPlane.Tests.People;

/// <summary><c>/second-factor</c> and <c>/password</c>, on every database.</summary>
public abstract class SecondFactorTests(ControlRig rig)
{
    [Fact]
    public async Task A_second_factor_is_needed_once_it_is_confirmed()
    {
        var ada = await NewAsync();
        var begun = (await ada.Browser.PostAsync("second-factor")).Must(HttpStatusCode.OK);
        Assert.Equal($"otpauth://totp/Pintle:{Uri.EscapeDataString(ada.Email)}?secret={begun.Text("secret")}&issuer=Pintle&digits=6&period=30", begun.Text("uri"));
        await ada.LogInAsync(rig);
        (await ada.Browser.PostAsync("second-factor/confirm", new { code = "000" })).Must(HttpStatusCode.UnprocessableEntity);
        Assert.False((await ada.Browser.GetAsync("session"))["user"]!["secondFactor"]!.GetValue<bool>());
        var codes = (await ada.Browser.PostAsync("second-factor/confirm", new { code = AppCodes.Make(begun.Text("secret")) })).Must(HttpStatusCode.OK);
        Assert.Equal(10, codes["recoveryCodes"]!.AsArray().Select(c => c!.GetValue<string>()).Distinct().Count());
        Assert.True((await ada.Browser.GetAsync("session"))["user"]!["secondFactor"]!.GetValue<bool>());

        rig.Time.Advance(TimeSpan.FromMinutes(1));
        var asked = (await TryAsync(ada, code: null)).Must(HttpStatusCode.Unauthorized);
        Assert.True(asked["needsCode"]!.GetValue<bool>());
        Assert.True((await TryAsync(ada, "000000")).Must(HttpStatusCode.Unauthorized)["needsCode"]!.GetValue<bool>());
        var wrong = (await new Browser(rig.Address).PostAsync("session", new { email = ada.Email, password = "this is not the password" })).Must(HttpStatusCode.Unauthorized);
        Assert.Null(wrong["needsCode"]);
        (await TryAsync(ada, AppCodes.Make(begun.Text("secret"), 1).Insert(3, " "))).Must(HttpStatusCode.OK);
    }

    [Fact]
    public async Task A_code_works_once()
    {
        var (ada, secret, recovery) = await NewWithAsync();
        var code = AppCodes.Make(secret, 1);
        (await TryAsync(ada, code)).Must(HttpStatusCode.OK);
        (await TryAsync(ada, code)).Must(HttpStatusCode.Unauthorized);
        (await TryAsync(ada, recovery[3].ToLowerInvariant())).Must(HttpStatusCode.OK);
        (await TryAsync(ada, recovery[3])).Must(HttpStatusCode.Unauthorized);
        (await TryAsync(ada, recovery[4])).Must(HttpStatusCode.OK);
    }

    [Fact]
    public async Task Codes_can_not_be_guessed_by_one_who_has_the_password()
    {
        var (ada, secret, _) = await NewWithAsync();
        for (var i = 0; i < 4; i++)
        {
            (await TryAsync(ada, $"00000{i}")).Must(HttpStatusCode.Unauthorized);

            // Saying the password alone in between takes nothing back.
            (await TryAsync(ada, code: null)).Must(HttpStatusCode.Unauthorized);
        }

        (await TryAsync(ada, "000009")).Must(HttpStatusCode.Unauthorized);
        (await TryAsync(ada, AppCodes.Make(secret, 1))).Must(HttpStatusCode.TooManyRequests);
    }

    [Fact]
    public async Task Taking_it_off_needs_the_password()
    {
        var (ada, _, recovery) = await NewWithAsync();
        (await ada.Browser.PostAsync("second-factor")).Must(HttpStatusCode.Conflict);
        (await ada.Browser.DeleteAsync("second-factor", new { password = "this is not the password" })).Must(HttpStatusCode.UnprocessableEntity);
        (await ada.Browser.DeleteAsync("second-factor", new { password = ada.Password })).Must(HttpStatusCode.NoContent);
        (await ada.Browser.DeleteAsync("second-factor", new { password = ada.Password })).Must(HttpStatusCode.Conflict);
        await ada.LogInAsync(rig);

        // The old recovery codes are worth nothing with a new one.
        var secret = (await ada.Browser.PostAsync("second-factor")).Text("secret");
        (await ada.Browser.PostAsync("second-factor/confirm", new { code = AppCodes.Make(secret) })).Must(HttpStatusCode.OK);
        (await TryAsync(ada, recovery[0])).Must(HttpStatusCode.Unauthorized);
    }

    [Fact]
    public async Task Its_secrets_are_encrypted_and_in_no_log()
    {
        var shop = await rig.NewWorkspaceAsync();
        var (ada, secret, recovery) = await NewWithAsync(shop);
        await using var scope = rig.Services.CreateAsyncScope();
        var db = scope.ServiceProvider.GetRequiredService<ControlContext>();
        var kept = await db.UserTokens.Where(t => t.UserId == ada.Id).Select(t => t.Value).ToListAsync(TestContext.Current.CancellationToken);
        Assert.Equal(2, kept.Count);
        var entry = await db.AuditLog.SingleAsync(e => e.WorkspaceId == shop.Id && e.TargetType == "person", TestContext.Current.CancellationToken);
        Assert.Equal(("secondFactorOn", ada.Id, ada.Email), (entry.Action, entry.TargetId, entry.UserEmail));
        foreach (var text in kept.Append(entry.Before).Append(entry.After))
        {
            Assert.DoesNotContain(secret, text, StringComparison.OrdinalIgnoreCase);
            Assert.DoesNotContain(recovery[0], text, StringComparison.OrdinalIgnoreCase);
        }
    }

    [Fact]
    public async Task A_new_password_ends_all_other_sessions()
    {
        var shop = await rig.NewWorkspaceAsync();
        var ada = await rig.NewLoggedInAsync(shop);
        var phone = await (ada with { Browser = new Browser(rig.Address) }).LogInAsync(rig);
        (await ada.Browser.PostAsync("password", new { current = ada.Password, @new = "a wholly new password" })).Must(HttpStatusCode.NoContent);
        (await ada.Browser.GetAsync("session")).Must(HttpStatusCode.OK);
        (await phone.Browser.GetAsync("session")).Must(HttpStatusCode.Unauthorized);
        (await TryAsync(ada, code: null)).Must(HttpStatusCode.Unauthorized);
        await (ada with { Password = "a wholly new password" }).LogInAsync(rig);
        var log = (await shop.Editor.GetAsync("audit?action=passwordChanged")).Must(HttpStatusCode.OK);
        Assert.Equal(ada.Id, Assert.Single(log["items"]!.AsArray())!["targetId"]!.GetValue<string>());
    }

    [Fact]
    public async Task A_password_is_not_changed_without_the_one_before_nor_to_a_short_one()
    {
        var ada = await NewAsync();
        var wrong = (await ada.Browser.PostAsync("password", new { current = "this is not the password", @new = "a wholly new password" })).Must(HttpStatusCode.UnprocessableEntity);
        Assert.NotNull(wrong["errors"]!["current"]);
        var shortOne = (await ada.Browser.PostAsync("password", new { current = ada.Password, @new = "eleven char" })).Must(HttpStatusCode.UnprocessableEntity);
        Assert.NotNull(shortOne["errors"]!["new"]);
        (await ada.Browser.PostAsync("password", new { current = ada.Password, @new = "twelve chars" })).Must(HttpStatusCode.NoContent);
    }

    [Fact]
    public async Task Guesses_of_the_password_in_an_open_browser_lock_it()
    {
        var ada = await NewAsync();
        for (var i = 0; i < 5; i++)
        {
            (await ada.Browser.PostAsync("password", new { current = "this is not the password", @new = "a wholly new password" })).Must(HttpStatusCode.UnprocessableEntity);
        }

        (await ada.Browser.PostAsync("password", new { current = ada.Password, @new = "a wholly new password" })).Must(HttpStatusCode.TooManyRequests);
        Assert.Equal(300, ada.Browser.RetryAfter);
    }

    [Fact]
    public async Task A_token_changes_none_of_these()
    {
        var shop = await rig.NewWorkspaceAsync();
        (await shop.Admin.PostAsync("/api/v1/second-factor")).Must(HttpStatusCode.Forbidden);
        (await shop.Admin.PostAsync("/api/v1/second-factor/confirm", new { code = "000000" })).Must(HttpStatusCode.Forbidden);
        (await shop.Admin.SendAsync(HttpMethod.Delete, "/api/v1/second-factor", new { password = "x" })).Must(HttpStatusCode.Forbidden);
        (await shop.Admin.PostAsync("/api/v1/password", new { current = "x", @new = "a wholly new password" })).Must(HttpStatusCode.Forbidden);
    }

    private async Task<Person> NewAsync() => await rig.NewLoggedInAsync(await rig.NewWorkspaceAsync());

    private async Task<(Person Person, string Secret, List<string> Recovery)> NewWithAsync(TestWorkspace? workspace = null)
    {
        var ada = await rig.NewLoggedInAsync(workspace ?? await rig.NewWorkspaceAsync(), Role.Viewer);
        var secret = (await ada.Browser.PostAsync("second-factor")).Text("secret");
        var codes = (await ada.Browser.PostAsync("second-factor/confirm", new { code = AppCodes.Make(secret) })).Must(HttpStatusCode.OK);
        rig.Time.Advance(TimeSpan.FromMinutes(1));
        return (ada, secret, [.. codes["recoveryCodes"]!.AsArray().Select(c => c!.GetValue<string>())]);
    }

    private Task<ApiAnswer> TryAsync(Person person, string? code) => new Browser(rig.Address).PostAsync("session", new { email = person.Email, password = person.Password, code });
}

public sealed class SecondFactorOnSqlite(SqliteRig rig) : SecondFactorTests(rig), IClassFixture<SqliteRig>;

public sealed class SecondFactorOnPostgres(PostgresRig rig) : SecondFactorTests(rig), IClassFixture<PostgresRig>;
