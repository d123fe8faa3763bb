using System.Net;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Pintle.ControlPlane.Data;
using Pintle.ControlPlane.Tests.Rig;

namespace Pintle.ControlPlane.Tests.Transformations;

/// <summary><c>/transformations</c>, on every database.</summary>
public abstract class TransformationTests(ControlRig rig)
{
    private const string Same = "export function transformEvent(event) { return event; }";
    private const string Throws = "export function transformEvent(event) {\n  throw new Error('no email');\n}";

    [Fact]
    public async Task A_transformation_is_made_with_a_version_that_is_not_in_force()
    {
        var shop = await rig.NewWorkspaceAsync();
        var made = await NewAsync(shop, "Mask");
        Assert.StartsWith("tr_", made.Id, StringComparison.Ordinal);
        Assert.Null(made["publishedVersionId"]);
        Assert.Null(made["published"]);
        Assert.Null(made["importName"]);
        Assert.Equal(Same, made["newest"]!["code"]!.GetValue<string>());
        Assert.Equal($"/api/v1/workspaces/{shop.Id}/transformations/{made.Id}", made.Location!.ToString());
        var found = (await shop.Viewer.GetAsync($"transformations/{made.Id}")).Must(HttpStatusCode.OK);
        Assert.Equal(made.Body!.ToJsonString(), found.Body!.ToJsonString());
        var listed = (await shop.Viewer.GetAsync("transformations?q=mask"))["items"]!.AsArray();
        Assert.Equal(made.Text("newestVersionId"), Assert.Single(listed)!["newestVersionId"]!.GetValue<string>());
        Assert.Empty((await shop.Viewer.GetAsync("libraries"))["items"]!.AsArray());
    }

    [Fact]
    public async Task All_that_is_wrong_is_told_at_once()
    {
        var shop = await rig.NewWorkspaceAsync();
        var refused = (await shop.Editor.PostAsync("transformations", new
        {
            name = " ", code = Same, language = "python", tests = new object[] { new { name = "", events = new[] { 1 }, expected = 1, metadata = 1 } },
        })).Must(HttpStatusCode.UnprocessableEntity);
        Assert.Equal(
            ["language", "name", "tests[0].events", "tests[0].expected", "tests[0].metadata", "tests[0].name"],
            refused["errors"]!.AsObject().Select(e => e.Key).Order());
    }

    [Theory]
    [InlineData("export function transformEvent(event) {\n  return event +;\n}", "Line 2, column 17")]
    [InlineData("export function transform(event) { return event; }", "must export one of")]
    [InlineData("export function transformEvent(e) {}\nexport function transformBatch(e) {}", "both")]
    [InlineData(" ", "There must be code")]
    public async Task Code_that_cannot_be_run_is_not_stored(string code, string reason)
    {
        var shop = await rig.NewWorkspaceAsync();
        var refused = (await shop.Editor.PostAsync("transformations", new { name = "Mask", code })).Must(HttpStatusCode.UnprocessableEntity);
        Assert.Contains(reason, refused["errors"]!["code"]![0]!.GetValue<string>(), StringComparison.Ordinal);
        var made = await NewAsync(shop, "Mask");
        (await shop.Editor.PatchAsync($"transformations/{made.Id}", new { code })).Must(HttpStatusCode.UnprocessableEntity);
        Assert.Single((await shop.Viewer.GetAsync($"transformations/{made.Id}/versions"))["items"]!.AsArray());
    }

    [Fact]
    public async Task Another_code_is_another_version_and_another_name_is_not()
    {
        var shop = await rig.NewWorkspaceAsync();
        var made = await NewAsync(shop, "Mask");
        var named = (await shop.Editor.PatchAsync($"transformations/{made.Id}", new { name = "Mask 2", description = "of addresses" }, made.ETag)).Must(HttpStatusCode.OK);
        Assert.Equal(made.Text("newestVersionId"), named.Text("newestVersionId"));
        var coded = (await shop.Editor.PatchAsync($"transformations/{made.Id}", new { code = Same + " " }, named.ETag)).Must(HttpStatusCode.OK);
        Assert.Equal("\"3\"", coded.ETag);
        var tested = (await shop.Editor.PatchAsync($"transformations/{made.Id}", new { tests = new[] { new { name = "t", events = new[] { new { a = 1 } } } } }, coded.ETag)).Must(HttpStatusCode.OK);
        (await shop.Editor.PatchAsync($"transformations/{made.Id}", new { code = Same }, coded.ETag)).Must(HttpStatusCode.PreconditionFailed);
        (await shop.Editor.PatchAsync($"transformations/{made.Id}", new { code = Same }, etag: null)).Must(HttpStatusCode.PreconditionRequired);

        var (seen, after) = (new List<string>(), "");
        do
        {
            var page = (await shop.Viewer.GetAsync($"transformations/{made.Id}/versions?limit=1&after={after}")).Must(HttpStatusCode.OK);
            seen.Add(page["items"]![0]!["id"]!.GetValue<string>());
            after = page["next"]?.GetValue<string>();
        }
        while (after is not null);
        Assert.Equal([tested.Text("newestVersionId"), coded.Text("newestVersionId"), made.Text("newestVersionId")], seen);
        var first = (await shop.Viewer.GetAsync($"transformations/{made.Id}/versions/{seen[2]}")).Must(HttpStatusCode.OK);
        Assert.Equal((Same, "Mask"), (first.Text("code"), first.Text("name")));
    }

