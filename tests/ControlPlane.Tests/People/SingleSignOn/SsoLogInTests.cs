using System.Net;
using Pintle.ControlPlane.Access;
using Pintle.ControlPlane.Data;
using Pintle.ControlPlane.Tests.Rig;

namespace Pintle.ControlPlane.Tests.People.SingleSignOn;

/// <summary>Who gets in through an issuer, on every database.</summary>
public abstract class SsoLogInTests(ControlRig rig) : IAsyncLifetime
{
    private LocalIssuer _issuer = null!;

    public async ValueTask InitializeAsync() => _issuer = await LocalIssuer.StartAsync(rig.Time);

    public async ValueTask DisposeAsync()
    {
        await _issuer.DisposeAsync();
        GC.SuppressFinalize(this);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Somebody_new_of_a_domain_joins_and_is_the_same_person_the_next_time(bool isThin)
    {
        var (shop, id) = await rig.NewShopAsync(_issuer, ["example.com"], "editor");
        (_issuer.Person, _issuer.IsThin) = (NewPerson(), isThin);
        var browser = new SsoBrowser(rig);
        Assert.Equal("/w/x/sources?q=a", await browser.LogInAsync(id, "/w/x/sources?q=a"));
        Assert.Contains("samesite=strict; httponly", browser.SetCookie, StringComparison.Ordinal);
        var session = (await browser.Inside.GetAsync("session")).Must(HttpStatusCode.OK);
        Assert.Equal(("Ada Lovelace", _issuer.Person.Email), (session["user"]!["name"]!.GetValue<string>(), session["user"]!["email"]!.GetValue<string>()));
        Assert.Equal((shop.Id, "editor"), (session["workspaces"]![0]!["id"]!.GetValue<string>(), session["workspaces"]![0]!["role"]!.GetValue<string>()));
        (await browser.Inside.PostAsync($"workspaces/{shop.Id}/sources", new { name = "Web", type = "HTTP" })).Must(HttpStatusCode.Created);
        var audit = (await shop.Admin.GetAsync("audit")).Must(HttpStatusCode.OK)["items"]!.AsArray();
        Assert.Equal(["created", "created", "created", "linked", "loggedIn"], audit.Select(e => e!["action"]!.GetValue<string>()).Order());
        Assert.All(audit.Where(e => e!["action"]!.GetValue<string>() == "loggedIn"), e => Assert.Equal(_issuer.Person.Email, e!["userEmail"]!.GetValue<string>()));

        // The address may change; the subject says who it is.
        _issuer.Person = _issuer.Person with { Email = $"{Ids.New("other")}@example.com", IsVerified = false };
        var again = new SsoBrowser(rig);
        Assert.Equal("/", await again.LogInAsync(id));
        Assert.NotEqual(browser.SetCookie, again.SetCookie);
        Assert.Equal(session["user"]!.ToJsonString(), (await again.Inside.GetAsync("session"))["user"]!.ToJsonString());
    }

    [Fact]
    public async Task Who_was_invited_gets_the_role_of_the_invitation()
    {
        var (shop, id) = await rig.NewShopAsync(_issuer);
        _issuer.Person = NewPerson();
        await MustRefuseAsync(id, "notInvited");
        (await shop.Admin.PostAsync("invitations", new { email = _issuer.Person.Email.ToUpperInvariant(), role = "admin" })).Must(HttpStatusCode.Created);
        _issuer.Person = _issuer.Person with { IsVerified = false };
        await MustRefuseAsync(id, "unverified");
        _issuer.Person = _issuer.Person with { IsVerified = true };
        var browser = new SsoBrowser(rig);
        Assert.Equal("/", await browser.LogInAsync(id));
        Assert.Empty((await browser.Inside.GetAsync($"workspaces/{shop.Id}/invitations")).Must(HttpStatusCode.OK)["items"]!.AsArray());
    }

    [Fact]
    public async Task A_member_is_linked_by_their_verified_address_only()
    {
        var (shop, id) = await rig.NewShopAsync(_issuer, joinRole: "viewer");
        var ada = await rig.NewPersonAsync(shop, Role.Admin);
        foreach (var verified in new bool?[] { false, null })
        {
            _issuer.Person = new(Ids.New("sub"), ada.Email, verified);
            await MustRefuseAsync(id, "unverified");
        }

        _issuer.Person = _issuer.Person with { IsVerified = true };
        var browser = new SsoBrowser(rig);
        Assert.Equal("/", await browser.LogInAsync(id));
        var session = await browser.Inside.GetAsync("session");
        Assert.Equal((ada.Id, "admin"), (session["user"]!["id"]!.GetValue<string>(), session["workspaces"]![0]!["role"]!.GetValue<string>()));
        await ada.LogInAsync(rig);

        // The issuer has given the address to somebody else.
        _issuer.Person = _issuer.Person with { Subject = Ids.New("sub") };
        await MustRefuseAsync(id, "linked");
    }

    [Fact]
    public async Task Domains_hold_for_everybody_and_addresses_that_are_trusted_need_not_be_said_to_be_verified()
    {
        var (_, id) = await rig.NewShopAsync(_issuer, ["example.com"], "viewer", trusts: true);
        _issuer.Person = new(Ids.New("sub"), $"{Ids.New("eve")}@example.com.evil.example", true);
        await MustRefuseAsync(id, "domain");
        _issuer.Person = NewPerson() with { IsVerified = false };
        await MustRefuseAsync(id, "unverified");
        _issuer.Person = _issuer.Person with { IsVerified = null };
        Assert.Equal("/", await new SsoBrowser(rig).LogInAsync(id));
    }

    [Fact]
    public async Task An_issuer_is_believed_in_its_workspaces_only_and_as_long_as_it_is_enabled()
    {
        var ((shop, id), other) = (await rig.NewShopAsync(_issuer), await rig.NewWorkspaceAsync());
        var ada = await rig.NewPersonAsync(shop, Role.Admin);
        await rig.ChangeAsync(async db =>
        {
            db.Members.Add(new() { WorkspaceId = other.Id, UserId = ada.Id, Role = Role.Admin, CreatedAt = rig.Time.GetUtcNow() });
            await db.SaveChangesAsync();
        });
        _issuer.Person = new(Ids.New("sub"), ada.Email, true);
        var browser = new SsoBrowser(rig);
        await browser.LogInAsync(id);
        Assert.Equal(shop.Id, Assert.Single((await browser.Inside.GetAsync("workspaces"))["items"]!.AsArray())!["id"]!.GetValue<string>());
        (await browser.Inside.GetAsync($"workspaces/{other.Id}/sources")).Must(HttpStatusCode.NotFound);
        (await browser.Inside.PostAsync("workspaces", new { name = "Mine" })).Must(HttpStatusCode.Forbidden);
        (await browser.Inside.PostAsync("second-factor")).Must(HttpStatusCode.Forbidden);
        (await other.Admin.PostAsync("sso-issuers", _issuer.Input())).Must(HttpStatusCode.Created);
        (await browser.Inside.GetAsync($"workspaces/{other.Id}/sources")).Must(HttpStatusCode.OK);

        var back = await SsoBrowser.ApproveAsync(await browser.BeginAsync(id));
        (await shop.Admin.PatchAsync($"sso-issuers/{id}", new { enabled = false })).Must(HttpStatusCode.OK);
        var inside = browser.Inside;
        (await inside.GetAsync($"workspaces/{shop.Id}/sources")).Must(HttpStatusCode.NotFound);
        Assert.Equal("/log-in?problem=gone", await browser.ReturnAsync(back));
        Assert.Equal("/log-in?problem=gone&next=%2Fw", await browser.BeginAsync(id, "/w"));
        Assert.DoesNotContain(id, (await new Browser(rig.Address).GetAsync("log-in/issuers")).Body!.ToJsonString(), StringComparison.Ordinal);
    }

    private static IssuerPerson NewPerson() => new(Ids.New("sub"), $"{Ids.New("new")}@example.com", true);

    private async Task MustRefuseAsync(string id, string problem)
    {
        var browser = new SsoBrowser(rig);
        Assert.Equal($"/log-in?problem={problem}", await browser.LogInAsync(id));
        Assert.Equal("", browser.SetCookie);
    }
}

public sealed class SsoLogInOnSqlite(SqliteRig rig) : SsoLogInTests(rig), IClassFixture<SqliteRig>;

public sealed class SsoLogInOnPostgres(PostgresRig rig) : SsoLogInTests(rig), IClassFixture<PostgresRig>;
