using System.Net;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json.Nodes;
using Pintle.ControlPlane.Tests.Rig;

namespace Pintle.ControlPlane.Tests.Transformations;

/// <summary><c>/transformations</c> and <c>/libraries</c> of the public API, and versions for data planes, on every database.</summary>
public abstract class PublicApiTests(ControlRig rig)
{
    private const string Same = "export function transformEvent(event) { return event; }";
    private const string Throws = "export function transformEvent(event) { throw new Error('no email'); }";
    private static readonly HttpClient Http = new();

    [Fact]
    public async Task A_published_transformation_is_listed_with_its_destinations()
    {
        var shop = await rig.NewWorkspaceAsync();
        var destination = await TestDestinations.AddAsync(rig, shop.Id, "Web");
        var draft = (await shop.Editor.PostAsync("/transformations", new { name = "Draft", code = Same })).Must(HttpStatusCode.OK);
        var made = (await shop.Editor.PostAsync("/transformations?publish=true", new { name = "Mask", description = "d", code = Same, events = new[] { new { a = 1 } }, destinationIds = new[] { destination } }))
            .Must(HttpStatusCode.OK);
        Assert.Equal(("Mask", "d", Same, "1"), (made.Text("name"), made.Text("description"), made.Text("code"), made.Text("codeVersion")));
        Assert.Equal("2026-03-01T12:00:00.000Z", made.Text("createdAt"));
        Assert.Equal(destination, made["destinations"]![0]!["id"]!.GetValue<string>());
        var listed = (await shop.Viewer.GetAsync("/transformations"))["transformations"]!.AsArray();
        Assert.Equal(made.Body!.ToJsonString(), Assert.Single(listed)!.ToJsonString());
        (await shop.Viewer.GetAsync($"/transformations/{draft.Id}")).Must(HttpStatusCode.NotFound);
        (await shop.Editor.DeleteAsync($"/transformations/{made.Id}", etag: null)).Must(HttpStatusCode.Conflict);
        Assert.True((await shop.Editor.DeleteAsync($"/transformations/{draft.Id}", etag: null)).Must(HttpStatusCode.OK)["success"]!.GetValue<bool>());
        (await shop.Editor.PostAsync("/transformations", new { name = "x", code = Same, destinationIds = new[] { destination } })).Must(HttpStatusCode.BadRequest);
    }

    [Theory]
    [InlineData("/transformations", "text/html,application/xhtml+xml,*/*;q=0.8", false, HttpStatusCode.NotFound)]
    [InlineData("/libraries", "text/html", false, HttpStatusCode.NotFound)]
    [InlineData("/transformations/trf_1/versions", "text/html", false, HttpStatusCode.NotFound)]
    [InlineData("/transformations", "text/html", true, HttpStatusCode.OK)]
    [InlineData("/transformations", "application/json", false, HttpStatusCode.Unauthorized)]
    [InlineData("/libraries", "*/*", false, HttpStatusCode.Unauthorized)]
    public async Task Their_addresses_are_a_page_s_for_a_browser_that_goes_there(string path, string accept, bool showsToken, HttpStatusCode expected)
    {
        var shop = await rig.NewWorkspaceAsync();
        using var request = new HttpRequestMessage(HttpMethod.Get, new Uri(rig.Address, path));
        request.Headers.TryAddWithoutValidation("Accept", accept);
        request.Headers.Authorization = showsToken ? new AuthenticationHeaderValue("Bearer", shop.Viewer.Token) : null;
        using var answer = await Http.SendAsync(request, TestContext.Current.CancellationToken);
        Assert.Equal(expected, answer.StatusCode);
    }

