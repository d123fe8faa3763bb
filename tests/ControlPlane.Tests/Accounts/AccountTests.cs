using System.Net;
using System.Text.Json.Nodes;
using Microsoft.EntityFrameworkCore;
using Pintle.ControlPlane.Tests.Rig;
using Pintle.TestKit;

namespace Pintle.ControlPlane.Tests.Accounts;

/// <summary>Accounts and the destinations that use them, on every database.</summary>
public abstract class AccountTests(ControlRig rig) : IAsyncLifetime
{
    private OAuthVendor _vendor = null!;

    public async ValueTask InitializeAsync() => _vendor = await OAuthVendor.StartAsync();

    public async ValueTask DisposeAsync()
    {
        await _vendor.DisposeAsync();
        GC.SuppressFinalize(this);
    }

    [Fact]
    public async Task A_destination_takes_an_account_of_its_workspace_and_kind()
    {
        var (shop, browser) = await rig.NewShopAsync(_vendor);
        var (other, foreign) = await rig.NewShopAsync(_vendor);
        var (id, elsewhere) = (await browser.ConnectAsync(), await foreign.ConnectAsync());
        await MustRefuseAsync("accountId", new { name = "Crm", type = "SALESFORCE_OAUTH", accountId = elsewhere });
        await MustRefuseAsync("accountId", new { name = "Hook", type = "WEBHOOK", settings = new { webhookUrl = "https://a.example", webhookMethod = "POST" }, accountId = id });
        await MustRefuseAsync("settings.rudderAccountId", new { name = "Crm", type = "SALESFORCE", settings = new { rudderAccountId = id } });
        await MustRefuseAsync("settings.rudderDeleteAccountId", new { name = "Crm", type = "SALESFORCE", settings = new { rudderDeleteAccountId = elsewhere } });
        await MustRefuseAsync("settings.rudderDeleteAccountId", new { name = "Crm", type = "SALESFORCE", settings = new { rudderDeleteAccountId = id } });
        var crm = (await shop.Editor.PostAsync("destinations", new { name = "Crm", type = "SALESFORCE_OAUTH", accountId = id })).Must(HttpStatusCode.Created);
        Assert.Equal(id, crm.Text("accountId"));
        Assert.NotNull((await shop.Editor.PatchAsync($"destinations/{crm.Id}", new { accountId = elsewhere })).Must(HttpStatusCode.UnprocessableEntity)["errors"]!["accountId"]);
        (await other.Editor.GetAsync($"accounts/{id}")).Must(HttpStatusCode.NotFound);

        async Task MustRefuseAsync(string member, object body) =>
            Assert.Equal([member], (await shop.Editor.PostAsync("destinations", body)).Must(HttpStatusCode.UnprocessableEntity)["errors"]!.AsObject().Select(e => e.Key));
    }

    [Fact]
    public async Task Data_planes_are_told_of_accounts_without_their_tokens_and_renewing_those_is_no_new_revision()
    {
        var (shop, browser) = await rig.NewShopAsync(_vendor);
        var id = await browser.ConnectAsync();
        var source = (await shop.Editor.PostAsync("sources", new { name = "Web", type = "HTTP" })).Must(HttpStatusCode.Created);
        var crm = (await shop.Editor.PostAsync("destinations", new { name = "Crm", type = "SALESFORCE", accountId = id })).Must(HttpStatusCode.Created);
        (await shop.Editor.PostAsync("connections", new { sourceId = source.Id, destinationId = crm.Id })).Must(HttpStatusCode.Created);
        var before = await ConfigurationAsync(shop);
        await rig.SecretAsync(shop, id, await rig.SecretAsync(shop, id));
        var document = await ConfigurationAsync(shop);
        Assert.Equal(before.ToJsonString(), document.ToJsonString());
        Assert.Equal(id, document["sources"]![0]!["destinations"]![0]!["config"]!["rudderAccountId"]!.GetValue<string>());
        Assert.Equal($$$$"""{"{{{{id}}}}":{"name":"Ours","accountDefinitionName":"salesforce","options":{},"secret":{}}}""", document["accounts"]!.ToJsonString());
        Assert.Equal("""{"salesforce":{"name":"salesforce","config":{},"authenticationType":"oauth"}}""", document["accountDefinitions"]!.ToJsonString());
    }

