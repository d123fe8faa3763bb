using System.Net;
using Pintle.ControlPlane.Access;
using Pintle.ControlPlane.Data;
using Pintle.ControlPlane.Tests.Rig;

namespace Pintle.ControlPlane.Tests.People;

/// <summary><c>/invitations</c>, on every database.</summary>
public abstract class InvitationTests(ControlRig rig)
{
    private const string Accept = "invitations/accept";

    [Fact]
    public async Task Somebody_new_joins_with_the_secret_and_is_logged_in()
    {
        var shop = await rig.NewWorkspaceAsync();
        var email = NewEmail();
        var invited = (await shop.Admin.PostAsync("invitations", new { email, role = "editor" })).Must(HttpStatusCode.Created);
        Assert.Equal(rig.Time.GetUtcNow().AddDays(7), invited["expiresAt"]!.GetValue<DateTimeOffset>());
        var secret = invited.Text("secret");
        var list = (await shop.Admin.GetAsync("invitations")).Must(HttpStatusCode.OK);
        Assert.Equal(email, Assert.Single(list["items"]!.AsArray())!["email"]!.GetValue<string>());

        var browser = NewBrowser();
        var joined = (await browser.PostAsync(Accept, new { secret, name = "Ada", password = Persons.Password })).Must(HttpStatusCode.OK);
        Assert.Equal((email, "editor"), (joined["user"]!["email"]!.GetValue<string>(), joined["workspaces"]![0]!["role"]!.GetValue<string>()));
        (await browser.GetAsync($"workspaces/{shop.Id}/sources")).Must(HttpStatusCode.OK);
        await new Person("", email, Persons.Password, new Browser(rig.Address)).LogInAsync(rig);
        Assert.Empty((await shop.Admin.GetAsync("invitations"))["items"]!.AsArray());
        (await NewBrowser().PostAsync(Accept, new { secret, name = "Eve", password = Persons.Password })).Must(HttpStatusCode.NotFound);

        var log = (await shop.Editor.GetAsync($"audit?targetId={invited.Id}")).Must(HttpStatusCode.OK);
        Assert.Equal(["accepted", "created"], log["items"]!.AsArray().Select(e => e!["action"]!.GetValue<string>()));
        Assert.Equal(email, log["items"]![0]!["userEmail"]!.GetValue<string>());
        foreach (var answer in new[] { list, log, joined })
        {
            Assert.DoesNotContain(secret, answer.Body!.ToJsonString(), StringComparison.Ordinal);
            Assert.DoesNotContain(Persons.Password, answer.Body!.ToJsonString(), StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task Who_has_the_address_joins_when_logged_in_with_it()
    {
        var (shop, other) = (await rig.NewWorkspaceAsync(), await rig.NewWorkspaceAsync());
        var (ada, eve) = (await rig.NewLoggedInAsync(other, Role.Viewer), await rig.NewLoggedInAsync(other));
        var secret = (await shop.Admin.PostAsync("invitations", new { email = ada.Email.ToUpperInvariant(), role = "admin" })).Must(HttpStatusCode.Created).Text("secret");
        (await NewBrowser().PostAsync(Accept, new { secret, name = "Eve", password = Persons.Password })).Must(HttpStatusCode.Conflict);
        (await eve.Browser.PostAsync(Accept, new { secret })).Must(HttpStatusCode.Conflict);
        (await other.Viewer.PostAsync($"/api/v1/{Accept}", new { secret })).Must(HttpStatusCode.Forbidden);
        var cookie = ada.Browser.Cookie;
        var joined = (await ada.Browser.PostAsync(Accept, new { secret })).Must(HttpStatusCode.OK);
        Assert.Equal(2, joined["workspaces"]!.AsArray().Count);
        Assert.Equal(cookie, ada.Browser.Cookie);
        (await ada.Browser.GetAsync($"workspaces/{shop.Id}/invitations")).Must(HttpStatusCode.OK);
        (await shop.Admin.PostAsync("invitations", new { email = ada.Email, role = "viewer" })).Must(HttpStatusCode.Conflict);
    }

    [Fact]
    public async Task An_invitation_is_over_after_seven_days_and_can_be_taken_back()
    {
        var shop = await rig.NewWorkspaceAsync();
        var email = NewEmail();
        var first = (await shop.Admin.PostAsync("invitations", new { email, role = "viewer" })).Must(HttpStatusCode.Created);
        (await shop.Admin.PostAsync("invitations", new { email, role = "viewer" })).Must(HttpStatusCode.Conflict);
        rig.Time.Advance(TimeSpan.FromDays(7));
        (await NewBrowser().PostAsync(Accept, new { secret = first.Text("secret"), name = "Ada", password = Persons.Password })).Must(HttpStatusCode.NotFound);
        var second = (await shop.Admin.PostAsync("invitations", new { email, role = "viewer" })).Must(HttpStatusCode.Created);
        (await shop.Admin.DeleteAsync($"invitations/{second.Id}")).Must(HttpStatusCode.NoContent);
        (await NewBrowser().PostAsync(Accept, new { secret = second.Text("secret"), name = "Ada", password = Persons.Password })).Must(HttpStatusCode.NotFound);
        (await shop.Admin.DeleteAsync($"invitations/{second.Id}")).Must(HttpStatusCode.NotFound);
        Assert.Equal("cancelled", (await shop.Editor.GetAsync($"audit?targetId={second.Id}"))["items"]![0]!["action"]!.GetValue<string>());
    }

    [Fact]
    public async Task What_is_wrong_is_told_and_the_secret_still_works()
    {
        var shop = await rig.NewWorkspaceAsync();
        (await shop.Admin.PostAsync("invitations", new { email = "ada", role = "viewer" })).Must(HttpStatusCode.UnprocessableEntity);
        (await shop.Admin.PostAsync("invitations", """{"email":"ada@example.com","role":"viewer","secret":"x"}""")).Must(HttpStatusCode.BadRequest);
        var secret = (await shop.Admin.PostAsync("invitations", new { email = NewEmail(), role = "viewer" })).Text("secret");
        var refused = (await NewBrowser().PostAsync(Accept, new { secret, password = "short" })).Must(HttpStatusCode.UnprocessableEntity);
        Assert.Equal(["name", "password"], refused["errors"]!.AsObject().Select(e => e.Key).Order());
        (await NewBrowser().PostAsync(Accept, $$"""{"secret":"{{secret}}","name":"Ada","password":"{{Persons.Password}}","role":"admin"}""")).Must(HttpStatusCode.BadRequest);
        (await NewBrowser().PostAsync(Accept, $$"""{"secret":"{{secret}}","name":"Ada","password":"{{Persons.Password}}","email":"x@example.com"}""")).Must(HttpStatusCode.BadRequest);
        (await NewBrowser().PostAsync(Accept, new { secret = "inv_x", name = "Ada", password = Persons.Password })).Must(HttpStatusCode.NotFound);
        (await NewBrowser().PostAsync(Accept, new { secret, name = "Ada", password = Persons.Password })).Must(HttpStatusCode.OK);
    }

    [Fact]
    public async Task Of_many_who_accept_at_once_one_joins()
    {
        var shop = await rig.NewWorkspaceAsync();
        var secret = (await shop.Admin.PostAsync("invitations", new { email = NewEmail(), role = "viewer" })).Text("secret");
        rig.Time.Advance(TimeSpan.FromMinutes(1));
        var answers = await Task.WhenAll(Enumerable.Range(0, 6).Select(i => new Browser(rig.Address).PostAsync(Accept, new { secret, name = $"Ada {i}", password = Persons.Password })));
        Assert.Single(answers, a => a.Status == HttpStatusCode.OK);
        Assert.Equal(5, answers.Count(a => a.Status == HttpStatusCode.NotFound));
    }

    [Fact]
    public async Task Of_two_invitations_of_somebody_new_accepted_at_once_one_makes_them()
    {
        var email = NewEmail();
        var secrets = new List<string>();
        for (var i = 0; i < 6; i++)
        {
            secrets.Add((await (await rig.NewWorkspaceAsync()).Admin.PostAsync("invitations", new { email, role = "viewer" })).Text("secret"));
        }

        rig.Time.Advance(TimeSpan.FromMinutes(1));
        var answers = await Task.WhenAll(secrets.Select(secret => new Browser(rig.Address).PostAsync(Accept, new { secret, name = "Ada", password = Persons.Password })));
        Assert.Single(answers, a => a.Status == HttpStatusCode.OK);
        Assert.Equal(5, answers.Count(a => a.Status == HttpStatusCode.Conflict));
    }

    [Fact]
    public async Task Only_administrators_invite_and_only_into_their_workspace()
    {
        var (shop, other) = (await rig.NewWorkspaceAsync(), await rig.NewWorkspaceAsync());
        var invitation = (await shop.Admin.PostAsync("invitations", new { email = NewEmail(), role = "viewer" })).Must(HttpStatusCode.Created);
        (await shop.Editor.PostAsync("invitations", new { email = NewEmail(), role = "viewer" })).Must(HttpStatusCode.Forbidden);
        (await shop.Editor.GetAsync("invitations")).Must(HttpStatusCode.Forbidden);
        (await shop.Editor.DeleteAsync($"invitations/{invitation.Id}")).Must(HttpStatusCode.Forbidden);
        (await other.Admin.DeleteAsync($"invitations/{invitation.Id}")).Must(HttpStatusCode.NotFound);
        (await other.Admin.PostAsync($"/api/v1/workspaces/{shop.Id}/invitations", new { email = NewEmail(), role = "viewer" })).Must(HttpStatusCode.NotFound);
        Assert.Empty((await other.Admin.GetAsync("invitations"))["items"]!.AsArray());
    }

    private static string NewEmail() => $"{Ids.New("new")}@example.com";

    private Browser NewBrowser()
    {
        rig.Time.Advance(TimeSpan.FromSeconds(10));
        return new Browser(rig.Address);
    }
}

public sealed class InvitationsOnSqlite(SqliteRig rig) : InvitationTests(rig), IClassFixture<SqliteRig>;

public sealed class InvitationsOnPostgres(PostgresRig rig) : InvitationTests(rig), IClassFixture<PostgresRig>;
