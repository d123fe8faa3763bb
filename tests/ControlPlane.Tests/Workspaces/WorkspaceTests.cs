using System.Net;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Pintle.ControlPlane.Access;
using Pintle.ControlPlane.Data;
using Pintle.ControlPlane.Tests.People;
using Pintle.ControlPlane.Tests.Rig;

namespace Pintle.ControlPlane.Tests.Workspaces;

/// <summary><c>/workspaces</c>, on every database.</summary>
public abstract class WorkspaceTests(ControlRig rig)
{
    [Fact]
    public async Task An_administrator_of_one_makes_another()
    {
        var shop = await rig.NewWorkspaceAsync();
        var ada = await rig.NewLoggedInAsync(shop, Role.Admin);
        var made = (await ada.Browser.PostAsync("workspaces", new { name = "Another" })).Must(HttpStatusCode.Created);
        Assert.Equal($"/api/v1/workspaces/{made.Id}", made.Location!.ToString());
        Assert.Equal(made.Body!.ToJsonString(), (await ada.Browser.GetAsync($"workspaces/{made.Id}")).Must(HttpStatusCode.OK).Body!.ToJsonString());
        var list = (await ada.Browser.GetAsync("workspaces")).Must(HttpStatusCode.OK);
        Assert.Equal([("Another", "admin"), ("Shop", "admin")], list["items"]!.AsArray().Select(w => (w!["name"]!.GetValue<string>(), w["role"]!.GetValue<string>())));
        (await shop.Admin.GetAsync($"/api/v1/workspaces/{made.Id}")).Must(HttpStatusCode.NotFound);
        Assert.Equal("created", Assert.Single((await ada.Browser.GetAsync($"workspaces/{made.Id}/audit"))["items"]!.AsArray())!["action"]!.GetValue<string>());
    }

    [Fact]
    public async Task Others_make_none_nor_do_tokens()
    {
        var shop = await rig.NewWorkspaceAsync();
        var ada = await rig.NewLoggedInAsync(shop);
        (await ada.Browser.PostAsync("workspaces", new { name = "Another" })).Must(HttpStatusCode.Forbidden);
        (await shop.Admin.PostAsync("/api/v1/workspaces", new { name = "Another" })).Must(HttpStatusCode.Forbidden);
        Assert.Single((await shop.Viewer.GetAsync("/api/v1/workspaces")).Must(HttpStatusCode.OK)["items"]!.AsArray());
    }

    [Fact]
    public async Task A_name_is_changed_by_administrators_who_have_seen_it()
    {
        var shop = await rig.NewWorkspaceAsync();
        var path = $"/api/v1/workspaces/{shop.Id}";
        var seen = (await shop.Viewer.GetAsync(path)).Must(HttpStatusCode.OK);
        Assert.Equal("\"1\"", seen.ETag);
        (await shop.Editor.PatchAsync(path, new { name = "Store" })).Must(HttpStatusCode.Forbidden);
        (await shop.Admin.PatchAsync(path, new { name = "Store" }, etag: null)).Must(HttpStatusCode.PreconditionRequired);
        var changed = (await shop.Admin.PatchAsync(path, new { name = "Store" }, seen.ETag)).Must(HttpStatusCode.OK);
        Assert.Equal(("Store", "\"2\""), (changed.Text("name"), changed.ETag));
        (await shop.Admin.PatchAsync(path, new { name = "Late" }, seen.ETag)).Must(HttpStatusCode.PreconditionFailed);
        (await shop.Admin.PatchAsync(path, new { name = " " })).Must(HttpStatusCode.UnprocessableEntity);
        foreach (var member in new[] { "id", "revision", "tokenHash", "protectedToken", "version" })
        {
            (await shop.Admin.PatchAsync(path, $$"""{"{{member}}":"x"}""")).Must(HttpStatusCode.BadRequest);
        }

        var entry = (await shop.Editor.GetAsync($"audit?targetId={shop.Id}"))["items"]![0]!;
        Assert.Equal(("Shop", "Store"), (entry["before"]!["name"]!.GetValue<string>(), entry["after"]!["name"]!.GetValue<string>()));
        Assert.Equal(changed["revision"]!.GetValue<long>(), entry["revision"]!.GetValue<long>());
    }

    [Fact]
    public async Task The_token_of_data_planes_is_shown_for_the_password()
    {
        var shop = await rig.NewWorkspaceAsync();
        var ada = await rig.NewLoggedInAsync(shop, Role.Admin);
        var path = $"workspaces/{shop.Id}/token/reveal";
        (await ada.Browser.PostAsync(path, new { password = "this is not the password" })).Must(HttpStatusCode.UnprocessableEntity);
        var shown = (await ada.Browser.PostAsync(path, new { password = ada.Password })).Must(HttpStatusCode.OK);
        Assert.Equal(shop.Token, shown.Text("token"));
        var log = await shop.Editor.GetAsync("audit?action=tokenRevealed");
        Assert.Equal(ada.Id, Assert.Single(log["items"]!.AsArray())!["userId"]!.GetValue<string>());
        Assert.DoesNotContain(shop.Token, log.Body!.ToJsonString(), StringComparison.Ordinal);
        Assert.DoesNotContain(shop.Token, (await ada.Browser.GetAsync($"workspaces/{shop.Id}")).Body!.ToJsonString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_new_token_takes_the_place_of_the_one_before()
    {
        var shop = await rig.NewWorkspaceAsync();
        var ada = await rig.NewLoggedInAsync(shop, Role.Admin);
        var rotated = (await ada.Browser.PostAsync($"workspaces/{shop.Id}/token/rotate", new { password = ada.Password })).Must(HttpStatusCode.OK).Text("token");
        Assert.NotEqual(shop.Token, rotated);
        Assert.Equal(rotated, (await ada.Browser.PostAsync($"workspaces/{shop.Id}/token/reveal", new { password = ada.Password })).Text("token"));
        await using var scope = rig.Services.CreateAsyncScope();
        var hash = Ids.HashOf(rotated);
        Assert.Equal(shop.Id, (await scope.ServiceProvider.GetRequiredService<ControlContext>().Workspaces.SingleAsync(w => w.TokenHash == hash, TestContext.Current.CancellationToken)).Id);
        Assert.DoesNotContain(rotated, (await shop.Editor.GetAsync("audit")).Body!.ToJsonString(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("reveal")]
    [InlineData("rotate")]
    public async Task The_token_of_data_planes_is_for_administrators_who_are_logged_in(string action)
    {
        var (shop, other) = (await rig.NewWorkspaceAsync(), await rig.NewWorkspaceAsync());
        var (editor, stranger) = (await rig.NewLoggedInAsync(shop), await rig.NewLoggedInAsync(other, Role.Admin));
        var path = $"workspaces/{shop.Id}/token/{action}";
        (await shop.Admin.PostAsync($"token/{action}", new { password = Persons.Password })).Must(HttpStatusCode.Forbidden);
        (await editor.Browser.PostAsync(path, new { password = editor.Password })).Must(HttpStatusCode.Forbidden);
        (await stranger.Browser.PostAsync(path, new { password = stranger.Password })).Must(HttpStatusCode.NotFound);
        (await new Browser(rig.Address).PostAsync(path, new { password = editor.Password })).Must(HttpStatusCode.Unauthorized);
    }
}

public sealed class WorkspacesOnSqlite(SqliteRig rig) : WorkspaceTests(rig), IClassFixture<SqliteRig>;

public sealed class WorkspacesOnPostgres(PostgresRig rig) : WorkspaceTests(rig), IClassFixture<PostgresRig>;
