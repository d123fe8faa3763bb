using System.Net;
using Pintle.ControlPlane.Tests.Rig;

namespace Pintle.ControlPlane.Tests.Sources;

/// <summary><c>/sources</c>, on every database.</summary>
public abstract class SourceTests(ControlRig rig)
{
    [Fact]
    public async Task A_source_is_made_with_a_write_key_and_found_again()
    {
        var shop = await rig.NewWorkspaceAsync();
        var made = (await shop.Editor.PostAsync("sources", new { name = "Web shop", type = "javascript", settings = new { statsCollection = new { } } })).Must(HttpStatusCode.Created);
        Assert.Equal("Javascript", made.Text("type"));
        Assert.Equal(27, made.Text("writeKey").Length);
        Assert.Equal($"/api/v1/workspaces/{shop.Id}/sources/{made.Id}", made.Location!.ToString());

        var found = (await shop.Viewer.GetAsync($"sources/{made.Id}")).Must(HttpStatusCode.OK);
        Assert.Equal(made.Body!.ToJsonString(), found.Body!.ToJsonString());
        Assert.Equal("\"1\"", found.ETag);
    }

    [Fact]
    public async Task All_that_is_wrong_is_told_at_once()
    {
        var shop = await rig.NewWorkspaceAsync();
        var refused = (await shop.Editor.PostAsync("sources", new { name = " ", type = "Fax", settings = new[] { 1 } })).Must(HttpStatusCode.UnprocessableEntity);
        Assert.Equal(["name", "settings", "type"], refused["errors"]!.AsObject().Select(e => e.Key).Order());
    }

