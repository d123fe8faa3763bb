using System.Net;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json.Nodes;
using Microsoft.EntityFrameworkCore;
using Pintle.ControlPlane.Tests.Rig;

namespace Pintle.ControlPlane.Tests.Publishing;

/// <summary>What data planes of others ask for, on every database: workspace-config.md §1 and §2.</summary>
public abstract class DataPlaneFetchTests(ControlRig rig) : IDisposable
{
    private const string Namespace = "data-plane/v1/namespaces/default/config";

    private readonly HttpClient _http = new();

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("workspaceConfig?fetchAll=true")]
    [InlineData("workspaceConfig?fetchAll=true&region=eu")]
    [InlineData("workspaceConfig")]
    public async Task A_workspace_is_given_whole_every_time_to_who_shows_its_token(string path)
    {
        var shop = await rig.NewWorkspaceAsync();
        var source = await NewSourceAsync(shop);
        for (var i = 0; i < 2; i++)
        {
            var document = await GoodAsync(path, shop.Token);
            Assert.Equal(shop.Id, (string?)document["workspaceId"]);
            Assert.Equal(source.Id, (string?)Assert.Single(document["sources"]!.AsArray())!["id"]);
        }
    }

    [Fact]
    public async Task A_disabled_source_is_in_it_and_a_deleted_one_is_not()
    {
        var shop = await rig.NewWorkspaceAsync();
        var (off, gone) = (await NewSourceAsync(shop), await NewSourceAsync(shop));
        (await shop.Editor.PatchAsync($"sources/{off.Id}", new { enabled = false })).Must(HttpStatusCode.OK);
        (await shop.Editor.DeleteAsync($"sources/{gone.Id}")).Must(HttpStatusCode.NoContent);
        var source = Assert.Single((await GoodAsync("workspaceConfig?fetchAll=true", shop.Token))["sources"]!.AsArray())!;
        Assert.Equal((off.Id, false), ((string?)source["id"], (bool)source["enabled"]!));
    }

    [Fact]
    public async Task Of_a_namespace_only_what_has_changed_since_is_whole_and_the_rest_is_null()
    {
        var (shop, other) = (await rig.NewWorkspaceAsync(), await rig.NewWorkspaceAsync());
        await NewSourceAsync(shop);
        await NewSourceAsync(other);
        var seen = Newest(await GoodAsync(Namespace, ControlRig.NamespaceSecret));
        rig.Time.Advance(TimeSpan.FromMinutes(1));
        await NewSourceAsync(shop);
        var changes = await GoodAsync($"{Namespace}?updatedAfter={seen}", ControlRig.NamespaceSecret);
        Assert.Equal(2, changes[shop.Id]!["sources"]!.AsArray().Count);
        seen = Newest(changes);

        // What was changed just now may not have been committed when somebody asked: it is told again for a little.
        Assert.NotNull((await GoodAsync($"{Namespace}?updatedAfter={seen}", ControlRig.NamespaceSecret))[shop.Id]);
        await rig.ChangeAsync(db => db.Workspaces.Where(w => w.Id == other.Id).ExecuteUpdateAsync(w => w.SetProperty(x => x.RevisedAt, rig.Time.GetUtcNow() - TimeSpan.FromSeconds(2)), Ct));
        changes = await GoodAsync($"{Namespace}?updatedAfter={seen}", ControlRig.NamespaceSecret);
        Assert.NotNull(changes[other.Id]);

        rig.Time.Advance(TimeSpan.FromMinutes(1));
        var third = await rig.NewWorkspaceAsync();
        await NewSourceAsync(third);
        seen = Newest(await GoodAsync($"{Namespace}?updatedAfter={seen}", ControlRig.NamespaceSecret));
        changes = await GoodAsync($"{Namespace}?updatedAfter={seen}", ControlRig.NamespaceSecret);
        Assert.True(changes.AsObject().ContainsKey(shop.Id) && changes.AsObject().ContainsKey(other.Id));
        Assert.Equal((null, null), (changes[shop.Id], changes[other.Id]));
        Assert.NotNull(changes[third.Id]);
    }

    [Fact]
    public async Task Of_a_namespace_a_workspace_that_is_gone_is_not_named()
    {
        var gone = await rig.NewWorkspaceAsync();
        Assert.NotNull((await GoodAsync(Namespace, ControlRig.NamespaceSecret))[gone.Id]);
        await rig.ChangeAsync(async db =>
        {
            await db.Members.Where(m => m.WorkspaceId == gone.Id).ExecuteDeleteAsync(Ct);
            await db.Tokens.Where(t => t.WorkspaceId == gone.Id).ExecuteDeleteAsync(Ct);
            await db.Workspaces.Where(w => w.Id == gone.Id).ExecuteDeleteAsync(Ct);
        });
        Assert.False((await GoodAsync($"{Namespace}?updatedAfter=2026-01-02T03:04:05.000Z", ControlRig.NamespaceSecret)).AsObject().ContainsKey(gone.Id));
    }

    [Fact]
    public async Task Who_shows_something_else_gets_nothing()
    {
        var shop = await rig.NewWorkspaceAsync();
        foreach (var (path, user, status) in new[]
        {
            ("workspaceConfig?fetchAll=true", "nonsense", HttpStatusCode.Unauthorized),
            ("workspaceConfig?fetchAll=true", ControlRig.NamespaceSecret, HttpStatusCode.Unauthorized),
            (Namespace, shop.Token, HttpStatusCode.Unauthorized),
            (Namespace.Replace("default", "other", StringComparison.Ordinal), ControlRig.NamespaceSecret, HttpStatusCode.Unauthorized),
            ($"{Namespace}?updatedAfter=yesterday", ControlRig.NamespaceSecret, HttpStatusCode.BadRequest),
        })
        {
            using var answer = await GetAsync(path, user);
            Assert.Equal(status, answer.StatusCode);
        }
    }

    public void Dispose()
    {
        _http.Dispose();
        GC.SuppressFinalize(this);
    }

    private static string Newest(JsonNode workspaces) => workspaces.AsObject().Select(w => (string?)w.Value?["updatedAt"]).Max()!;

    private static async Task<ApiAnswer> NewSourceAsync(TestWorkspace shop) => (await shop.Editor.PostAsync("sources", new { name = "Web", type = "Javascript" })).Must(HttpStatusCode.Created);

    private async Task<JsonNode> GoodAsync(string path, string user)
    {
        using var answer = await GetAsync(path, user);
        return JsonNode.Parse(await answer.EnsureSuccessStatusCode().Content.ReadAsStringAsync(Ct))!;
    }

    private async Task<HttpResponseMessage> GetAsync(string path, string user)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, new Uri(rig.Address, path));
        request.Content = new ByteArrayContent([]) { Headers = { ContentType = new MediaTypeHeaderValue("application/json") } };
        request.Headers.Authorization = new AuthenticationHeaderValue("Basic", Convert.ToBase64String(Encoding.UTF8.GetBytes($"{user}:")));
        return await _http.SendAsync(request, Ct);
    }
}

public sealed class DataPlaneFetchOnSqlite(SqliteRig rig) : DataPlaneFetchTests(rig), IClassFixture<SqliteRig>;

public sealed class DataPlaneFetchOnPostgres(PostgresRig rig) : DataPlaneFetchTests(rig), IClassFixture<PostgresRig>;