    [Fact]
    public async Task Every_update_is_a_version_and_what_fails_is_none()
    {
        var shop = await rig.NewWorkspaceAsync();
        var made = (await shop.Editor.PostAsync("/transformations?publish=true", new { name = "Mask", code = Same })).Must(HttpStatusCode.OK);
        var second = (await shop.Editor.PostAsync($"/transformations/{made.Id}", new { code = Same })).Must(HttpStatusCode.OK);
        Assert.NotEqual(made.Text("versionId"), second.Text("versionId"));
        Assert.Equal(made.Text("versionId"), (await shop.Viewer.GetAsync($"/transformations/{made.Id}")).Text("versionId"));
        var refused = (await shop.Editor.PostAsync($"/transformations/{made.Id}?publish=true", new { code = Throws })).Must(HttpStatusCode.BadRequest);
        Assert.Contains("no email", refused.Text("detail"), StringComparison.Ordinal);
        (await shop.Editor.PostAsync($"/transformations/{made.Id}", new { code = "x +" })).Must(HttpStatusCode.BadRequest);
        var third = (await shop.Editor.PostAsync($"/transformations/{made.Id}?publish=true", new { code = Same + " ", name = "Mask 3" })).Must(HttpStatusCode.OK);

        Assert.Equal(
            [made.Text("versionId"), second.Text("versionId"), third.Text("versionId")],
            Versions(await shop.Viewer.GetAsync($"/transformations/{made.Id}/versions?orderBy=ASC"), "TransformationVersions"));
        Assert.Equal([third.Text("versionId")], Versions(await shop.Viewer.GetAsync($"/transformations/{made.Id}/versions?count=1"), "TransformationVersions"));
        (await shop.Viewer.GetAsync($"/transformations/{made.Id}/versions?orderBy=up")).Must(HttpStatusCode.BadRequest);
        Assert.Equal("Mask", (await shop.Viewer.GetAsync($"/transformations/{made.Id}/versions/{second.Text("versionId")}")).Text("name"));
    }

    [Fact]
    public async Task Versions_come_in_force_together_or_not_at_all()
    {
        var shop = await rig.NewWorkspaceAsync();
        var library = (await shop.Editor.PostAsync("/libraries", new { name = "Math tools", code = "export function twice(n) { return 2 * n; }" })).Must(HttpStatusCode.OK);
        Assert.Equal("mathTools", library.Text("importName"));
        var code = "import { twice } from 'mathTools';\nexport function transformEvent(event) { if (event.bad) throw new Error('bad'); event.n = twice(1); return event; }";
        var made = (await shop.Editor.PostAsync("/transformations", new { name = "Double", code })).Must(HttpStatusCode.OK);
        Assert.Empty((await shop.Viewer.GetAsync("/libraries"))["libraries"]!.AsArray());
        (await PublishAsync("""[{"bad":true}]""")).Must(HttpStatusCode.BadRequest);
        (await PublishAsync("nonsense")).Must(HttpStatusCode.BadRequest);
        (await shop.Editor.PostAsync("/transformations/libraries/publish", new { })).Must(HttpStatusCode.BadRequest);
        Assert.Empty((await shop.Viewer.GetAsync("/libraries"))["libraries"]!.AsArray());
        Assert.True((await PublishAsync("""[{"n":1}]""")).Must(HttpStatusCode.OK)["published"]!.GetValue<bool>());
        Assert.Single((await shop.Viewer.GetAsync("/transformations"))["transformations"]!.AsArray());
        var versions = (await shop.Viewer.GetAsync($"/libraries/{library.Id}/versions")).Must(HttpStatusCode.OK)["libraryVersions"]!.AsArray();
        Assert.True(Assert.Single(versions)!["isPublished"]!.GetValue<bool>());

        Task<ApiAnswer> PublishAsync(string testInput) => shop.Editor.PostAsync("/transformations/libraries/publish", new
        {
            transformations = new[] { new { versionId = made.Text("versionId"), testInput } }, libraries = new[] { new { versionId = library.Text("versionId") } },
        });
    }

