using System.Net;
using Pintle.ControlPlane.Tests.Rig;

namespace Pintle.ControlPlane.Tests.Transformations;

/// <summary><c>/libraries</c>, on every database.</summary>
public abstract class LibraryTests(ControlRig rig)
{
    private const string Doubles = "export function twice(n) { return 2 * n; }";
    private const string Imports = "import { twice } from 'mathTools';\nexport function transformEvent(event) { event.n = twice(event.n); return event; }";

    [Fact]
    public async Task A_library_is_imported_by_a_name_of_its_own()
    {
        var shop = await rig.NewWorkspaceAsync();
        var made = await NewAsync(shop);
        Assert.Equal("mathTools", made.Text("importName"));
        (await shop.Editor.PostAsync("libraries", new { name = "math tools", code = Doubles })).Must(HttpStatusCode.Conflict);
        (await shop.Editor.PostAsync($"libraries/{made.Id}/duplicate", new { name = "Math-Tools" })).Must(HttpStatusCode.Conflict);
        (await shop.Editor.PostAsync("libraries", new { name = "!!", code = Doubles })).Must(HttpStatusCode.UnprocessableEntity);
        var renamed = (await shop.Editor.PatchAsync($"libraries/{made.Id}", new { name = "Numbers" })).Must(HttpStatusCode.OK);
        Assert.Equal("mathTools", renamed.Text("importName"));

        (await shop.Editor.DeleteAsync($"libraries/{made.Id}")).Must(HttpStatusCode.NoContent);
        await NewAsync(shop);
        (await shop.Editor.PostAsync($"libraries/{made.Id}/restore")).Must(HttpStatusCode.Conflict);
    }

    [Fact]
    public async Task A_library_has_no_tests_of_its_own_and_must_be_a_module()
    {
        var shop = await rig.NewWorkspaceAsync();
        var refused = (await shop.Editor.PostAsync("libraries", new { name = "L", code = "export const = 1", tests = new[] { new { name = "t", events = new[] { new { } } } } }))
            .Must(HttpStatusCode.UnprocessableEntity);
        Assert.Equal(["code", "tests"], refused["errors"]!.AsObject().Select(e => e.Key).Order());
        Assert.StartsWith("Line 1, column 14", refused["errors"]!["code"]![0]!.GetValue<string>(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_library_that_breaks_a_transformation_is_not_published()
    {
        var shop = await rig.NewWorkspaceAsync();
        var library = await NewAsync(shop, publish: true);
        var tests = new[] { new { name = "doubles", events = new[] { new { n = 1 } }, expected = new[] { new { n = 2 } } } };
        (await shop.Editor.PostAsync("transformations", new { name = "Double", code = Imports, tests, publish = true })).Must(HttpStatusCode.Created);

        var worse = (await shop.Editor.PatchAsync($"libraries/{library.Id}", new { code = Doubles.Replace('2', '3') })).Must(HttpStatusCode.OK);
        var refused = (await shop.Editor.PostAsync($"libraries/{library.Id}/versions/{worse.Text("newestVersionId")}/publish")).Must(HttpStatusCode.UnprocessableEntity);
        var failed = Assert.Single(refused["failedTests"]!.AsArray())!;
        Assert.Equal(("Double", "doubles"), (failed["name"]!.GetValue<string>(), failed["test"]!.GetValue<string>()));
        Assert.Equal(library.Text("publishedVersionId"), (await shop.Viewer.GetAsync($"libraries/{library.Id}")).Text("publishedVersionId"));

        var better = (await shop.Editor.PatchAsync($"libraries/{library.Id}", new { code = Doubles.Replace("2 * n", "n + n", StringComparison.Ordinal) })).Must(HttpStatusCode.OK);
        (await shop.Editor.PostAsync($"libraries/{library.Id}/versions/{better.Text("newestVersionId")}/publish")).Must(HttpStatusCode.OK);
    }

    [Fact]
    public async Task A_library_that_is_not_in_force_cannot_be_imported()
    {
        var shop = await rig.NewWorkspaceAsync();
        await NewAsync(shop);
        var refused = (await shop.Editor.PostAsync("transformations", new { name = "Double", code = Imports, publish = true })).Must(HttpStatusCode.UnprocessableEntity);
        Assert.Contains("mathTools", refused.Text("detail"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_library_that_a_transformation_imports_cannot_be_deleted()
    {
        var shop = await rig.NewWorkspaceAsync();
        var library = await NewAsync(shop);
        await AddAsync("Says its name", "export function transformEvent(event) { event.by = 'mathTools'; return event; }");
        var user = await AddAsync("Double", Imports);
        var found = (await shop.Viewer.GetAsync($"libraries/{library.Id}")).Must(HttpStatusCode.OK);
        Assert.Equal(user.Id, Assert.Single(found["importedBy"]!.AsArray())!["id"]!.GetValue<string>());
        Assert.Single((await shop.Viewer.GetAsync("libraries"))["items"]![0]!["importedBy"]!.AsArray());
        Assert.Empty((await shop.Viewer.GetAsync($"transformations/{user.Id}"))["importedBy"]!.AsArray());
        var refused = (await shop.Editor.DeleteAsync($"libraries/{library.Id}")).Must(HttpStatusCode.Conflict);
        Assert.Equal(user.Id, Assert.Single(refused["usedBy"]!.AsArray())!["id"]!.GetValue<string>());
        (await shop.Editor.PatchAsync($"transformations/{user.Id}", new { code = "export function transformEvent(event) { return event; }" })).Must(HttpStatusCode.OK);
        (await shop.Editor.DeleteAsync($"libraries/{library.Id}")).Must(HttpStatusCode.NoContent);

        async Task<ApiAnswer> AddAsync(string name, string code) => (await shop.Editor.PostAsync("transformations", new { name, code })).Must(HttpStatusCode.Created);
    }

    private static async Task<ApiAnswer> NewAsync(TestWorkspace workspace, bool publish = false) =>
        (await workspace.Editor.PostAsync("libraries", new { name = "Math tools", code = Doubles, publish })).Must(HttpStatusCode.Created);
}

public sealed class LibrariesOnSqlite(SqliteRig rig) : LibraryTests(rig), IClassFixture<SqliteRig>;

public sealed class LibrariesOnPostgres(PostgresRig rig) : LibraryTests(rig), IClassFixture<PostgresRig>;
