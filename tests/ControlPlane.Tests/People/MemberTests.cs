using System.Net;
using Pintle.ControlPlane.Access;
using Pintle.ControlPlane.Tests.Rig;

namespace Pintle.ControlPlane.Tests.People;

/// <summary><c>/members</c>, on every database.</summary>
public abstract class MemberTests(ControlRig rig)
{
    [Fact]
    public async Task Members_see_each_other()
    {
        var shop = await rig.NewWorkspaceAsync();
        await rig.NewPersonAsync(await rig.NewWorkspaceAsync());
        var list = (await shop.Viewer.GetAsync("members")).Must(HttpStatusCode.OK);
        Assert.Equal(["admin", "editor", "viewer"], list["items"]!.AsArray().Select(m => m!["role"]!.GetValue<string>()));
        Assert.Equal(["createdAt", "email", "id", "name", "role"], list["items"]![0]!.AsObject().Select(m => m.Key).Order());
    }

    [Fact]
    public async Task A_role_is_changed_by_administrators_only()
    {
        var shop = await rig.NewWorkspaceAsync();
        var ada = await rig.NewPersonAsync(shop, Role.Viewer);
        (await shop.Editor.PatchAsync($"members/{ada.Id}", new { role = "editor" })).Must(HttpStatusCode.Forbidden);
        var changed = (await shop.Admin.PatchAsync($"members/{ada.Id}", new { role = "editor" })).Must(HttpStatusCode.OK);
        Assert.Equal("editor", changed.Text("role"));
        var entry = Assert.Single((await shop.Editor.GetAsync($"audit?targetId={ada.Id}"))["items"]!.AsArray())!;
        Assert.Equal(("updated", "viewer", "editor"), (entry["action"]!.GetValue<string>(), entry["before"]!["role"]!.GetValue<string>(), entry["after"]!["role"]!.GetValue<string>()));
        foreach (var wrong in new[] { """{"role":"owner"}""", """{"role":null}""", """{"role":9}""", """{"userId":"x"}""", """{"email":"x@example.com"}""" })
        {
            (await shop.Admin.PatchAsync($"members/{ada.Id}", wrong)).Must(HttpStatusCode.BadRequest);
        }
    }

    [Fact]
    public async Task Somebody_stays_administrator()
    {
        var shop = await rig.NewWorkspaceAsync();
        var first = (await shop.Viewer.GetAsync("members"))["items"]!.AsArray().Single(m => m!["role"]!.GetValue<string>() == "admin")!["id"]!.GetValue<string>();
        (await shop.Admin.PatchAsync($"members/{first}", new { role = "editor" })).Must(HttpStatusCode.Conflict);
        (await shop.Admin.DeleteAsync($"members/{first}")).Must(HttpStatusCode.Conflict);
        (await shop.Admin.PatchAsync($"members/{first}", new { role = "admin" })).Must(HttpStatusCode.OK);

        var second = await rig.NewLoggedInAsync(shop, Role.Admin);
        var answers = await Task.WhenAll(
            shop.Admin.DeleteAsync($"members/{second.Id}"), second.Browser.DeleteAsync($"workspaces/{shop.Id}/members/{first}"));
        Assert.Single(answers, a => a.Status == HttpStatusCode.NoContent);
    }

    [Fact]
    public async Task Who_is_taken_out_is_out_with_their_tokens()
    {
        var (shop, other) = (await rig.NewWorkspaceAsync(), await rig.NewWorkspaceAsync());
        var ada = await rig.NewLoggedInAsync(shop);
        var token = (await ada.Browser.PostAsync($"workspaces/{shop.Id}/tokens", new { name = "CI", role = "viewer" })).Must(HttpStatusCode.Created);
        (await shop.Editor.DeleteAsync($"members/{ada.Id}")).Must(HttpStatusCode.Forbidden);
        (await other.Admin.DeleteAsync($"members/{ada.Id}")).Must(HttpStatusCode.NotFound);
        (await other.Admin.PatchAsync($"members/{ada.Id}", new { role = "viewer" })).Must(HttpStatusCode.NotFound);
        (await shop.Admin.DeleteAsync($"members/{ada.Id}")).Must(HttpStatusCode.NoContent);
        (await ada.Browser.GetAsync($"workspaces/{shop.Id}/sources")).Must(HttpStatusCode.NotFound);
        Assert.Empty((await ada.Browser.GetAsync("session")).Must(HttpStatusCode.OK)["workspaces"]!.AsArray());
        (await new ApiClient(rig.Address, shop.Id, token.Text("token")).GetAsync("sources")).Must(HttpStatusCode.Unauthorized);
        (await shop.Admin.DeleteAsync($"members/{ada.Id}")).Must(HttpStatusCode.NotFound);
    }
}

public sealed class MembersOnSqlite(SqliteRig rig) : MemberTests(rig), IClassFixture<SqliteRig>;

public sealed class MembersOnPostgres(PostgresRig rig) : MemberTests(rig), IClassFixture<PostgresRig>;
