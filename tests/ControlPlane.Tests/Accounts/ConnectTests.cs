using System.Net;
using Microsoft.AspNetCore.WebUtilities;
using Microsoft.EntityFrameworkCore;
using Pintle.ControlPlane.Access;
using Pintle.ControlPlane.Tests.People;
using Pintle.ControlPlane.Tests.Rig;
using Pintle.TestKit;

namespace Pintle.ControlPlane.Tests.Accounts;

/// <summary>The way to a vendor and back, on every database.</summary>
public abstract class ConnectTests(ControlRig rig) : IAsyncLifetime
{
    private OAuthVendor _vendor = null!;

    public async ValueTask InitializeAsync() => _vendor = await OAuthVendor.StartAsync();

    public async ValueTask DisposeAsync()
    {
        await _vendor.DisposeAsync();
        GC.SuppressFinalize(this);
    }

    [Fact]
    public async Task Who_approves_at_the_vendor_has_an_account_and_nobody_sees_its_tokens()
    {
        var (shop, browser) = await rig.NewShopAsync(_vendor);
        var begun = await browser.BeginAsync("Ours");
        var query = QueryHelpers.ParseQuery(new Uri(begun["authoriseUrl"]!.GetValue<string>()).Query);
        Assert.Equal(("api refresh_token", "S256", 43), (query["scope"].ToString(), query["code_challenge_method"].ToString(), query["code_challenge"].ToString().Length));
        var page = await browser.ReturnAsync(await OAuthBrowser.ApproveAsync(begun));
        var account = (await shop.Viewer.GetAsync($"accounts/{page!.Split("account=")[1]}")).Must(HttpStatusCode.OK);
        Assert.Equal(("Ours", "salesforce", browser.Person.Id), (account.Text("name"), account.Text("type"), account.Text("createdBy")));
        Assert.False(account["needsReconnecting"]!.GetValue<bool>());

        var audit = (await shop.Admin.GetAsync("audit")).Body!;
        var entry = audit["items"]!.AsArray().Single(e => e!["targetType"]!.GetValue<string>() == "account")!;
        Assert.Equal(("created", browser.Person.Email), (entry["action"]!.GetValue<string>(), entry["userEmail"]!.GetValue<string>()));
        var shown = $"{account.Body} {audit} {(await shop.Viewer.GetAsync("accounts")).Body} {(await shop.Viewer.GetAsync("export")).Body} {(await shop.Viewer.GetAsync("oauth-clients")).Body}";
        Assert.All(_vendor.Secrets, secret => Assert.DoesNotContain(secret, shown, StringComparison.Ordinal));
        await rig.ChangeAsync(async db => Assert.All(_vendor.Secrets, secret => Assert.DoesNotContain(secret, db.Accounts.Single(a => a.WorkspaceId == shop.Id).ProtectedSecret, StringComparison.Ordinal)));
    }

    [Fact]
    public async Task A_state_is_good_once_and_a_made_up_one_never()
    {
        var (shop, browser) = await rig.NewShopAsync(_vendor);
        var back = await OAuthBrowser.ApproveAsync(await browser.BeginAsync());
        var forged = new Uri(back.ToString().Replace("state=oas_", "state=oas_x", StringComparison.Ordinal));
        Assert.Null(await browser.ReturnAsync(forged));
        Assert.NotNull(await browser.ReturnAsync(back));
        Assert.Null(await browser.ReturnAsync(back));
        Assert.Null(await browser.ReturnAsync(new Uri(rig.Address, "/api/v1/oauth/callback")));
        Assert.Single((await shop.Viewer.GetAsync("accounts"))["items"]!.AsArray());
    }

    [Fact]
    public async Task A_state_ends_after_ten_minutes()
    {
        var (shop, browser) = await rig.NewShopAsync(_vendor);
        var back = await OAuthBrowser.ApproveAsync(await browser.BeginAsync());
        rig.Time.Advance(TimeSpan.FromMinutes(10));
        Assert.Equal("/accounts?tab=1&accountProblem=expired", await browser.ReturnAsync(back));
        Assert.Empty((await shop.Viewer.GetAsync("accounts"))["items"]!.AsArray());
    }

    [Fact]
    public async Task Nobody_connects_their_account_in_anothers_browser_nor_takes_anothers_code()
    {
        var (shop, ada) = await rig.NewShopAsync(_vendor);
        var eve = new OAuthBrowser(rig, shop, await rig.NewLoggedInAsync(shop));

        // Eve sends Ada's browser back with what Eve began; with Ada's own mark there, and none.
        var sent = await OAuthBrowser.ApproveAsync(await eve.BeginAsync());
        await ada.BeginAsync();
        Assert.Null(await ada.ReturnAsync(sent, ada.Person.Browser.Cookie));

        // A state that was in the wrong hands is good for nothing afterwards.
        Assert.Null(await eve.ReturnAsync(sent));

        // The right browser, but another person's session by now.
        var changed = await OAuthBrowser.ApproveAsync(await ada.BeginAsync());
        Assert.EndsWith("accountProblem=forbidden", await ada.ReturnAsync(changed, eve.Person.Browser.Cookie), StringComparison.Ordinal);
        Assert.Empty((await shop.Viewer.GetAsync("accounts"))["items"]!.AsArray());
    }