    [Fact]
    public async Task An_account_in_use_is_not_deleted()
    {
        var (shop, browser) = await rig.NewShopAsync(_vendor);
        (await shop.Admin.PutAsync("oauth-clients/intercom", AccountRigs.ClientOf(_vendor), etag: null)).Must(HttpStatusCode.OK);
        var (id, other) = (await browser.ConnectAsync(), await browser.ConnectAsync(type: "intercom"));
        var crm = (await shop.Editor.PostAsync("destinations", new { name = "Crm", type = "SALESFORCE", accountId = id })).Must(HttpStatusCode.Created);
        var deleting = (await shop.Editor.PostAsync("destinations", new { name = "Chat", type = "INTERCOM", settings = new { apiKey = "hush", rudderDeleteAccountId = other } })).Must(HttpStatusCode.Created);
        foreach (var (account, user) in new[] { (id, crm), (other, deleting) })
        {
            var refused = (await shop.Editor.DeleteAsync($"accounts/{account}")).Must(HttpStatusCode.Conflict);
            Assert.Equal(user.Id, Assert.Single(refused["usedBy"]!.AsArray())!["id"]!.GetValue<string>());
        }

        (await shop.Editor.DeleteAsync($"destinations/{crm.Id}")).Must(HttpStatusCode.NoContent);
        (await shop.Editor.DeleteAsync($"destinations/{deleting.Id}")).Must(HttpStatusCode.NoContent);
        (await shop.Viewer.DeleteAsync($"accounts/{id}")).Must(HttpStatusCode.Forbidden);
        (await shop.Editor.DeleteAsync($"accounts/{id}", etag: "\"9\"")).Must(HttpStatusCode.PreconditionFailed);
        (await shop.Editor.DeleteAsync($"accounts/{id}")).Must(HttpStatusCode.NoContent);
        (await shop.Viewer.GetAsync($"accounts/{id}")).Must(HttpStatusCode.NotFound);
        Assert.Null((await shop.Editor.PostAsync($"destinations/{crm.Id}/restore")).Must(HttpStatusCode.OK)["accountId"]);
    }

    [Fact]
    public async Task An_account_is_renamed_by_editors_who_have_seen_its_version()
    {
        var (shop, browser) = await rig.NewShopAsync(_vendor);
        var made = await shop.Viewer.GetAsync($"accounts/{await browser.ConnectAsync()}");
        (await shop.Viewer.PatchAsync($"accounts/{made.Id}", new { name = "Theirs" })).Must(HttpStatusCode.Forbidden);
        (await shop.Editor.PatchAsync($"accounts/{made.Id}", new { name = "Theirs" }, etag: null)).Must(HttpStatusCode.PreconditionRequired);
        (await shop.Editor.PatchAsync($"accounts/{made.Id}", new { type = "hubspot" })).Must(HttpStatusCode.BadRequest);
        Assert.Equal("Theirs", (await shop.Editor.PatchAsync($"accounts/{made.Id}", new { name = "Theirs" }, made.ETag)).Must(HttpStatusCode.OK).Text("name"));
        (await shop.Editor.PatchAsync($"accounts/{made.Id}", new { name = "Ours" }, made.ETag)).Must(HttpStatusCode.PreconditionFailed);
        (await shop.Editor.PatchAsync($"accounts/{made.Id}", new { name = " " })).Must(HttpStatusCode.UnprocessableEntity);
        Assert.Equal(made.Id, Assert.Single((await shop.Viewer.GetAsync("accounts?q=theirs&type=salesforce"))["items"]!.AsArray())!["id"]!.GetValue<string>());
    }

    [Fact]
    public async Task An_imported_account_is_used_and_exported_with_names_of_variables_for_its_tokens()
    {
        var shop = await rig.NewWorkspaceAsync();
        var document = Document($"acc-{shop.Id}", """{"access_token":"hush-1","refresh_token":"hush-2","instance_url":"https://i.example"}""");
        var report = (await shop.Admin.PostAsync("import", document)).Must(HttpStatusCode.OK);
        Assert.Empty(report["notes"]!.AsArray());
        var destination = (await shop.Viewer.GetAsync("destinations"))["items"]![0]!;
        Assert.Equal($"acc-{shop.Id}", destination["accountId"]!.GetValue<string>());
        Assert.Null(destination["settings"]!["rudderAccountId"]);
        Assert.Equal("hush-1", (await rig.SecretAsync(shop, $"acc-{shop.Id}")).Access());

        var again = (await shop.Admin.PostAsync("import", document)).Must(HttpStatusCode.OK);
        Assert.Equal((0, 0), (again["created"]!.AsArray().Count, again["updated"]!.AsArray().Count));
        var exported = (await shop.Viewer.GetAsync("export")).Must(HttpStatusCode.OK).Body!;
        Assert.DoesNotContain("hush", exported.ToJsonString(), StringComparison.Ordinal);
        var secret = exported["accounts"]![$"acc-{shop.Id}"]!["secret"]!;
        Assert.StartsWith("env.PINTLE_ACCOUNT_ACC_WS_", secret["access_token"]!.GetValue<string>(), StringComparison.Ordinal);

        // Tokens that are here stay: those of a document may be long over.
        var taken = (await shop.Admin.PostAsync("import?prune=true", exported.ToJsonString())).Must(HttpStatusCode.OK);
        Assert.Equal((0, 0, 0), (taken["created"]!.AsArray().Count, taken["updated"]!.AsArray().Count, taken["removed"]!.AsArray().Count));
        Assert.Equal("hush-1", (await rig.SecretAsync(shop, $"acc-{shop.Id}")).Access());
    }

