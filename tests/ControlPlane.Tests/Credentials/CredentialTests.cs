using System.Net;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Pintle.ControlPlane.Data;
using Pintle.ControlPlane.Tests.Rig;

namespace Pintle.ControlPlane.Tests.Credentials;

/// <summary><c>/credentials</c>, on every database.</summary>
public abstract class CredentialTests(ControlRig rig)
{
    private const string Secret = "sk_live_51";

    [Fact]
    public async Task A_plain_credential_shows_its_value_and_a_secret_one_does_not()
    {
        var shop = await rig.NewWorkspaceAsync();
        var plain = await NewAsync(shop, "region", "eu", isSecret: false);
        Assert.Equal("eu", plain.Text("value"));
        var secret = await NewAsync(shop, "apiKey");
        foreach (var shown in new[] { secret, await shop.Admin.GetAsync($"credentials/{secret.Id}"), await shop.Admin.GetAsync("credentials") })
        {
            Assert.DoesNotContain(Secret, shown.Body!.ToJsonString(), StringComparison.Ordinal);
        }

        Assert.Null(secret["value"]);
        Assert.True(secret["isSet"]!.GetValue<bool>());
    }

    [Fact]
    public async Task No_value_is_readable_in_the_database()
    {
        var shop = await rig.NewWorkspaceAsync();
        var secret = await NewAsync(shop, "apiKey");
        (await shop.Editor.PatchAsync($"credentials/{secret.Id}", new { value = Secret + "2" })).Must(HttpStatusCode.OK);
        (await shop.Editor.DeleteAsync($"credentials/{secret.Id}")).Must(HttpStatusCode.NoContent);
        await using var scope = rig.Services.CreateAsyncScope();
        var db = scope.ServiceProvider.GetRequiredService<ControlContext>();
        var entries = await db.AuditLog.Where(e => e.WorkspaceId == shop.Id).OrderBy(e => e.Revision).ToListAsync(TestContext.Current.CancellationToken);
        Assert.Equal(["created", "updated", "deleted"], entries.Select(e => e.Action));
        Assert.All(entries, e => Assert.DoesNotContain(Secret, e.Before + e.After, StringComparison.Ordinal));
        var other = await NewAsync(shop, "other");
        var stored = await db.Credentials.SingleAsync(c => c.Id == other.Id, TestContext.Current.CancellationToken);
        Assert.DoesNotContain(Secret, stored.ProtectedValue, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_key_is_there_once()
    {
        var (shop, other) = (await rig.NewWorkspaceAsync(), await rig.NewWorkspaceAsync());
        await NewAsync(shop, "apiKey");
        await NewAsync(other, "apiKey");
        (await shop.Editor.PostAsync("credentials", new { key = "apiKey", value = "x" })).Must(HttpStatusCode.Conflict);
        var second = await NewAsync(shop, "second");
        (await shop.Editor.PatchAsync($"credentials/{second.Id}", new { key = "apiKey" })).Must(HttpStatusCode.Conflict);
    }

    [Fact]
    public async Task What_is_secret_cannot_be_made_plain_but_with_a_new_value()
    {
        var shop = await rig.NewWorkspaceAsync();
        var secret = await NewAsync(shop, "apiKey");
        var refused = (await shop.Editor.PatchAsync($"credentials/{secret.Id}", new { isSecret = false })).Must(HttpStatusCode.UnprocessableEntity);
        Assert.NotNull(refused["errors"]!["isSecret"]);
        var plain = (await shop.Editor.PatchAsync($"credentials/{secret.Id}", new { isSecret = false, value = "new" })).Must(HttpStatusCode.OK);
        Assert.Equal("new", plain.Text("value"));
    }

    [Fact]
    public async Task All_that_is_wrong_is_told_at_once()
    {
        var shop = await rig.NewWorkspaceAsync();
        var refused = (await shop.Editor.PostAsync("credentials", new { key = " " })).Must(HttpStatusCode.UnprocessableEntity);
        Assert.Equal(["key", "value"], refused["errors"]!.AsObject().Select(e => e.Key).Order());
        var made = await NewAsync(shop, "apiKey");
        (await shop.Editor.PatchAsync($"credentials/{made.Id}", """{"value":null}""")).Must(HttpStatusCode.UnprocessableEntity);
    }

    [Fact]
    public async Task Of_two_edits_of_one_version_the_second_is_refused()
    {
        var shop = await rig.NewWorkspaceAsync();
        var made = await NewAsync(shop, "apiKey");
        (await shop.Editor.PatchAsync($"credentials/{made.Id}", new { value = "1" }, made.ETag)).Must(HttpStatusCode.OK);
        (await shop.Admin.PatchAsync($"credentials/{made.Id}", new { value = "2" }, made.ETag)).Must(HttpStatusCode.PreconditionFailed);
        (await shop.Admin.DeleteAsync($"credentials/{made.Id}", etag: null)).Must(HttpStatusCode.PreconditionRequired);
    }

    [Fact]
    public async Task Only_editors_of_the_workspace_change_credentials()
    {
        var (shop, other) = (await rig.NewWorkspaceAsync(), await rig.NewWorkspaceAsync());
        var made = await NewAsync(shop, "apiKey");
        (await shop.Viewer.PostAsync("credentials", new { key = "x", value = "y" })).Must(HttpStatusCode.Forbidden);
        (await shop.Viewer.PatchAsync($"credentials/{made.Id}", new { value = "y" })).Must(HttpStatusCode.Forbidden);
        (await shop.Viewer.DeleteAsync($"credentials/{made.Id}")).Must(HttpStatusCode.Forbidden);
        (await other.Admin.GetAsync($"credentials/{made.Id}")).Must(HttpStatusCode.NotFound);
    }

    private static async Task<ApiAnswer> NewAsync(TestWorkspace workspace, string key, string value = Secret, bool isSecret = true) =>
        (await workspace.Editor.PostAsync("credentials", new { key, value, isSecret })).Must(HttpStatusCode.Created);
}

public sealed class CredentialsOnSqlite(SqliteRig rig) : CredentialTests(rig), IClassFixture<SqliteRig>;

public sealed class CredentialsOnPostgres(PostgresRig rig) : CredentialTests(rig), IClassFixture<PostgresRig>;