    [Fact]
    public async Task Who_has_logged_out_or_lost_their_role_meanwhile_connects_nothing()
    {
        var (shop, browser) = await rig.NewShopAsync(_vendor);
        var back = await OAuthBrowser.ApproveAsync(await browser.BeginAsync());
        await rig.ChangeAsync(db => db.Members.Where(m => m.UserId == browser.Person.Id).ExecuteUpdateAsync(m => m.SetProperty(x => x.Role, Role.Viewer)));
        Assert.EndsWith("accountProblem=forbidden", await browser.ReturnAsync(back), StringComparison.Ordinal);

        await rig.ChangeAsync(db => db.Members.Where(m => m.UserId == browser.Person.Id).ExecuteUpdateAsync(m => m.SetProperty(x => x.Role, Role.Editor)));
        back = await OAuthBrowser.ApproveAsync(await browser.BeginAsync());
        (await browser.Person.Browser.DeleteAsync("session")).Must(HttpStatusCode.NoContent);
        Assert.EndsWith("accountProblem=forbidden", await browser.ReturnAsync(back), StringComparison.Ordinal);
        Assert.Empty((await shop.Viewer.GetAsync("accounts"))["items"]!.AsArray());
    }

    [Theory]
    [InlineData("error=access_denied&error_description=<script>", "denied")]
    [InlineData("error=server_error", "refused")]
    [InlineData("", "refused")]
    [InlineData("code=made-up", "refused")]
    public async Task Who_does_not_approve_comes_back_with_a_word_of_ours(string answer, string problem)
    {
        var (_, browser) = await rig.NewShopAsync(_vendor);
        var state = QueryHelpers.ParseQuery(new Uri((await browser.BeginAsync())["authoriseUrl"]!.GetValue<string>()).Query)["state"];
        Assert.Equal($"/accounts?tab=1&accountProblem={problem}", await browser.ReturnAsync(new Uri(rig.Address, $"/api/v1/oauth/callback?state={state}&{answer}")));
    }

    [Theory]
    [InlineData("https://evil.example")]
    [InlineData("//evil.example")]
    [InlineData("/\\evil.example")]
    [InlineData("/a\nb")]
    [InlineData("")]
    public async Task Nobody_is_led_to_another_server(string returnTo)
    {
        var (shop, browser) = await rig.NewShopAsync(_vendor);
        var refused = (await browser.Person.Browser.PostAsync($"workspaces/{shop.Id}/accounts/connect", new { name = " ", type = "fax", returnTo })).Must(HttpStatusCode.UnprocessableEntity);
        Assert.Equal(["name", "returnTo", "type"], refused["errors"]!.AsObject().Select(e => e.Key).Order());
    }

    [Fact]
    public async Task It_needs_an_editor_with_a_browser_and_an_application_at_the_vendor()
    {
        var (shop, browser) = await rig.NewShopAsync(_vendor);
        var body = new { name = "Ours", type = "salesforce" };
        (await shop.Viewer.PostAsync("accounts/connect", body)).Must(HttpStatusCode.Forbidden);
        (await shop.Editor.PostAsync("accounts/connect", body)).Must(HttpStatusCode.Forbidden);
        (await browser.Person.Browser.PostAsync($"workspaces/{(await rig.NewWorkspaceAsync()).Id}/accounts/connect", body)).Must(HttpStatusCode.NotFound);
        var unknown = (await browser.Person.Browser.PostAsync($"workspaces/{shop.Id}/accounts/connect", new { name = "Ours", type = "hubspot" })).Must(HttpStatusCode.Conflict);
        Assert.Contains("oauth-clients/hubspot", unknown.Text("detail"), StringComparison.Ordinal);
        var kinds = (await shop.Viewer.GetAsync("/api/v1/definitions/accounts")).Must(HttpStatusCode.OK)["items"]!.AsArray();
        Assert.All(kinds, kind => Assert.StartsWith("https://", kind!["documentation"]!.GetValue<string>(), StringComparison.Ordinal));
    }

    [Fact]
    public async Task An_account_that_is_connected_again_is_the_same_with_other_tokens()
    {
        var (shop, browser) = await rig.NewShopAsync(_vendor);
        var id = await browser.ConnectAsync();
        var first = await rig.SecretAsync(shop, id);
        _vendor.Withdraw();
        Assert.Equal(HttpStatusCode.BadRequest, (await rig.TokenAsync(shop, id, first)).Status);
        Assert.True((await shop.Viewer.GetAsync($"accounts/{id}"))["needsReconnecting"]!.GetValue<bool>());

        Assert.Equal($"/accounts?account={id}", await browser.ReturnAsync(await OAuthBrowser.ApproveAsync(await browser.BeginAgainAsync(id))));
        Assert.NotEqual(first.Access(), (await rig.SecretAsync(shop, id)).Access());
        var account = await shop.Viewer.GetAsync($"accounts/{id}");
        Assert.False(account["needsReconnecting"]!.GetValue<bool>());
        Assert.Null(account["problem"]);
        Assert.Equal("reconnected", (await shop.Admin.GetAsync("audit"))["items"]![0]!["action"]!.GetValue<string>());
        (await shop.Editor.PostAsync($"accounts/{id}/reconnect", new { })).Must(HttpStatusCode.Forbidden);

        var back = await OAuthBrowser.ApproveAsync(await browser.BeginAgainAsync(id));
        (await shop.Editor.DeleteAsync($"accounts/{id}")).Must(HttpStatusCode.NoContent);
        Assert.Equal("/accounts?accountProblem=gone", await browser.ReturnAsync(back));
    }
}

public sealed class ConnectOnSqlite(SqliteRig rig) : ConnectTests(rig), IClassFixture<SqliteRig>;

public sealed class ConnectOnPostgres(PostgresRig rig) : ConnectTests(rig), IClassFixture<PostgresRig>;