    [Fact]
    public async Task An_account_without_tokens_must_be_connected_and_one_that_is_not_there_is_told()
    {
        var shop = await rig.NewWorkspaceAsync();
        var document = JsonNode.Parse(Document($"acc-{shop.Id}", """{"access_token":"env.PINTLE_X"}"""))!;
        document["sources"]![0]!["destinations"]!.AsArray().Add(new JsonObject
        {
            ["id"] = $"lost-{shop.Id}", ["config"] = new JsonObject { ["rudderAccountId"] = "acc-none" }, ["destinationDefinition"] = new JsonObject { ["name"] = "SALESFORCE" },
        });
        document["accounts"]![$"key-{shop.Id}"] = new JsonObject { ["accountDefinitionName"] = "key" };
        document["accountDefinitions"]!["key"] = new JsonObject { ["authenticationType"] = "apiKey" };
        var report = (await shop.Admin.PostAsync("import", document.ToJsonString())).Must(HttpStatusCode.OK);
        Assert.Equal(
            [$"accounts.acc-{shop.Id}.secret", $"accounts.key-{shop.Id}", "sources[0].destinations[1].config.rudderAccountId"],
            report["notes"]!.AsArray().Select(n => n!["at"]!.GetValue<string>()).Order(StringComparer.Ordinal));
        Assert.True((await shop.Viewer.GetAsync($"accounts/acc-{shop.Id}"))["needsReconnecting"]!.GetValue<bool>());
        Assert.Equal("ref_token_invalid_grant", (await rig.TokenAsync(shop, $"acc-{shop.Id}")).Body["code"]!.GetValue<string>());
        var other = await rig.NewWorkspaceAsync();
        document["sources"] = new JsonArray();
        var refused = (await other.Admin.PostAsync("import", document.ToJsonString())).Must(HttpStatusCode.UnprocessableEntity);
        Assert.NotNull(refused["errors"]![$"accounts.acc-{shop.Id}"]);
    }

    private static string Document(string account, string secret) => $$$"""
        {
          "workspaceId": "elsewhere",
          "sources": [{"id": "src-{{{account}}}", "name": "Web", "writeKey": "key-{{{account}}}", "sourceDefinition": {"name": "HTTP"}, "destinations": [
            {"id": "dst-{{{account}}}", "name": "Crm", "config": {"rudderAccountId": "{{{account}}}"}, "destinationDefinition": {"name": "SALESFORCE_OAUTH"}}]}],
          "accounts": {"{{{account}}}": {"accountDefinitionName": "salesforce", "options": {"a": 1}, "secret": {{{secret}}}}},
          "accountDefinitions": {"salesforce": {"name": "salesforce", "authenticationType": "oauth"}}
        }
        """;

    private async Task<JsonNode> ConfigurationAsync(TestWorkspace shop)
    {
        using var http = new HttpClient { BaseAddress = rig.Address };
        http.DefaultRequestHeaders.Authorization = new("Basic", Convert.ToBase64String(System.Text.Encoding.UTF8.GetBytes($"{shop.Token}:")));
        return JsonNode.Parse(await http.GetStringAsync(new Uri("/workspaceConfig", UriKind.Relative), TestContext.Current.CancellationToken))!;
    }
}

public sealed class AccountsOnSqlite(SqliteRig rig) : AccountTests(rig), IClassFixture<SqliteRig>;

public sealed class AccountsOnPostgres(PostgresRig rig) : AccountTests(rig), IClassFixture<PostgresRig>;