    [Fact]
    public async Task Of_edits_of_one_version_at_the_same_time_one_is_taken()
    {
        var shop = await rig.NewWorkspaceAsync();
        var made = await NewAsync(shop, "Mask");
        var answers = await Task.WhenAll(Enumerable.Range(0, 6).Select(i => shop.Editor.PatchAsync($"transformations/{made.Id}", new { code = $"{Same} // {i}" }, made.ETag)));
        Assert.Single(answers, a => a.Status == HttpStatusCode.OK);
        Assert.Equal(5, answers.Count(a => a.Status == HttpStatusCode.PreconditionFailed));
    }

    [Fact]
    public async Task A_version_is_published_when_its_tests_are_good()
    {
        var shop = await rig.NewWorkspaceAsync();
        var tests = new[] { new { name = "keeps events", events = new[] { new { messageId = "1", n = 1 } }, expected = new[] { new { messageId = "1", n = 1 } } } };
        var made = (await shop.Editor.PostAsync("transformations", new { name = "Mask", code = Same, tests, publish = true })).Must(HttpStatusCode.Created);
        Assert.Equal(made.Text("newestVersionId"), made.Text("publishedVersionId"));
        Assert.True(made["newest"]!["isPublished"]!.GetValue<bool>());

        var edited = (await shop.Editor.PatchAsync($"transformations/{made.Id}", new { code = Throws })).Must(HttpStatusCode.OK);
        Assert.Equal(Same, edited["published"]!["code"]!.GetValue<string>());
        var refused = (await shop.Editor.PostAsync($"transformations/{made.Id}/versions/{edited.Text("newestVersionId")}/publish")).Must(HttpStatusCode.UnprocessableEntity);
        var failed = Assert.Single(refused["failedTests"]!.AsArray())!;
        Assert.Equal(("keeps events", 0), (failed["test"]!.GetValue<string>(), failed["event"]!.GetValue<int>()));
        Assert.Contains("no email", failed["error"]!.GetValue<string>(), StringComparison.Ordinal);
        Assert.Contains("\"keeps events\"", refused.Text("detail"), StringComparison.Ordinal);
        Assert.Equal(made.Text("publishedVersionId"), (await shop.Viewer.GetAsync($"transformations/{made.Id}")).Text("publishedVersionId"));

        var mended = (await shop.Editor.PatchAsync($"transformations/{made.Id}", new { code = Same + "\n" })).Must(HttpStatusCode.OK);
        var published = (await shop.Editor.PostAsync($"transformations/{made.Id}/versions/{mended.Text("newestVersionId")}/publish")).Must(HttpStatusCode.OK);
        Assert.Equal(mended.Text("newestVersionId"), published.Text("publishedVersionId"));
        (await shop.Editor.PostAsync($"transformations/{made.Id}/versions/{made.Text("newestVersionId")}/publish")).Must(HttpStatusCode.OK);
        (await shop.Editor.PostAsync($"transformations/{made.Id}/versions/tv_none/publish")).Must(HttpStatusCode.NotFound);
    }

    [Fact]
    public async Task What_fails_its_tests_is_not_made_when_it_is_to_be_published()
    {
        var shop = await rig.NewWorkspaceAsync();
        var wrong = new[] { new { name = "adds", events = new[] { new { n = 1 } }, expected = new[] { new { n = 2 } } } };
        var refused = (await shop.Editor.PostAsync("transformations", new { name = "Mask", code = Same, tests = wrong, publish = true })).Must(HttpStatusCode.UnprocessableEntity);
        Assert.Contains("[0].n: expected 2, but it is 1", refused.Text("detail"), StringComparison.Ordinal);
        Assert.Empty((await shop.Viewer.GetAsync("transformations"))["items"]!.AsArray());
    }

    [Fact]
    public async Task Tests_have_the_credentials_of_the_workspace()
    {
        var shop = await rig.NewWorkspaceAsync();
        (await shop.Editor.PostAsync("credentials", new { key = "salt", value = "s3cr3t", isSecret = true })).Must(HttpStatusCode.Created);
        var code = "export function transformEvent(event) { event.n = getCredential('salt').length; return event; }";
        var tests = new[] { new { name = "t", events = new[] { new { n = 1 } }, expected = new[] { new { n = 6 } } } };
        (await shop.Editor.PostAsync("transformations", new { name = "Salt", code, tests, publish = true })).Must(HttpStatusCode.Created);
    }

