using System.Net;
using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Pintle.ControlPlane.Data;
using Pintle.ControlPlane.Destinations;
using Pintle.ControlPlane.Tests.Rig;

namespace Pintle.ControlPlane.Tests.Destinations;

/// <summary>Secrets of destinations, on every database: they are kept, and told to nobody.</summary>
public abstract class DestinationSecretTests(ControlRig rig)
{
    [Fact]
    public async Task A_secret_is_kept_and_never_told()
    {
        var shop = await rig.NewWorkspaceAsync();
        var slack = (await shop.Editor.PostAsync("destinations", """{"name":"Slack","type":"SLACK","settings":{"webhookUrl":"hidden-1","incomingWebhooksType":"modern"}}""")).Must(HttpStatusCode.Created);
        var hook = await NewHookAsync(shop);
        Assert.Equal("""{"webhookUrl":true}""", slack["secrets"]!.ToJsonString());
        Assert.Equal("""{"headers[0].to":true,"headers[2].to":true}""", hook["secrets"]!.ToJsonString());
        Assert.Equal("hidden-1", await WholeAsync(slack, "webhookUrl"));

        var changed = (await shop.Editor.PatchAsync($"destinations/{slack.Id}", """{"settings":{"webhookUrl":"hidden-2"}}""")).Must(HttpStatusCode.OK);
        var copy = (await shop.Editor.PostAsync($"destinations/{slack.Id}/duplicate", new { name = "Copy" })).Must(HttpStatusCode.Created);
        Assert.NotEqual(slack.Text("revisionId"), changed.Text("revisionId"));
        Assert.Equal("hidden-2", await WholeAsync(slack, "webhookUrl"));
        Assert.Equal("hidden-2", await WholeAsync(copy, "webhookUrl"));
        (await shop.Editor.DeleteAsync($"destinations/{slack.Id}")).Must(HttpStatusCode.NoContent);
        var restored = (await shop.Editor.PostAsync($"destinations/{slack.Id}/restore")).Must(HttpStatusCode.OK);
        Assert.Equal("hidden-2", await WholeAsync(slack, "webhookUrl"));

        var list = (await shop.Admin.GetAsync("destinations")).Must(HttpStatusCode.OK);
        Assert.DoesNotContain("hidden", string.Join('\n', new[] { slack, hook, changed, copy, restored, list }.Select(a => a.Body!.ToJsonString())), StringComparison.Ordinal);
        Assert.DoesNotContain("hidden", await EverythingKeptAsync(shop), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_secret_that_is_not_named_stays_and_null_takes_it_away()
    {
        var shop = await rig.NewWorkspaceAsync();
        var pixel = (await shop.Editor.PostAsync("destinations", """{"name":"S","type":"AM","settings":{"apiKey":"hidden-1","apiSecret":"hidden-2"}}""")).Must(HttpStatusCode.Created);
        (await shop.Editor.PatchAsync($"destinations/{pixel.Id}", """{"settings":{"residencyServer":"EU"}}""")).Must(HttpStatusCode.OK);
        Assert.Equal("hidden-2", await WholeAsync(pixel, "apiSecret"));
        var changed = (await shop.Editor.PatchAsync($"destinations/{pixel.Id}", """{"settings":{"apiSecret":null}}""")).Must(HttpStatusCode.OK);
        Assert.Equal("""{"apiKey":true}""", changed["secrets"]!.ToJsonString());
        Assert.Equal("hidden-1", await WholeAsync(pixel, "apiKey"));
        var refused = (await shop.Editor.PatchAsync($"destinations/{pixel.Id}", """{"settings":{"apiKey":null}}""")).Must(HttpStatusCode.UnprocessableEntity);
        Assert.Equal("settings.apiKey", Assert.Single(refused["errors"]!.AsObject()).Key);
    }

    [Fact]
    public async Task Rows_sent_back_as_they_are_shown_keep_their_secrets()
    {
        var shop = await rig.NewWorkspaceAsync();
        var hook = await NewHookAsync(shop);
        var rows = hook["settings"]!["headers"]!.DeepClone().AsArray();
        var same = (await shop.Editor.PatchAsync($"destinations/{hook.Id}", new { settings = new { headers = rows } })).Must(HttpStatusCode.OK);
        Assert.Equal(hook.Text("revisionId"), same.Text("revisionId"));
        Assert.Equal("\"1\"", same.ETag);

        rows.RemoveAt(0);
        rows.Insert(0, new JsonObject { ["from"] = "New", ["to"] = "hidden-9" });
        rows.Add(new JsonObject { ["from"] = "Empty" });
        (await shop.Editor.PatchAsync($"destinations/{hook.Id}", new { settings = new { headers = rows } })).Must(HttpStatusCode.OK);
        Assert.Equal(["New=hidden-9", "Plain=", "Key=hidden-3", "Empty="], await HeadersAsync(hook));
        (await shop.Editor.PatchAsync($"destinations/{hook.Id}", """{"settings":{"headers":[{"from":"Key"},{"from":"New","to":null}]}}""")).Must(HttpStatusCode.OK);
        Assert.Equal(["Key=hidden-3", "New="], await HeadersAsync(hook));
    }

    [Fact]
    public async Task Rows_that_differ_only_in_their_secrets_must_send_them_when_there_are_fewer()
    {
        var shop = await rig.NewWorkspaceAsync();
        var hook = (await shop.Editor.PostAsync("destinations", """{"name":"H","type":"WEBHOOK","settings":{"webhookUrl":"u","headers":[{"from":"A","to":"hidden-1"},{"from":"A","to":"hidden-2"}]}}""")).Must(HttpStatusCode.Created);
        var refused = (await shop.Editor.PatchAsync($"destinations/{hook.Id}", """{"settings":{"headers":[{"from":"A"}]}}""")).Must(HttpStatusCode.UnprocessableEntity);
        Assert.Equal("settings.headers[0].to", Assert.Single(refused["errors"]!.AsObject()).Key);
        Assert.DoesNotContain("hidden", refused.Body!.ToJsonString(), StringComparison.Ordinal);
        Assert.Equal(["A=hidden-1", "A=hidden-2"], await HeadersAsync(hook));
    }

    [Fact]
    public async Task Settings_whose_form_is_wrong_are_not_told_either()
    {
        var shop = await rig.NewWorkspaceAsync();
        var refused = (await shop.Editor.PostAsync("destinations", """{"name":"H","type":"WEBHOOK","settings":{"webhookUrl":"u","headers":["hidden-1"]}}""")).Must(HttpStatusCode.UnprocessableEntity);
        Assert.DoesNotContain("hidden", refused.Body!.ToJsonString(), StringComparison.Ordinal);
        refused = (await shop.Editor.PostAsync("destinations", """{"name":"M","type":"MP","settings":{"token":["hidden-1"]}}""")).Must(HttpStatusCode.UnprocessableEntity);
        Assert.DoesNotContain("hidden", refused.Body!.ToJsonString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_destination_whose_key_is_lost_is_still_shown_and_can_be_filled_in_again()
    {
        var shop = await rig.NewWorkspaceAsync();
        var slack = (await shop.Editor.PostAsync("destinations", """{"name":"Slack","type":"SLACK","settings":{"webhookUrl":"hidden-1"}}""")).Must(HttpStatusCode.Created);
        await using (var scope = rig.Services.CreateAsyncScope())
        {
            await scope.ServiceProvider.GetRequiredService<ControlContext>().Destinations.Where(d => d.Id == slack.Id).ExecuteUpdateAsync(d => d.SetProperty(x => x.ProtectedSecrets, "unreadable"), TestContext.Current.CancellationToken);
        }

        Assert.Equal("{}", (await shop.Viewer.GetAsync($"destinations/{slack.Id}")).Must(HttpStatusCode.OK)["secrets"]!.ToJsonString());
        (await shop.Editor.PatchAsync($"destinations/{slack.Id}", new { paused = true })).Must(HttpStatusCode.OK);
        (await shop.Editor.PatchAsync($"destinations/{slack.Id}", """{"settings":{"webhookUrl":"hidden-2"}}""")).Must(HttpStatusCode.OK);
        Assert.Equal("hidden-2", await WholeAsync(slack, "webhookUrl"));
    }

    [Fact]
    public async Task The_audit_log_says_that_a_secret_changed()
    {
        var shop = await rig.NewWorkspaceAsync();
        var slack = (await shop.Editor.PostAsync("destinations", """{"name":"Slack","type":"SLACK","settings":{"webhookUrl":"hidden-1"}}""")).Must(HttpStatusCode.Created);
        (await shop.Editor.PatchAsync($"destinations/{slack.Id}", """{"settings":{"webhookUrl":"hidden-2"}}""")).Must(HttpStatusCode.OK);
        await using var scope = rig.Services.CreateAsyncScope();
        var entries = await scope.ServiceProvider.GetRequiredService<ControlContext>().AuditLog.Where(e => e.TargetId == slack.Id).OrderBy(e => e.Revision).ToListAsync(TestContext.Current.CancellationToken);
        Assert.Equal(["created", "updated"], entries.Select(e => e.Action));
        Assert.Equal([("destination", "Slack"), ("destination", "Slack")], entries.Select(e => (e.TargetType, e.TargetName)));
        var (before, after) = (JsonNode.Parse(entries[1].Before!)!, JsonNode.Parse(entries[1].After!)!);
        Assert.NotEqual(before["revisionId"]!.GetValue<string>(), after["revisionId"]!.GetValue<string>());
        Assert.Equal("""{"webhookUrl":true}""", after["secrets"]!.ToJsonString());
    }

    private static async Task<ApiAnswer> NewHookAsync(TestWorkspace workspace) => (await workspace.Editor.PostAsync("destinations", """
        {"name":"Hook","type":"WEBHOOK","settings":{"webhookUrl":"https://a.example","headers":[{"from":"Authorization","to":"hidden-1"},{"from":"Plain","to":""},{"from":"Key","to":"hidden-3"}]}}
        """)).Must(HttpStatusCode.Created);

    private async Task<string?> WholeAsync(ApiAnswer destination, string setting) => (await WholeAsync(destination)).GetProperty(setting).GetString();

    private async Task<IEnumerable<string>> HeadersAsync(ApiAnswer destination) => (await WholeAsync(destination)).GetProperty("headers").EnumerateArray()
        .Select(h => $"{h.GetProperty("from").GetString()}={(h.TryGetProperty("to", out var to) ? to.GetString() : "")}").ToList();

    private async Task<JsonElement> WholeAsync(ApiAnswer destination)
    {
        await using var scope = rig.Services.CreateAsyncScope();
        return SecretSettings.Join(
            await scope.ServiceProvider.GetRequiredService<ControlContext>().Destinations.SingleAsync(d => d.Id == destination.Id), rig.Services.GetRequiredService<SecretBox>());
    }

    private async Task<string> EverythingKeptAsync(TestWorkspace workspace)
    {
        await using var scope = rig.Services.CreateAsyncScope();
        var db = scope.ServiceProvider.GetRequiredService<ControlContext>();
        return JsonSerializer.Serialize(await db.Destinations.Where(d => d.WorkspaceId == workspace.Id).ToListAsync())
            + JsonSerializer.Serialize(await db.AuditLog.Where(e => e.WorkspaceId == workspace.Id).ToListAsync());
    }
}

public sealed class DestinationSecretsOnSqlite(SqliteRig rig) : DestinationSecretTests(rig), IClassFixture<SqliteRig>;

public sealed class DestinationSecretsOnPostgres(PostgresRig rig) : DestinationSecretTests(rig), IClassFixture<PostgresRig>;