    [Fact]
    public async Task The_workspace_and_the_role_are_the_tokens()
    {
        var (shop, other) = (await rig.NewWorkspaceAsync(), await rig.NewWorkspaceAsync());
        var made = (await shop.Editor.PostAsync("/transformations?publish=true", new { name = "Mask", code = Same })).Must(HttpStatusCode.OK);
        (await shop.Viewer.PostAsync("/transformations", new { name = "Mask", code = Same })).Must(HttpStatusCode.Forbidden);
        (await shop.Viewer.PostAsync($"/transformations/{made.Id}", new { code = Same })).Must(HttpStatusCode.Forbidden);
        (await shop.Viewer.DeleteAsync($"/transformations/{made.Id}")).Must(HttpStatusCode.Forbidden);
        (await other.Admin.GetAsync($"/transformations/{made.Id}")).Must(HttpStatusCode.NotFound);
        Assert.Equal(HttpStatusCode.Unauthorized, (await GetAsync("/transformations", "", "")).Status);
        Assert.Equal(HttpStatusCode.Unauthorized, (await GetAsync("/transformations", "somebody@else.example", shop.Viewer.Token!)).Status);
        Assert.Equal(HttpStatusCode.OK, (await GetAsync("/transformations", $"viewer@{shop.Id}.example", shop.Viewer.Token!)).Status);
    }

    [Fact]
    public async Task Data_planes_get_versions_by_the_token_of_the_workspace()
    {
        var (shop, other) = (await rig.NewWorkspaceAsync(), await rig.NewWorkspaceAsync());
        var made = (await shop.Editor.PostAsync("/transformations", new { name = "Mask", code = Same })).Must(HttpStatusCode.OK);
        var library = (await shop.Editor.PostAsync("/libraries", new { name = "Math tools", code = "export const a = 1;" })).Must(HttpStatusCode.OK);
        var path = $"/transformation/getByVersionId?versionId={made.Text("versionId")}";
        var (status, found) = await GetAsync(path, shop.Token, "");
        Assert.Equal((HttpStatusCode.OK, Same), (status, found!["code"]!.GetValue<string>()));
        (status, found) = await GetAsync($"/transformationLibrary/getByVersionId?versionId={library.Text("versionId")}", shop.Token, "");
        Assert.Equal((HttpStatusCode.OK, "mathTools"), (status, found!["handleName"]!.GetValue<string>()));
        Assert.Equal(HttpStatusCode.NotFound, (await GetAsync(path, other.Token, "")).Status);
        Assert.Equal(HttpStatusCode.NotFound, (await GetAsync(path.Replace("/transformation/", "/transformationLibrary/", StringComparison.Ordinal), shop.Token, "")).Status);
        Assert.Equal(HttpStatusCode.Unauthorized, (await GetAsync(path, "wst_none", "")).Status);
        Assert.Equal(HttpStatusCode.Unauthorized, (await GetAsync(path, $"editor@{shop.Id}.example", shop.Editor.Token!)).Status);
    }

    private static IEnumerable<string> Versions(ApiAnswer answer, string member) =>
        answer.Must(HttpStatusCode.OK)[member]!.AsArray().Select(v => v!["versionId"]!.GetValue<string>());

    private async Task<(HttpStatusCode Status, JsonNode? Body)> GetAsync(string path, string user, string password)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, new Uri(rig.Address, path));
        request.Headers.Authorization = new AuthenticationHeaderValue("Basic", Convert.ToBase64String(Encoding.UTF8.GetBytes($"{user}:{password}")));
        using var answer = await Http.SendAsync(request, TestContext.Current.CancellationToken);
        return (answer.StatusCode, JsonNode.Parse(await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken)));
    }
}

public sealed class PublicApiOnSqlite(SqliteRig rig) : PublicApiTests(rig), IClassFixture<SqliteRig>;

public sealed class PublicApiOnPostgres(PostgresRig rig) : PublicApiTests(rig), IClassFixture<PostgresRig>;
