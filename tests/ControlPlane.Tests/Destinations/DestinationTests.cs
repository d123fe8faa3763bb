using System.Net;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Pintle.ControlPlane.Accounts;
using Pintle.ControlPlane.Data;
using Pintle.ControlPlane.Tests.Rig;
using Pintle.ControlPlane.Transformations;

namespace Pintle.ControlPlane.Tests.Destinations;

/// <summary><c>/destinations</c>, on every database.</summary>
public abstract class DestinationTests(ControlRig rig)
{
    [Fact]
    public async Task A_destination_is_made_and_found_again_by_any_name_of_its_kind()
    {
        var shop = await rig.NewWorkspaceAsync();
        var made = (await shop.Editor.PostAsync("destinations", new { name = "Hook", type = "webhook", settings = new { webhookUrl = "https://a.example", other = new { kept = true } } })).Must(HttpStatusCode.Created);
        Assert.Equal("WEBHOOK", made.Text("type"));
        Assert.StartsWith("rev_", made.Text("revisionId"), StringComparison.Ordinal);
        Assert.Equal("""{"webhookUrl":"https://a.example","other":{"kept":true}}""", made["settings"]!.ToJsonString());
        Assert.Equal("{}", made["secrets"]!.ToJsonString());
        Assert.Equal($"/api/v1/workspaces/{shop.Id}/destinations/{made.Id}", made.Location!.ToString());

        var found = (await shop.Viewer.GetAsync($"destinations/{made.Id}")).Must(HttpStatusCode.OK);
        Assert.Equal(made.Body!.ToJsonString(), found.Body!.ToJsonString());
        Assert.Equal("\"1\"", found.ETag);
        Assert.Single((await shop.Viewer.GetAsync("destinations?type=Webhook&q=hoo&enabled=true"))["items"]!.AsArray());
        Assert.Empty((await shop.Viewer.GetAsync("destinations?type=SLACK"))["items"]!.AsArray());
    }

    [Fact]
    public async Task All_that_is_wrong_is_told_at_once()
    {
        var shop = await rig.NewWorkspaceAsync();
        var refused = (await shop.Editor.PostAsync("destinations", new
        {
            name = " ", type = "webhook", settings = new { webhookMethod = "SHOUT", headers = "none" }, transformationId = "tr_none", accountId = "acc_none",
        })).Must(HttpStatusCode.UnprocessableEntity);
        Assert.Equal(["accountId", "name", "settings.headers", "settings.webhookMethod", "settings.webhookUrl", "transformationId"], ErrorsOf(refused));
        refused = (await shop.Editor.PostAsync("destinations", new { name = "x", type = "FAX", settings = new[] { 1 } })).Must(HttpStatusCode.UnprocessableEntity);
        Assert.Equal(["settings", "type"], ErrorsOf(refused));
    }

    [Fact]
    public async Task What_a_client_may_not_set_is_refused_by_name()
    {
        var shop = await rig.NewWorkspaceAsync();
        foreach (var member in new[] { "secrets", "revisionId", "id", "workspaceId", "createdBy", "deletedAt", "version" })
        {
            var refused = (await shop.Editor.PostAsync("destinations", $$"""{"name":"x","type":"WEBHOOK","settings":{"webhookUrl":"u"},"{{member}}":"x"}""")).Must(HttpStatusCode.BadRequest);
            Assert.Contains(member, refused.Text("detail"), StringComparison.Ordinal);
        }

        (await shop.Editor.PostAsync("destinations", """{"name":"x","type":"SLACK","settings":{"webhookUrl":"u","webhookUrl":"v"}}""")).Must(HttpStatusCode.BadRequest);
    }

    [Fact]
    public async Task Of_two_edits_of_one_version_the_second_is_refused()
    {
        var shop = await rig.NewWorkspaceAsync();
        var hook = await NewAsync(shop, "Hook");
        Assert.Equal("\"2\"", (await shop.Editor.PatchAsync($"destinations/{hook.Id}", new { name = "First" }, hook.ETag)).Must(HttpStatusCode.OK).ETag);
        (await shop.Admin.PatchAsync($"destinations/{hook.Id}", new { name = "Second" }, hook.ETag)).Must(HttpStatusCode.PreconditionFailed);
        (await shop.Admin.PatchAsync($"destinations/{hook.Id}", new { name = "Third" }, etag: null)).Must(HttpStatusCode.PreconditionRequired);
        (await shop.Admin.DeleteAsync($"destinations/{hook.Id}", hook.ETag)).Must(HttpStatusCode.PreconditionFailed);
        Assert.Equal("First", (await shop.Viewer.GetAsync($"destinations/{hook.Id}")).Text("name"));
    }

