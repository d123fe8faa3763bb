using System.Net;
using System.Text.RegularExpressions;
using Pintle.ControlPlane.Tests.Rig;
using Pintle.Destinations;

namespace Pintle.ControlPlane.Tests.Guides;

/// <summary><c>/api/v1/docs</c>, and the guides to destinations. No database has a part in them, so one is enough.</summary>
public sealed partial class GuideTests(SqliteRig rig) : IClassFixture<SqliteRig>
{
    [Fact]
    public async Task Every_page_is_listed_with_its_title_and_found_by_its_name()
    {
        var viewer = (await rig.NewWorkspaceAsync()).Viewer;
        var list = (await viewer.GetAsync("/api/v1/docs")).Must(HttpStatusCode.OK)["items"]!.AsArray();
        Assert.Contains(list, p => (string?)p!["name"] == "watching" && (string?)p["title"] == "Watching");
        foreach (var page in list)
        {
            var found = (await viewer.GetAsync($"/api/v1/docs/{page!["name"]}")).Must(HttpStatusCode.OK);
            Assert.NotEmpty(found.Text("title"));
            Assert.StartsWith($"# {found.Text("title")}\n", found.Text("text"), StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task A_page_links_to_pages_that_are_there()
    {
        var viewer = (await rig.NewWorkspaceAsync()).Viewer;
        var list = (await viewer.GetAsync("/api/v1/docs"))["items"]!.AsArray();
        var names = list.Select(p => (string)p!["name"]!).ToHashSet();
        var linked = list.SelectMany(p => GuideLink().Matches((string)p!["text"]!)).Select(m => m.Groups[1].Value).ToHashSet();
        Assert.NotEmpty(linked);
        Assert.Subset(names, linked);
    }

    [Fact]
    public async Task A_page_that_is_not_there_is_not_found_and_nobody_reads_without_having_logged_in()
    {
        (await (await rig.NewWorkspaceAsync()).Viewer.GetAsync("/api/v1/docs/nothing")).Must(HttpStatusCode.NotFound);
        (await new ApiClient(rig.Address, "", token: null).GetAsync("/api/v1/docs")).Must(HttpStatusCode.Unauthorized);
    }

    [Fact]
    public async Task Every_kind_of_destination_has_a_guide()
    {
        var viewer = (await rig.NewWorkspaceAsync()).Viewer;
        foreach (var kind in BuiltIn.Catalogue.All)
        {
            Assert.Contains($"# {kind.DisplayName}\n", await viewer.SendTextAsync($"/api/v1/definitions/destinations/{kind.Name}/docs"), StringComparison.Ordinal);
        }
    }

    [GeneratedRegex(@"\]\((?:\.\./reference/)?([a-z-]+)\.md[)#]")]
    private static partial Regex GuideLink();
}