    [Fact]
    public async Task What_a_client_may_not_set_is_refused_by_name()
    {
        var shop = await rig.NewWorkspaceAsync();
        foreach (var member in new[] { "writeKey", "id", "workspaceId", "createdBy", "deletedAt", "version" })
        {
            var refused = (await shop.Editor.PostAsync("sources", $$"""{"name":"Web","type":"HTTP","{{member}}":"x"}""")).Must(HttpStatusCode.BadRequest);
            Assert.Contains(member, refused.Text("detail"), StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task Of_two_edits_of_one_version_the_second_is_refused()
    {
        var shop = await rig.NewWorkspaceAsync();
        var source = await NewAsync(shop, "Web");
        var first = (await shop.Editor.PatchAsync($"sources/{source.Id}", new { name = "First" }, source.ETag)).Must(HttpStatusCode.OK);
        Assert.Equal("\"2\"", first.ETag);
        (await shop.Admin.PatchAsync($"sources/{source.Id}", new { name = "Second" }, source.ETag)).Must(HttpStatusCode.PreconditionFailed);
        (await shop.Admin.PatchAsync($"sources/{source.Id}", new { name = "Third" }, etag: null)).Must(HttpStatusCode.PreconditionRequired);
        Assert.Equal("First", (await shop.Viewer.GetAsync($"sources/{source.Id}")).Text("name"));
    }

    [Fact]
    public async Task Of_edits_of_one_version_at_the_same_time_one_is_taken()
    {
        var shop = await rig.NewWorkspaceAsync();
        var source = await NewAsync(shop, "Web");
        var answers = await Task.WhenAll(Enumerable.Range(0, 8).Select(i => shop.Editor.PatchAsync($"sources/{source.Id}", new { name = $"Edit {i}" }, source.ETag)));
        Assert.Single(answers, a => a.Status == HttpStatusCode.OK);
        Assert.Equal(7, answers.Count(a => a.Status == HttpStatusCode.PreconditionFailed));
    }

    [Fact]
    public async Task A_patch_changes_what_it_names_and_null_takes_away()
    {
        var shop = await rig.NewWorkspaceAsync();
        var source = (await shop.Editor.PostAsync("sources", new { name = "Web", type = "HTTP", geoEnrichment = true, settings = new { a = 1, b = new { c = 2, d = 3 } } })).Must(HttpStatusCode.Created);
        var changed = (await shop.Editor.PatchAsync($"sources/{source.Id}", """{"settings":{"a":null,"b":{"c":4}},"enabled":false}""")).Must(HttpStatusCode.OK);
        Assert.Equal("""{"b":{"c":4,"d":3}}""", changed["settings"]!.ToJsonString());
        Assert.False(changed["enabled"]!.GetValue<bool>());
        Assert.True(changed["geoEnrichment"]!.GetValue<bool>());
        (await shop.Editor.PatchAsync($"sources/{source.Id}", """{"name":null}""")).Must(HttpStatusCode.BadRequest);
        (await shop.Editor.PatchAsync($"sources/{source.Id}", """{"type":"Node"}""")).Must(HttpStatusCode.UnprocessableEntity);
    }

    [Fact]
    public async Task A_deleted_source_is_gone_from_the_list_and_comes_back()
    {
        var shop = await rig.NewWorkspaceAsync();
        var source = await NewAsync(shop, "Web");
        (await shop.Editor.DeleteAsync($"sources/{source.Id}")).Must(HttpStatusCode.NoContent);
        Assert.Empty((await shop.Viewer.GetAsync("sources"))["items"]!.AsArray());
        Assert.Single((await shop.Viewer.GetAsync("sources?deleted=true"))["items"]!.AsArray());
        (await shop.Editor.PatchAsync($"sources/{source.Id}", new { name = "x" })).Must(HttpStatusCode.NotFound);
        var restored = (await shop.Editor.PostAsync($"sources/{source.Id}/restore")).Must(HttpStatusCode.OK);
        Assert.Equal(source.Text("writeKey"), restored.Text("writeKey"));
        (await shop.Editor.PostAsync($"sources/{source.Id}/restore")).Must(HttpStatusCode.Conflict);
    }

    [Fact]
    public async Task A_copy_has_a_write_key_of_its_own()
    {
        var shop = await rig.NewWorkspaceAsync();
        var source = await NewAsync(shop, "Web");
        var copy = (await shop.Editor.PostAsync($"sources/{source.Id}/duplicate", new { name = "Web 2" })).Must(HttpStatusCode.Created);
        Assert.Equal("Web 2", copy.Text("name"));
        Assert.NotEqual(source.Text("writeKey"), copy.Text("writeKey"));
    }

    [Theory]
    [InlineData("name")]
    [InlineData("-name")]
    [InlineData("createdAt")]
    [InlineData("-createdAt")]
    public async Task Pages_show_everything_once_in_order(string sort)
    {
        var shop = await rig.NewWorkspaceAsync();
        foreach (var name in new[] { "b", "a", "c", "a", "b", "ä", "B" })
        {
            await NewAsync(shop, name);
        }

        var all = (await shop.Viewer.GetAsync($"sources?sort={sort}"))["items"]!.AsArray().Select(s => s!["id"]!.GetValue<string>()).ToList();
        var (seen, after) = (new List<string>(), "");
        do
        {
            var page = (await shop.Viewer.GetAsync($"sources?sort={sort}&limit=2&after={after}")).Must(HttpStatusCode.OK);
            seen.AddRange(page["items"]!.AsArray().Select(s => s!["id"]!.GetValue<string>()));
            after = page["next"]?.GetValue<string>();
        }
        while (after is not null);
        Assert.Equal(7, all.Count);
        Assert.Equal(all, seen);
    }

    [Theory]
    [InlineData("limit=0")]
    [InlineData("limit=many")]
    [InlineData("sort=colour")]
    [InlineData("after=nonsense")]
    public async Task A_list_says_what_is_wrong_with_its_query(string query)
    {
        var shop = await rig.NewWorkspaceAsync();
        var refused = (await shop.Viewer.GetAsync($"sources?{query}")).Must(HttpStatusCode.BadRequest);
        Assert.Contains(query.Split('=')[0] == "sort" ? "sorted by" : query.Split('=')[0], refused.Text("detail"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Lists_are_searched_without_regard_to_case_and_signs_mean_themselves()
    {
        var shop = await rig.NewWorkspaceAsync();
        await NewAsync(shop, "Web 100%");
        await NewAsync(shop, "Web 100 times");
        Assert.Single((await shop.Viewer.GetAsync("sources?q=WEB%20100%25"))["items"]!.AsArray());
        Assert.Equal(2, (await shop.Viewer.GetAsync("sources?q=web"))["items"]!.AsArray().Count);
        Assert.Empty((await shop.Viewer.GetAsync("sources?enabled=false"))["items"]!.AsArray());
    }

    [Fact]
    public async Task Another_workspaces_source_does_not_exist()
    {
        var (shop, other) = (await rig.NewWorkspaceAsync(), await rig.NewWorkspaceAsync());
        var source = await NewAsync(shop, "Web");
        (await other.Admin.GetAsync($"sources/{source.Id}")).Must(HttpStatusCode.NotFound);
        (await other.Admin.PatchAsync($"sources/{source.Id}", new { name = "x" })).Must(HttpStatusCode.NotFound);
        (await other.Admin.DeleteAsync($"sources/{source.Id}")).Must(HttpStatusCode.NotFound);
        (await other.Admin.GetAsync($"/api/v1/workspaces/{shop.Id}/sources")).Must(HttpStatusCode.NotFound);
    }

    private static async Task<ApiAnswer> NewAsync(TestWorkspace workspace, string name) =>
        (await workspace.Editor.PostAsync("sources", new { name, type = "Javascript" })).Must(HttpStatusCode.Created);
}

public sealed class SourcesOnSqlite(SqliteRig rig) : SourceTests(rig), IClassFixture<SqliteRig>;

public sealed class SourcesOnPostgres(PostgresRig rig) : SourceTests(rig), IClassFixture<PostgresRig>;
