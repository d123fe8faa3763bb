using System.Net;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Pintle.ControlPlane.Data;
using Pintle.ControlPlane.Tests.Rig;

namespace Pintle.ControlPlane.Tests.Connections;

/// <summary><c>/connections</c>, on every database.</summary>
public abstract class ConnectionTests(ControlRig rig)
{
    [Fact]
    public async Task A_connection_is_made_found_changed_and_taken_away()
    {
        var shop = await rig.NewWorkspaceAsync();
        var (web, app, hook) = (await SourceAsync(shop, "Web"), await SourceAsync(shop, "App"), await DestinationAsync(shop, "Hook"));
        var made = await ConnectAsync(shop, web, hook);
        await ConnectAsync(shop, app, hook);
        Assert.Equal($"/api/v1/workspaces/{shop.Id}/connections/{made.Id}", made.Location!.ToString());
        var found = (await shop.Viewer.GetAsync($"connections/{made.Id}")).Must(HttpStatusCode.OK);
        Assert.Equal(made.Body!.ToJsonString(), found.Body!.ToJsonString());
        Assert.Equal("\"1\"", found.ETag);

        Assert.Equal(2, (await shop.Viewer.GetAsync($"connections?destinationId={hook}"))["items"]!.AsArray().Count);
        Assert.Equal(made.Id, Assert.Single((await shop.Viewer.GetAsync($"connections?sourceId={web}"))["items"]!.AsArray())!["id"]!.GetValue<string>());

        var changed = (await shop.Editor.PatchAsync($"connections/{made.Id}", """{"enabled":false,"settings":{"only":["track"]}}""", made.ETag)).Must(HttpStatusCode.OK);
        Assert.False(changed["enabled"]!.GetValue<bool>());
        Assert.Equal("""{"only":["track"]}""", changed["settings"]!.ToJsonString());
        (await shop.Editor.PatchAsync($"connections/{made.Id}", """{"enabled":true}""", made.ETag)).Must(HttpStatusCode.PreconditionFailed);
        (await shop.Editor.DeleteAsync($"connections/{made.Id}", made.ETag)).Must(HttpStatusCode.PreconditionFailed);
        (await shop.Editor.DeleteAsync($"connections/{made.Id}", etag: null)).Must(HttpStatusCode.PreconditionRequired);
        (await shop.Editor.DeleteAsync($"connections/{made.Id}", changed.ETag)).Must(HttpStatusCode.NoContent);
        (await shop.Viewer.GetAsync($"connections/{made.Id}")).Must(HttpStatusCode.NotFound);
        await ConnectAsync(shop, web, hook);

        await using var scope = rig.Services.CreateAsyncScope();
        var entries = await scope.ServiceProvider.GetRequiredService<ControlContext>().AuditLog
            .Where(e => e.TargetId == made.Id).OrderBy(e => e.Revision).ToListAsync(TestContext.Current.CancellationToken);
        Assert.Equal(["created", "updated", "deleted"], entries.Select(e => e.Action));
        Assert.All(entries, e => Assert.Equal(("connection", "Web → Hook"), (e.TargetType, e.TargetName)));
    }

    [Fact]
    public async Task Both_ends_must_be_there()
    {
        var (shop, other) = (await rig.NewWorkspaceAsync(), await rig.NewWorkspaceAsync());
        var (web, hook) = (await SourceAsync(shop, "Web"), await DestinationAsync(shop, "Hook"));
        var (foreignSource, foreignDestination) = (await SourceAsync(other, "Web"), await DestinationAsync(other, "Hook"));
        await RefusedAsync(shop, foreignSource, foreignDestination, "sourceId", "destinationId");
        (await shop.Editor.DeleteAsync($"destinations/{hook}")).Must(HttpStatusCode.NoContent);
        await RefusedAsync(shop, web, hook, "destinationId");
        (await shop.Editor.PostAsync($"destinations/{hook}/restore")).Must(HttpStatusCode.OK);
        (await shop.Editor.DeleteAsync($"sources/{web}")).Must(HttpStatusCode.NoContent);
        await RefusedAsync(shop, web, hook, "sourceId");
        var refused = (await shop.Editor.PostAsync("connections", new { sourceId = "no", destinationId = "no", settings = 1 })).Must(HttpStatusCode.UnprocessableEntity);
        Assert.Equal(["destinationId", "settings", "sourceId"], refused["errors"]!.AsObject().Select(e => e.Key).Order());
    }

