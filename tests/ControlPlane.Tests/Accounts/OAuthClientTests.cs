using System.Net;
using Microsoft.EntityFrameworkCore;
using Pintle.ControlPlane.Tests.Rig;

namespace Pintle.ControlPlane.Tests.Accounts;

/// <summary><c>/oauth-clients</c>, on every database.</summary>
public abstract class OAuthClientTests(ControlRig rig)
{
    private const string Secret = "hush-hush-hush";

    [Fact]
    public async Task Secrets_are_set_and_never_shown()
    {
        var shop = await rig.NewWorkspaceAsync();
        var made = (await shop.Admin.PutAsync("oauth-clients/google", new { clientId = "id1", clientSecret = Secret, developerToken = Secret + "2" }, etag: null)).Must(HttpStatusCode.OK);
        var listed = (await shop.Viewer.GetAsync("oauth-clients")).Must(HttpStatusCode.OK);
        Assert.EndsWith("/api/v1/oauth/callback", listed.Text("redirectUri"), StringComparison.Ordinal);
        Assert.Equal(("google", "id1", true, true), (made.Text("vendor"), made.Text("clientId"), made["hasClientSecret"]!.GetValue<bool>(), made["hasDeveloperToken"]!.GetValue<bool>()));
        (await shop.Admin.PutAsync("oauth-clients/google", new { clientId = "id1", authoriseUrl = "https://google.example/authorise" })).Must(HttpStatusCode.OK);
        (await shop.Admin.DeleteAsync("oauth-clients/google")).Must(HttpStatusCode.NoContent);
        var audit = (await shop.Admin.GetAsync("audit")).Must(HttpStatusCode.OK);
        Assert.Equal(["created", "deleted", "updated"], audit["items"]!.AsArray().Select(e => e!["action"]!.GetValue<string>()).Order());
        Assert.DoesNotContain(Secret, made.Body!.ToJsonString() + listed.Body!.ToJsonString() + audit.Body!.ToJsonString(), StringComparison.Ordinal);
        await rig.ChangeAsync(async db => Assert.All(await db.OAuthClients.ToListAsync(), c => Assert.DoesNotContain(Secret, c.ProtectedSecret + c.ProtectedDeveloperToken, StringComparison.Ordinal)));
    }

    [Fact]
    public async Task All_that_is_wrong_is_told_at_once()
    {
        var shop = await rig.NewWorkspaceAsync();
        var refused = (await shop.Admin.PutAsync("oauth-clients/google", new { clientId = " ", developerToken = "", authoriseUrl = "http://google.example", tokenUrl = "javascript:alert(1)" }, etag: null)).Must(HttpStatusCode.UnprocessableEntity);
        Assert.Equal(["authoriseUrl", "clientId", "clientSecret", "developerToken", "tokenUrl"], refused["errors"]!.AsObject().Select(e => e.Key).Order());
        (await shop.Admin.PutAsync("oauth-clients/nobody", new { clientId = "x", clientSecret = "y" }, etag: null)).Must(HttpStatusCode.NotFound);
    }

    [Fact]
    public async Task Nobody_gets_to_see_the_secret_by_naming_another_address_for_it()
    {
        var shop = await rig.NewWorkspaceAsync();
        (await shop.Admin.PutAsync("oauth-clients/zoho", new { clientId = "id1", clientSecret = Secret }, etag: null)).Must(HttpStatusCode.OK);
        foreach (var other in new object[] { new { clientId = "id1", tokenUrl = "https://mine.example" }, new { clientId = "id2" } })
        {
            Assert.NotNull((await shop.Admin.PutAsync("oauth-clients/zoho", other)).Must(HttpStatusCode.UnprocessableEntity)["errors"]!["clientSecret"]);
        }
    }

    [Fact]
    public async Task Administrators_set_them_and_of_two_edits_of_one_version_the_second_is_refused()
    {
        var (shop, other) = (await rig.NewWorkspaceAsync(), await rig.NewWorkspaceAsync());
        var body = new { clientId = "id1", clientSecret = Secret };
        (await shop.Editor.PutAsync("oauth-clients/google", body, etag: null)).Must(HttpStatusCode.Forbidden);
        var made = (await shop.Admin.PutAsync("oauth-clients/google", body, etag: null)).Must(HttpStatusCode.OK);
        (await shop.Admin.PutAsync("oauth-clients/google", body, etag: null)).Must(HttpStatusCode.PreconditionRequired);
        (await shop.Admin.PutAsync("oauth-clients/google", body, made.ETag)).Must(HttpStatusCode.OK);
        (await shop.Admin.PutAsync("oauth-clients/google", new { clientId = "id3", clientSecret = Secret }, made.ETag)).Must(HttpStatusCode.PreconditionFailed);
        (await shop.Editor.DeleteAsync("oauth-clients/google")).Must(HttpStatusCode.Forbidden);
        Assert.Empty((await other.Viewer.GetAsync("oauth-clients")).Must(HttpStatusCode.OK)["items"]!.AsArray());
        (await other.Admin.DeleteAsync("oauth-clients/google")).Must(HttpStatusCode.NotFound);
    }
}

public sealed class OAuthClientsOnSqlite(SqliteRig rig) : OAuthClientTests(rig), IClassFixture<SqliteRig>;

public sealed class OAuthClientsOnPostgres(PostgresRig rig) : OAuthClientTests(rig), IClassFixture<PostgresRig>;
