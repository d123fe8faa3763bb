using System.Net;
using Pintle.ControlPlane.Access;
using Pintle.ControlPlane.Data;
using Pintle.ControlPlane.People;
using Pintle.ControlPlane.Tests.Rig;
using Pintle.DestinationKit;
using Pintle.Destinations.Webhook;

namespace Pintle.ControlPlane.Tests.People;

/// <summary>New passwords for who has forgotten theirs, on every database.</summary>
public abstract class PasswordResetTests(ControlRig rig)
{
    private const string New = "another battery horse staple";

    [Fact]
    public async Task An_administrator_makes_a_link_that_sets_a_password_once()
    {
        var shop = await rig.NewWorkspaceAsync();
        var (boss, ada) = (await rig.NewLoggedInAsync(shop, Role.Admin), await rig.NewLoggedInAsync(shop));
        var link = (await BeginAsync(boss, shop, ada)).Must(HttpStatusCode.Created);

        var anybody = new Browser(rig.Address);
        (await UseAsync(anybody, link.Text("secret"), "short")).Must(HttpStatusCode.UnprocessableEntity);
        (await UseAsync(anybody, link.Text("secret"), New)).Must(HttpStatusCode.NoContent);
        Assert.Null(anybody.Cookie);
        (await ada.Browser.GetAsync("session")).Must(HttpStatusCode.Unauthorized);
        await (ada with { Password = New }).LogInAsync(rig);
        (await UseAsync(anybody, link.Text("secret"), "yet another battery horse")).Must(HttpStatusCode.NotFound);

        var actions = (await shop.Editor.GetAsync($"audit?targetId={ada.Id}")).Must(HttpStatusCode.OK)["items"]!.AsArray();
        Assert.Equal(["passwordReset", "passwordResetBegun"], actions.Select(a => a!["action"]!.GetValue<string>()));
        Assert.Equal(boss.Email, actions[1]!["userEmail"]!.GetValue<string>());
        Assert.DoesNotContain(link.Text("secret"), $"{actions.ToJsonString()}{string.Join('\n', rig.Logs.Lines)}", StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_link_is_good_for_an_hour_and_only_as_it_was_made()
    {
        var shop = await rig.NewWorkspaceAsync();
        var (boss, ada) = (await rig.NewLoggedInAsync(shop, Role.Admin), await rig.NewPersonAsync(shop));
        var secret = (await BeginAsync(boss, shop, ada)).Text("secret");
        var anybody = new Browser(rig.Address);
        foreach (var wrong in new[] { "", "reset_", "reset_AAAA", secret[..^4], secret + "AAAA", "x" + secret, shop.Token })
        {
            (await UseAsync(anybody, wrong, New)).Must(HttpStatusCode.NotFound);
        }

        rig.Time.Advance(TimeSpan.FromHours(1));
        (await UseAsync(anybody, secret, New)).Must(HttpStatusCode.NotFound);
        await ada.LogInAsync(rig);
    }

    [Fact]
    public async Task Only_who_administers_all_workspaces_of_a_member_makes_a_link()
    {
        var (shop, other) = (await rig.NewWorkspaceAsync(), await rig.NewWorkspaceAsync());
        var (boss, ada, editor) = (await rig.NewLoggedInAsync(shop, Role.Admin), await rig.NewPersonAsync(shop), await rig.NewLoggedInAsync(shop));
        (await BeginAsync(editor, shop, ada)).Must(HttpStatusCode.Forbidden);
        (await BeginAsync(boss, shop, boss)).Must(HttpStatusCode.Conflict);
        (await BeginAsync(boss with { Password = "not the password" }, shop, ada)).Must(HttpStatusCode.UnprocessableEntity);
        (await BeginAsync(boss, other, ada)).Must(HttpStatusCode.NotFound);
        (await shop.Admin.PostAsync($"members/{ada.Id}/password-reset", new { password = Persons.Password })).Must(HttpStatusCode.Forbidden);

        await rig.ChangeAsync(async db =>
        {
            db.Members.Add(new StoredMember { WorkspaceId = other.Id, UserId = ada.Id, Role = Role.Viewer, CreatedAt = rig.Time.GetUtcNow() });
            await db.SaveChangesAsync();
        });
        var refused = (await BeginAsync(boss, shop, ada)).Must(HttpStatusCode.Forbidden);
        Assert.Contains("pintle people reset-password", refused.Text("detail"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Who_has_the_server_makes_a_link_and_ends_a_second_factor()
    {
        var shop = await rig.NewWorkspaceAsync();
        var ada = await rig.NewLoggedInAsync(shop);
        var begun = (await ada.Browser.PostAsync("second-factor")).Must(HttpStatusCode.OK);
        (await ada.Browser.PostAsync("second-factor/confirm", new { code = AppCodes.Make(begun.Text("secret")) })).Must(HttpStatusCode.OK);
        var passwords = new PersonPasswords(new OfflineControlPlane(rig.Options, DestinationCatalogue.Scan(typeof(WebhookDestination).Assembly), rig.Time));
        Assert.Null(await passwords.ResetAsync("nobody@example.com", endSecondFactor: false, TestContext.Current.CancellationToken));
        var link = await passwords.ResetAsync(ada.Email.ToUpperInvariant(), endSecondFactor: true, TestContext.Current.CancellationToken);
        (await UseAsync(new Browser(rig.Address), link!.Value.Secret, New)).Must(HttpStatusCode.NoContent);
        await (ada with { Password = New }).LogInAsync(rig);
    }

    [Fact]
    public async Task Members_leave_with_their_tokens_and_somebody_stays_administrator()
    {
        var shop = await rig.NewWorkspaceAsync();
        var ada = await rig.NewLoggedInAsync(shop, Role.Viewer);
        var token = (await ada.Browser.PostAsync($"workspaces/{shop.Id}/tokens", new { name = "CI", role = "viewer" })).Must(HttpStatusCode.Created).Text("token");
        (await shop.Admin.PostAsync("leave")).Must(HttpStatusCode.Forbidden);
        (await ada.Browser.PostAsync($"workspaces/{shop.Id}/leave")).Must(HttpStatusCode.NoContent);
        (await new ApiClient(rig.Address, shop.Id, token).GetAsync("sources")).Must(HttpStatusCode.Unauthorized);
        (await ada.Browser.GetAsync($"workspaces/{shop.Id}/sources")).Must(HttpStatusCode.NotFound);
        Assert.Equal("left", (await shop.Editor.GetAsync($"audit?targetId={ada.Id}&action=left")).Must(HttpStatusCode.OK)["items"]![0]!["action"]!.GetValue<string>());

        var alone = await rig.NewWorkspaceAsync();
        var boss = await rig.NewLoggedInAsync(alone, Role.Admin);
        var first = (await alone.Viewer.GetAsync("members"))["items"]!.AsArray().Single(m => m!["name"]!.GetValue<string>() == "Admin")!["id"]!.GetValue<string>();
        (await boss.Browser.DeleteAsync($"workspaces/{alone.Id}/members/{first}")).Must(HttpStatusCode.NoContent);
        (await boss.Browser.PostAsync($"workspaces/{alone.Id}/leave")).Must(HttpStatusCode.Conflict);
    }

    private static Task<ApiAnswer> BeginAsync(Person by, TestWorkspace shop, Person of) => by.Browser.PostAsync($"workspaces/{shop.Id}/members/{of.Id}/password-reset", new { password = by.Password });

    private Task<ApiAnswer> UseAsync(Browser browser, string secret, string password)
    {
        // Tries are counted by the minute.
        rig.Time.Advance(TimeSpan.FromSeconds(7));
        return browser.PostAsync("password/reset", new Dictionary<string, string> { ["secret"] = secret, ["new"] = password });
    }
}

public sealed class PasswordResetsOnSqlite(SqliteRig rig) : PasswordResetTests(rig), IClassFixture<SqliteRig>;

public sealed class PasswordResetsOnPostgres(PostgresRig rig) : PasswordResetTests(rig), IClassFixture<PostgresRig>;