    [Fact]
    public async Task A_destination_is_paused_and_keeps_its_revision_until_settings_change()
    {
        var shop = await rig.NewWorkspaceAsync();
        var hook = await NewAsync(shop, "Hook");
        var paused = (await shop.Editor.PatchAsync($"destinations/{hook.Id}", new { paused = true, type = "webhook" })).Must(HttpStatusCode.OK);
        Assert.True(paused["paused"]!.GetValue<bool>());
        Assert.Equal(hook.Text("revisionId"), paused.Text("revisionId"));
        var moved = (await shop.Editor.PatchAsync($"destinations/{hook.Id}", """{"settings":{"webhookUrl":"https://b.example"}}""")).Must(HttpStatusCode.OK);
        Assert.NotEqual(hook.Text("revisionId"), moved.Text("revisionId"));
        Assert.True(moved["paused"]!.GetValue<bool>());
        Assert.Equal(["settings.webhookUrl", "type"], ErrorsOf((await shop.Editor.PatchAsync($"destinations/{hook.Id}", """{"type":"SLACK","settings":{"webhookUrl":null}}""")).Must(HttpStatusCode.UnprocessableEntity)));
    }

    [Fact]
    public async Task Settings_that_are_not_in_order_stand_in_the_way_of_nothing_but_other_settings()
    {
        var shop = await rig.NewWorkspaceAsync();
        var hook = await NewAsync(shop, "Hook");
        await InDatabaseAsync(db => db.Destinations.Where(d => d.Id == hook.Id).ExecuteUpdateAsync(d => d.SetProperty(x => x.Settings, """{"webhookMethod":"SHOUT"}""")));
        (await shop.Editor.PatchAsync($"destinations/{hook.Id}", new { paused = true })).Must(HttpStatusCode.OK);
        Assert.Equal(["settings.webhookMethod", "settings.webhookUrl"], ErrorsOf((await shop.Editor.PatchAsync($"destinations/{hook.Id}", """{"settings":{"other":1}}""")).Must(HttpStatusCode.UnprocessableEntity)));
    }

    [Fact]
    public async Task Events_can_go_through_a_published_transformation_and_by_an_account_of_the_workspace()
    {
        var (shop, other) = (await rig.NewWorkspaceAsync(), await rig.NewWorkspaceAsync());
        var (good, draft) = (await TransformationAsync(shop, published: true), await TransformationAsync(shop, published: false));
        var (library, foreign) = (await TransformationAsync(shop, published: true, isLibrary: true), await TransformationAsync(other, published: true));
        var account = await AccountAsync(shop);
        var hook = await NewAsync(shop, "Hook");
        foreach (var wrong in new[] { draft, library, foreign, "tr_none" })
        {
            Assert.Equal(["transformationId"], ErrorsOf((await shop.Editor.PatchAsync($"destinations/{hook.Id}", new { transformationId = wrong })).Must(HttpStatusCode.UnprocessableEntity)));
        }

        Assert.Equal(["accountId"], ErrorsOf((await shop.Editor.PatchAsync($"destinations/{hook.Id}", new { accountId = await AccountAsync(other) })).Must(HttpStatusCode.UnprocessableEntity)));
        var attached = (await shop.Editor.PatchAsync($"destinations/{hook.Id}", new { transformationId = good, accountId = account })).Must(HttpStatusCode.OK);
        Assert.Equal((good, account), (attached.Text("transformationId"), attached.Text("accountId")));

        (await shop.Editor.DeleteAsync($"destinations/{hook.Id}")).Must(HttpStatusCode.NoContent);
        await InDatabaseAsync(db => db.Transformations.Where(t => t.Id == good).ExecuteUpdateAsync(t => t.SetProperty(x => x.DeletedAt, rig.Time.GetUtcNow())));
        Assert.Contains(good, (await shop.Editor.PostAsync($"destinations/{hook.Id}/restore")).Must(HttpStatusCode.Conflict).Text("detail"), StringComparison.Ordinal);
        await InDatabaseAsync(db => db.Transformations.Where(t => t.Id == good).ExecuteUpdateAsync(t => t.SetProperty(x => x.DeletedAt, (DateTimeOffset?)null)));
        (await shop.Editor.PostAsync($"destinations/{hook.Id}/restore")).Must(HttpStatusCode.OK);

        var detached = (await shop.Editor.PatchAsync($"destinations/{hook.Id}", """{"transformationId":null,"accountId":null}""")).Must(HttpStatusCode.OK);
        Assert.Null(detached["transformationId"]);
        Assert.Null(detached["accountId"]);
    }

