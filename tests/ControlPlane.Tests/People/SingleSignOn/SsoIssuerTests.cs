using System.Net;
using Microsoft.EntityFrameworkCore;
using Pintle.ControlPlane.Tests.Rig;

namespace Pintle.ControlPlane.Tests.People.SingleSignOn;

/// <summary><c>/sso-issuers</c>, on every database.</summary>
public abstract class SsoIssuerTests(ControlRig rig) : IAsyncLifetime
{
    private LocalIssuer _issuer = null!;

    public async ValueTask InitializeAsync() => _issuer = await LocalIssuer.StartAsync(rig.Time);

    public async ValueTask DisposeAsync()
    {
        await _issuer.DisposeAsync();
        GC.SuppressFinalize(this);
    }

    [Fact]
    public async Task Secrets_are_set_and_never_shown()
    {
        var (shop, id) = await rig.NewShopAsync(_issuer, ["Example.com"], "viewer");
        var listed = (await shop.Viewer.GetAsync("sso-issuers")).Must(HttpStatusCode.OK);
        Assert.EndsWith("/api/v1/log-in/callback", listed.Text("redirectUri"), StringComparison.Ordinal);
        var one = (await shop.Viewer.GetAsync($"sso-issuers/{id}")).Must(HttpStatusCode.OK);
        Assert.Equal((true, "example.com", "viewer"), (one["hasClientSecret"]!.GetValue<bool>(), one["domains"]![0]!.GetValue<string>(), one.Text("joinRole")));
        Assert.Equal("Log in here", (await shop.Admin.PatchAsync($"sso-issuers/{id}", new { name = "Log in here", joinRole = (string?)null })).Must(HttpStatusCode.OK).Text("name"));
        var shown = (await new Browser(rig.Address).GetAsync("log-in/issuers")).Must(HttpStatusCode.OK)["items"]!.AsArray().Single(i => i!["id"]!.GetValue<string>() == id)!;
        Assert.Equal(["id", "name"], shown.AsObject().Select(m => m.Key));
        (await shop.Admin.DeleteAsync($"sso-issuers/{id}")).Must(HttpStatusCode.NoContent);
        var audit = (await shop.Admin.GetAsync("audit")).Must(HttpStatusCode.OK);
        Assert.Equal(["created", "deleted", "updated"], audit["items"]!.AsArray().Select(e => e!["action"]!.GetValue<string>()).Order());
        Assert.DoesNotContain(_issuer.ClientSecret, listed.Body!.ToJsonString() + one.Body!.ToJsonString() + audit.Body!.ToJsonString(), StringComparison.Ordinal);
        await rig.ChangeAsync(async db => Assert.All(await db.Issuers.ToListAsync(), i => Assert.DoesNotContain(_issuer.ClientSecret, i.ProtectedSecret, StringComparison.Ordinal)));
    }

    [Fact]
    public async Task All_that_is_wrong_is_told_at_once()
    {
        var shop = await rig.NewWorkspaceAsync();
        var refused = (await shop.Admin.PostAsync("sso-issuers", new { name = " ", issuer = "http://okta.example", clientId = "", domains = new[] { "@x" }, scopes = "email", trustsAddresses = true }))
            .Must(HttpStatusCode.UnprocessableEntity);
        Assert.Equal(["clientId", "clientSecret", "domains", "issuer", "name", "scopes"], refused["errors"]!.AsObject().Select(e => e.Key).Order());
        var trusting = (await shop.Admin.PostAsync("sso-issuers", _issuer.Input(trusts: true))).Must(HttpStatusCode.UnprocessableEntity);
        Assert.Equal(["trustsAddresses"], trusting["errors"]!.AsObject().Select(e => e.Key));
    }

    [Fact]
    public async Task The_issuer_is_asked_before_it_is_kept()
    {
        var (shop, id) = await rig.NewShopAsync(_issuer);
        await MustRefuseAsync(_issuer.Url.TrimEnd('/'), "calls itself");
        await MustRefuseAsync(_issuer.Url + "elsewhere", "answered 404");
        _issuer.OnRequest = static context => Microsoft.AspNetCore.Http.HttpResponseWritingExtensions.WriteAsync(context.Response, "<html>");
        await MustRefuseAsync(_issuer.Url, "is not the discovery document");
        _issuer.OnRequest = static _ => Task.CompletedTask;
        Assert.Null((await shop.Admin.PostAsync($"sso-issuers/{id}/check")).Must(HttpStatusCode.OK)["problem"]);
        await _issuer.StopAsync();
        await MustRefuseAsync(_issuer.Url, "can't be reached");
        Assert.Contains("can't be reached", (await shop.Admin.PostAsync($"sso-issuers/{id}/check")).Must(HttpStatusCode.OK).Text("problem"), StringComparison.Ordinal);

        // One that is away can still be switched off.
        (await shop.Admin.PatchAsync($"sso-issuers/{id}", new { enabled = false })).Must(HttpStatusCode.OK);

        async Task MustRefuseAsync(string url, string because)
        {
            var refused = (await shop.Admin.PostAsync("sso-issuers", new { name = "Okta", issuer = url, clientId = "x", clientSecret = "y" })).Must(HttpStatusCode.UnprocessableEntity);
            Assert.Contains(because, refused["errors"]!["issuer"]![0]!.GetValue<string>(), StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task Nobody_gets_to_see_the_secret_by_naming_another_issuer_for_it()
    {
        var (shop, id) = await rig.NewShopAsync(_issuer);
        foreach (var other in new object[] { new { issuer = "https://mine.example" }, new { clientId = "id2" } })
        {
            Assert.NotNull((await shop.Admin.PatchAsync($"sso-issuers/{id}", other)).Must(HttpStatusCode.UnprocessableEntity)["errors"]!["clientSecret"]);
        }
    }

    [Fact]
    public async Task Administrators_set_them_and_of_two_edits_of_one_version_the_second_is_refused()
    {
        var ((shop, id), other) = (await rig.NewShopAsync(_issuer), await rig.NewWorkspaceAsync());
        (await shop.Editor.PostAsync("sso-issuers", _issuer.Input())).Must(HttpStatusCode.Forbidden);
        (await shop.Editor.PostAsync($"sso-issuers/{id}/check")).Must(HttpStatusCode.Forbidden);
        (await shop.Admin.PatchAsync($"sso-issuers/{id}", new { name = "A" }, etag: null)).Must(HttpStatusCode.PreconditionRequired);
        (await shop.Admin.PatchAsync($"sso-issuers/{id}", new { name = "A" }, "\"1\"")).Must(HttpStatusCode.OK);
        (await shop.Admin.PatchAsync($"sso-issuers/{id}", new { name = "B" }, "\"1\"")).Must(HttpStatusCode.PreconditionFailed);
        (await shop.Admin.DeleteAsync($"sso-issuers/{id}", "\"1\"")).Must(HttpStatusCode.PreconditionFailed);
        (await other.Admin.DeleteAsync($"sso-issuers/{id}")).Must(HttpStatusCode.NotFound);
        Assert.Empty((await other.Viewer.GetAsync("sso-issuers"))["items"]!.AsArray());
    }
}

public sealed class SsoIssuersOnSqlite(SqliteRig rig) : SsoIssuerTests(rig), IClassFixture<SqliteRig>;

public sealed class SsoIssuersOnPostgres(PostgresRig rig) : SsoIssuerTests(rig), IClassFixture<PostgresRig>;
