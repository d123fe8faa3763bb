using System.Net;
using System.Net.Http.Headers;
using System.Xml.Linq;
using Pintle.ControlPlane.Definitions;
using Pintle.ControlPlane.Tests.Rig;
using Pintle.Destinations;

namespace Pintle.ControlPlane.Tests.Definitions;

/// <summary><c>/api/v1/definitions</c>. It asks no database but who is there, so one is enough.</summary>
public sealed class DefinitionTests(SqliteRig rig) : IClassFixture<SqliteRig>
{
    [Fact]
    public async Task Every_kind_of_destination_is_listed_and_described()
    {
        var viewer = (await rig.NewWorkspaceAsync()).Viewer;
        var list = (await viewer.GetAsync("/api/v1/definitions/destinations")).Must(HttpStatusCode.OK)["items"]!.AsArray();
        Assert.Equal(BuiltIn.Catalogue.All.Select(t => t.Name), list.Select(d => d!["name"]!.GetValue<string>()));
        foreach (var kind in BuiltIn.Catalogue.All)
        {
            var found = (await viewer.GetAsync($"/api/v1/definitions/destinations/{kind.Name}")).Must(HttpStatusCode.OK);
            Assert.Equal(kind.DisplayName, found.Text("displayName"));
            Assert.Equal("object", found["schema"]!["type"]!.GetValue<string>());
            Assert.Equal(kind.Settings.Fields.Count, found["form"]!.AsArray().Count);
            Assert.Equal(kind.Settings.SecretKeys, found["secretKeys"]!.AsArray().Select(k => k!.GetValue<string>()));
            Assert.Equal(kind.Notes, found.Text("notes"));
        }
    }

    [Fact]
    public async Task A_kind_is_found_in_any_case_and_one_that_is_not_there_is_not()
    {
        var viewer = (await rig.NewWorkspaceAsync()).Viewer;
        var hook = (await viewer.GetAsync("/api/v1/definitions/destinations/webhook")).Must(HttpStatusCode.OK);
        Assert.Equal("WEBHOOK", hook.Text("name"));
        Assert.Equal("""["headers.to"]""", hook["secretKeys"]!.ToJsonString());
        (await viewer.GetAsync("/api/v1/definitions/destinations/FAX")).Must(HttpStatusCode.NotFound);
    }

    [Fact]
    public async Task Kinds_of_sources_are_listed()
    {
        var viewer = (await rig.NewWorkspaceAsync()).Viewer;
        var list = (await viewer.GetAsync("/api/v1/definitions/sources")).Must(HttpStatusCode.OK)["items"]!.AsArray();
        Assert.Contains(list, s => s!["name"]!.GetValue<string>() == "Javascript" && s["displayName"]!.GetValue<string>() == "JavaScript");
    }

    [Theory]
    [InlineData("destinations")]
    [InlineData("destinations/SLACK")]
    public async Task Who_has_a_definition_already_is_not_sent_it_again(string path)
    {
        var viewer = (await rig.NewWorkspaceAsync()).Viewer;
        var known = (await viewer.GetAsync($"/api/v1/definitions/{path}")).Must(HttpStatusCode.OK).ETag!;
        using var http = new HttpClient();
        using var request = new HttpRequestMessage(HttpMethod.Get, new Uri(rig.Address, $"/api/v1/definitions/{path}"));
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", viewer.Token);
        request.Headers.IfNoneMatch.ParseAdd(known);
        using var answer = await http.SendAsync(request, TestContext.Current.CancellationToken);
        Assert.Equal(HttpStatusCode.NotModified, answer.StatusCode);
        Assert.Equal("no-cache, private", answer.Headers.CacheControl!.ToString());
    }

    [Fact]
    public async Task The_document_of_the_api_says_what_a_definition_is()
    {
        var document = (await new ApiClient(rig.Address, "", token: null).GetAsync("/api/v1/openapi.json")).Must(HttpStatusCode.OK);
        var answer = document["paths"]!["/api/v1/definitions/destinations/{name}"]!["get"]!["responses"]!["200"]!["content"]!["application/json"]!["schema"]!;
        Assert.Equal("#/components/schemas/DestinationDefinitionView", answer["$ref"]!.GetValue<string>());
    }

    [Fact]
    public async Task Every_kind_has_an_icon_that_needs_no_log_in()
    {
        var viewer = (await rig.NewWorkspaceAsync()).Viewer;
        using var http = new HttpClient();
        var drawn = new HashSet<string>();
        foreach (var list in new[] { "destinations", "sources" })
        {
            foreach (var kind in (await viewer.GetAsync($"/api/v1/definitions/{list}"))["items"]!.AsArray())
            {
                using var answer = await http.GetAsync(new Uri(rig.Address, (string)kind!["icon"]!), TestContext.Current.CancellationToken);
                Assert.Equal((HttpStatusCode.OK, "image/svg+xml"), (answer.StatusCode, answer.Content.Headers.ContentType!.MediaType));
                Assert.True(answer.Headers.CacheControl is { Public: true, MaxAge.TotalHours: 24 } && answer.Headers.ETag is not null);
                var image = XDocument.Parse(await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken));
                Assert.Equal("svg", image.Root!.Name.LocalName);
                drawn.Add(image.ToString());
                var found = (await viewer.GetAsync($"/api/v1/definitions/{list}/{kind["name"]}")).Must(HttpStatusCode.OK);
                Assert.Equal((string?)kind["icon"], found.Text("icon"));
                Assert.NotNull(found["schema"]);
                Assert.StartsWith("https://", found.Text("docs"), StringComparison.Ordinal);
            }
        }

        Assert.True(drawn.Count > 25);
        var odd = await http.GetStringAsync(new Uri(rig.Address, "/api/v1/definitions/destinations/%3Cscript%3E%22x/icon.svg"), TestContext.Current.CancellationToken);
        Assert.Contains(">SX</text>", odd, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("Google Analytics 4 (GA4)", "GA")]
    [InlineData("PostHog", "PH")]
    [InlineData("Slack", "SL")]
    [InlineData(".NET", "NE")]
    [InlineData("x", "X")]
    [InlineData("<&\"", "?")]
    public void Initials_are_drawn_of_the_name(string name, string expected) => Assert.Equal(expected, Icon.Initials(name));

    [Fact]
    public async Task Definitions_are_for_people_who_have_logged_in()
    {
        var nobody = new ApiClient(rig.Address, "", token: null);
        foreach (var path in new[] { "destinations", "destinations/SLACK", "sources" })
        {
            (await nobody.GetAsync($"/api/v1/definitions/{path}")).Must(HttpStatusCode.Unauthorized);
        }
    }
}