    [Fact]
    public async Task Two_things_are_connected_once_and_a_connection_keeps_its_ends()
    {
        var shop = await rig.NewWorkspaceAsync();
        var (web, app, hook) = (await SourceAsync(shop, "Web"), await SourceAsync(shop, "App"), await DestinationAsync(shop, "Hook"));
        var answers = await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => shop.Editor.PostAsync("connections", new { sourceId = web, destinationId = hook })));
        var made = Assert.Single(answers, a => a.Status == HttpStatusCode.Created);
        Assert.Equal(3, answers.Count(a => a.Status == HttpStatusCode.Conflict));
        var refused = (await shop.Editor.PatchAsync($"connections/{made.Id}", new { sourceId = app, destinationId = "other" })).Must(HttpStatusCode.UnprocessableEntity);
        Assert.Equal(["destinationId", "sourceId"], refused["errors"]!.AsObject().Select(e => e.Key).Order());
    }

    [Fact]
    public async Task Viewers_look_and_another_workspaces_connection_does_not_exist()
    {
        var (shop, other) = (await rig.NewWorkspaceAsync(), await rig.NewWorkspaceAsync());
        var (web, hook) = (await SourceAsync(shop, "Web"), await DestinationAsync(shop, "Hook"));
        var made = await ConnectAsync(shop, web, hook);
        (await shop.Viewer.PostAsync("connections", new { sourceId = web, destinationId = hook })).Must(HttpStatusCode.Forbidden);
        (await shop.Viewer.PatchAsync($"connections/{made.Id}", new { enabled = false })).Must(HttpStatusCode.Forbidden);
        (await shop.Viewer.DeleteAsync($"connections/{made.Id}")).Must(HttpStatusCode.Forbidden);
        (await other.Admin.GetAsync($"connections/{made.Id}")).Must(HttpStatusCode.NotFound);
        (await other.Admin.PatchAsync($"connections/{made.Id}", new { enabled = false })).Must(HttpStatusCode.NotFound);
        (await other.Admin.DeleteAsync($"connections/{made.Id}")).Must(HttpStatusCode.NotFound);
        Assert.Empty((await other.Admin.GetAsync($"connections?sourceId={web}"))["items"]!.AsArray());
        Assert.Empty((await other.Admin.GetAsync($"destinations?sourceId={web}"))["items"]!.AsArray());
    }

    private static async Task RefusedAsync(TestWorkspace workspace, string source, string destination, params string[] members)
    {
        var refused = (await workspace.Editor.PostAsync("connections", new { sourceId = source, destinationId = destination })).Must(HttpStatusCode.UnprocessableEntity);
        Assert.Equal(members, refused["errors"]!.AsObject().Select(e => e.Key));
    }

    private static async Task<ApiAnswer> ConnectAsync(TestWorkspace workspace, string source, string destination) =>
        (await workspace.Editor.PostAsync("connections", new { sourceId = source, destinationId = destination })).Must(HttpStatusCode.Created);

    private static async Task<string> SourceAsync(TestWorkspace workspace, string name) =>
        (await workspace.Editor.PostAsync("sources", new { name, type = "HTTP" })).Must(HttpStatusCode.Created).Id;

    private static async Task<string> DestinationAsync(TestWorkspace workspace, string name) =>
        (await workspace.Editor.PostAsync("destinations", new { name, type = "WEBHOOK", settings = new { webhookUrl = "https://a.example" } })).Must(HttpStatusCode.Created).Id;
}

public sealed class ConnectionsOnSqlite(SqliteRig rig) : ConnectionTests(rig), IClassFixture<SqliteRig>;

public sealed class ConnectionsOnPostgres(PostgresRig rig) : ConnectionTests(rig), IClassFixture<PostgresRig>;