    [Fact]
    public async Task A_destination_is_deleted_once_no_source_is_connected_and_comes_back()
    {
        var shop = await rig.NewWorkspaceAsync();
        var (hook, lonely) = (await NewAsync(shop, "Hook"), await NewAsync(shop, "Lonely"));
        var source = (await shop.Editor.PostAsync("sources", new { name = "Web", type = "HTTP" })).Must(HttpStatusCode.Created);
        var connection = (await shop.Editor.PostAsync("connections", new { sourceId = source.Id, destinationId = hook.Id })).Must(HttpStatusCode.Created);
        Assert.Equal(hook.Id, Assert.Single((await shop.Viewer.GetAsync($"destinations?sourceId={source.Id}"))["items"]!.AsArray())!["id"]!.GetValue<string>());
        var refused = (await shop.Editor.DeleteAsync($"destinations/{hook.Id}")).Must(HttpStatusCode.Conflict);
        Assert.Equal($$"""[{"type":"source","id":"{{source.Id}}","name":"Web"}]""", refused["usedBy"]!.ToJsonString());

        (await shop.Editor.DeleteAsync($"connections/{connection.Id}")).Must(HttpStatusCode.NoContent);
        (await shop.Editor.DeleteAsync($"destinations/{hook.Id}")).Must(HttpStatusCode.NoContent);
        Assert.Equal(lonely.Id, Assert.Single((await shop.Viewer.GetAsync("destinations"))["items"]!.AsArray())!["id"]!.GetValue<string>());
        Assert.Single((await shop.Viewer.GetAsync("destinations?deleted=true"))["items"]!.AsArray());
        (await shop.Editor.PatchAsync($"destinations/{hook.Id}", new { name = "x" })).Must(HttpStatusCode.NotFound);
        (await shop.Editor.PostAsync($"destinations/{hook.Id}/restore")).Must(HttpStatusCode.OK);
        (await shop.Editor.PostAsync($"destinations/{hook.Id}/restore")).Must(HttpStatusCode.Conflict);
    }

    [Fact]
    public async Task Viewers_look_and_another_workspaces_destination_does_not_exist()
    {
        var (shop, other) = (await rig.NewWorkspaceAsync(), await rig.NewWorkspaceAsync());
        var hook = await NewAsync(shop, "Hook");
        (await shop.Viewer.PostAsync("destinations", new { name = "x", type = "WEBHOOK" })).Must(HttpStatusCode.Forbidden);
        (await shop.Viewer.PatchAsync($"destinations/{hook.Id}", new { name = "x" })).Must(HttpStatusCode.Forbidden);
        (await shop.Viewer.DeleteAsync($"destinations/{hook.Id}")).Must(HttpStatusCode.Forbidden);
        (await shop.Viewer.PostAsync($"destinations/{hook.Id}/duplicate", new { name = "x" })).Must(HttpStatusCode.Forbidden);
        (await other.Admin.GetAsync($"destinations/{hook.Id}")).Must(HttpStatusCode.NotFound);
        (await other.Admin.PatchAsync($"destinations/{hook.Id}", new { name = "x" })).Must(HttpStatusCode.NotFound);
        (await other.Admin.DeleteAsync($"destinations/{hook.Id}")).Must(HttpStatusCode.NotFound);
        (await other.Admin.PostAsync($"destinations/{hook.Id}/duplicate", new { name = "x" })).Must(HttpStatusCode.NotFound);
        (await other.Admin.GetAsync($"/api/v1/workspaces/{shop.Id}/destinations")).Must(HttpStatusCode.NotFound);
    }

    private static IEnumerable<string> ErrorsOf(ApiAnswer refused) => refused["errors"]!.AsObject().Select(e => e.Key).Order(StringComparer.Ordinal);

    private static async Task<ApiAnswer> NewAsync(TestWorkspace workspace, string name) =>
        (await workspace.Editor.PostAsync("destinations", new { name, type = "WEBHOOK", settings = new { webhookUrl = "https://a.example" } })).Must(HttpStatusCode.Created);

    private async Task<string> TransformationAsync(TestWorkspace workspace, bool published, bool isLibrary = false)
    {
        var made = new StoredTransformation
        {
            Id = Ids.New("tr"), WorkspaceId = workspace.Id, Name = "Clean", Description = "", IsLibrary = isLibrary, ImportName = "", PublishedVersionId = published ? "ver_1" : null,
        };
        await InDatabaseAsync(db => db.AddAsync(made).AsTask());
        return made.Id;
    }

    private async Task<string> AccountAsync(TestWorkspace workspace)
    {
        var made = new StoredAccount { Id = Ids.New("acc"), WorkspaceId = workspace.Id, Name = "Ours", Type = "elsewhere", Options = "{}", ProtectedSecret = "" };
        await InDatabaseAsync(db => db.AddAsync(made).AsTask());
        return made.Id;
    }

    private async Task InDatabaseAsync(Func<ControlContext, Task> change)
    {
        await using var scope = rig.Services.CreateAsyncScope();
        var db = scope.ServiceProvider.GetRequiredService<ControlContext>();
        await change(db);
        await db.SaveChangesAsync();
    }
}

public sealed class DestinationsOnSqlite(SqliteRig rig) : DestinationTests(rig), IClassFixture<SqliteRig>;

public sealed class DestinationsOnPostgres(PostgresRig rig) : DestinationTests(rig), IClassFixture<PostgresRig>;