    [Fact]
    public async Task What_a_destination_uses_cannot_be_deleted()
    {
        var shop = await rig.NewWorkspaceAsync();
        var made = await NewAsync(shop, "Mask");
        var destination = await TestDestinations.AddAsync(rig, shop.Id, "Warehouse", made.Id);
        var refused = (await shop.Editor.DeleteAsync($"transformations/{made.Id}")).Must(HttpStatusCode.Conflict);
        Assert.Equal(destination, refused["usedBy"]![0]!["id"]!.GetValue<string>());
        Assert.Equal("Warehouse", (await shop.Viewer.GetAsync($"transformations/{made.Id}"))["destinations"]![0]!["name"]!.GetValue<string>());
    }

    [Fact]
    public async Task A_deleted_one_comes_back_and_a_copy_is_not_in_force()
    {
        var shop = await rig.NewWorkspaceAsync();
        var made = (await shop.Editor.PostAsync("transformations", new { name = "Mask", code = Same, publish = true })).Must(HttpStatusCode.Created);
        var copy = (await shop.Editor.PostAsync($"transformations/{made.Id}/duplicate", new { name = "Mask 2" })).Must(HttpStatusCode.Created);
        Assert.Equal(Same, copy["newest"]!["code"]!.GetValue<string>());
        Assert.Null(copy["publishedVersionId"]);
        (await shop.Editor.DeleteAsync($"transformations/{made.Id}", made.ETag)).Must(HttpStatusCode.NoContent);
        Assert.Equal("Mask", Assert.Single((await shop.Viewer.GetAsync("transformations?deleted=true"))["items"]!.AsArray())!["name"]!.GetValue<string>());
        (await shop.Editor.PatchAsync($"transformations/{made.Id}", new { name = "x" })).Must(HttpStatusCode.NotFound);
        (await shop.Editor.PostAsync($"transformations/{made.Id}/versions/{made.Text("newestVersionId")}/publish")).Must(HttpStatusCode.NotFound);
        var restored = (await shop.Editor.PostAsync($"transformations/{made.Id}/restore")).Must(HttpStatusCode.OK);
        Assert.Equal(made.Text("publishedVersionId"), restored.Text("publishedVersionId"));
        (await shop.Editor.PostAsync($"transformations/{made.Id}/restore")).Must(HttpStatusCode.Conflict);
    }

    [Fact]
    public async Task Who_may_not_change_it_is_refused_and_the_audit_log_says_who_did()
    {
        var (shop, other) = (await rig.NewWorkspaceAsync(), await rig.NewWorkspaceAsync());
        var made = (await shop.Editor.PostAsync("transformations", new { name = "Mask", code = Same, publish = true })).Must(HttpStatusCode.Created);
        var path = $"transformations/{made.Id}";
        (await shop.Viewer.PostAsync("transformations", new { name = "Mask", code = Same })).Must(HttpStatusCode.Forbidden);
        (await shop.Viewer.PatchAsync(path, new { name = "x" })).Must(HttpStatusCode.Forbidden);
        (await shop.Viewer.DeleteAsync(path)).Must(HttpStatusCode.Forbidden);
        (await shop.Viewer.PostAsync($"{path}/versions/{made.Text("newestVersionId")}/publish")).Must(HttpStatusCode.Forbidden);
        (await other.Admin.GetAsync(path)).Must(HttpStatusCode.NotFound);
        (await other.Admin.PostAsync($"{path}/versions/{made.Text("newestVersionId")}/publish")).Must(HttpStatusCode.NotFound);
        (await shop.Viewer.GetAsync($"libraries/{made.Id}")).Must(HttpStatusCode.NotFound);

        await using var scope = rig.Services.CreateAsyncScope();
        var entries = await scope.ServiceProvider.GetRequiredService<ControlContext>().AuditLog.Where(e => e.TargetId == made.Id).ToListAsync(TestContext.Current.CancellationToken);
        Assert.Equal(["created", "published"], entries.Select(e => e.Action).Order());
        Assert.All(entries, e => Assert.StartsWith("editor@", e.UserEmail, StringComparison.Ordinal));
    }

    private static async Task<ApiAnswer> NewAsync(TestWorkspace workspace, string name) =>
        (await workspace.Editor.PostAsync("transformations", new { name, code = Same })).Must(HttpStatusCode.Created);
}

public sealed class TransformationsOnSqlite(SqliteRig rig) : TransformationTests(rig), IClassFixture<SqliteRig>;

public sealed class TransformationsOnPostgres(PostgresRig rig) : TransformationTests(rig), IClassFixture<PostgresRig>;
