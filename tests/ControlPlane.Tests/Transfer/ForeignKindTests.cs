using System.Diagnostics;
using System.Net;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json.Nodes;
using Pintle.ControlPlane.Tests.Rig;

namespace Pintle.ControlPlane.Tests.Transfer;

/// <summary>Sources and destinations of kinds that this version does not know go on as before, on every database.</summary>
public abstract class ForeignKindTests(ControlRig rig) : IDisposable
{
    private readonly HttpClient _http = new();

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task SDKs_go_on_with_what_is_not_known_here_and_learn_no_more_than_its_definition_says()
    {
        var shop = await rig.NewWorkspaceAsync();
        (await shop.Admin.PostAsync("import", Document(shop.Id))).Must(HttpStatusCode.OK);
        var told = await ToldAsync($"key-{shop.Id}");
        Assert.Equal(("Kiosk", "Kiosk terminal"), ((string?)told["sourceDefinition"]!["name"], (string?)told["sourceDefinition"]!["displayName"]));
        var destination = Assert.Single(told["destinations"]!.AsArray())!;
        Assert.Equal("Eye Track", (string?)destination["destinationDefinition"]!["displayName"]);
        Assert.Equal("""{"connectionMode":"device","siteId":"42"}""", Sorted(destination["config"]!));

        var shown = (await shop.Viewer.GetAsync($"destinations/eye-{shop.Id}")).Must(HttpStatusCode.OK);
        Assert.Equal("""{"connectionMode":"device","debug":true,"siteId":"42"}""", Sorted(shown["settings"]!));
        Assert.DoesNotContain("hush", shown.Body!.ToJsonString(), StringComparison.Ordinal);
        Assert.Equal("""{"a":1}""", (await shop.Viewer.GetAsync($"sources/src-{shop.Id}"))["settings"]!.ToJsonString());
    }

    [Fact]
    public async Task They_can_be_changed_switched_off_and_duplicated()
    {
        var shop = await rig.NewWorkspaceAsync();
        (await shop.Admin.PostAsync("import", Document(shop.Id))).Must(HttpStatusCode.OK);
        (await shop.Editor.PatchAsync($"sources/src-{shop.Id}", new { name = "Hall", settings = new { b = 2 } })).Must(HttpStatusCode.OK);
        (await shop.Editor.PatchAsync($"destinations/eye-{shop.Id}", new { settings = new { siteId = "43" } })).Must(HttpStatusCode.OK);
        var told = await ToldAsync($"key-{shop.Id}", told => (string?)told["name"] == "Hall" && told.ToJsonString().Contains("\"43\"", StringComparison.Ordinal));
        Assert.Equal("Kiosk terminal", (string?)told["sourceDefinition"]!["displayName"]);
        Assert.Equal("""{"connectionMode":"device","siteId":"43"}""", Sorted(told["destinations"]![0]!["config"]!));

        var (source, destination) = (
            (await shop.Editor.PostAsync($"sources/src-{shop.Id}/duplicate", new { name = "Second hall" })).Must(HttpStatusCode.Created),
            (await shop.Editor.PostAsync($"destinations/eye-{shop.Id}/duplicate", new { name = "Second eye" })).Must(HttpStatusCode.Created));
        (await shop.Editor.PostAsync("connections", new { sourceId = source.Id, destinationId = destination.Id })).Must(HttpStatusCode.Created);
        told = await ToldAsync(source.Text("writeKey"), told => told["destinations"]!.AsArray().Count > 0);
        Assert.Equal("Eye Track", (string?)told["destinations"]![0]!["destinationDefinition"]!["displayName"]);

        (await shop.Editor.PatchAsync($"sources/{source.Id}", new { enabled = false })).Must(HttpStatusCode.OK);
        (await shop.Editor.PatchAsync($"destinations/{destination.Id}", new { enabled = false, paused = true })).Must(HttpStatusCode.OK);
        await ToldAsync(source.Text("writeKey"), told => !(bool)told["enabled"]! && told["destinations"]!.AsArray().Count == 0);
        var refused = (await shop.Editor.PatchAsync($"sources/{source.Id}", new { settings = new Dictionary<string, object> { ["$definition"] = new { } } })).Must(HttpStatusCode.UnprocessableEntity);
        Assert.Contains("$definition", refused["errors"]!.ToJsonString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task They_are_given_out_as_they_came()
    {
        var shop = await rig.NewWorkspaceAsync();
        (await shop.Admin.PostAsync("import", Document(shop.Id))).Must(HttpStatusCode.OK);
        var exported = (await shop.Viewer.GetAsync("export")).Must(HttpStatusCode.OK).Body!;
        var destination = exported["sources"]![0]!["destinations"]![0]!;
        Assert.Equal("env.PINTLE_EYE_APITOKEN", (string?)destination["config"]!["apiToken"]);
        destination["config"]!["apiToken"] = "hush";
        var report = (await shop.Admin.PostAsync("import?prune=true", exported.ToJsonString())).Must(HttpStatusCode.OK);
        Assert.Empty(report["updated"]!.AsArray());
        Assert.Empty(report["removed"]!.AsArray());
    }

    [Fact]
    public async Task A_destination_that_stands_with_other_settings_at_each_platform_keeps_them()
    {
        var shop = await rig.NewWorkspaceAsync();
        var (web, phone) = (Source($"w-{shop.Id}", "Javascript", Analytics(shop.Id, "device", "C1")), Source($"p-{shop.Id}", "Android", Analytics(shop.Id, "cloud", "C2")));
        var document = new JsonObject { ["sources"] = new JsonArray(web, phone) };
        var report = (await shop.Admin.PostAsync("import", document.ToJsonString())).Must(HttpStatusCode.OK);
        Assert.Empty(report["notes"]!.AsArray());
        var settings = (await shop.Viewer.GetAsync($"destinations/ga-{shop.Id}"))["settings"]!;
        Assert.Equal("""{"web":"device","android":"cloud"}""", settings["connectionMode"]!.ToJsonString());
        Assert.Equal("G-1", (string?)settings["measurementId"]);
        Assert.Equal(["web", "android"], settings["oneTrustCookieCategories"]!.AsObject().Select(p => p.Key));
        Assert.Empty((await shop.Admin.PostAsync("import", document.ToJsonString())).Must(HttpStatusCode.OK)["updated"]!.AsArray());

        phone["destinations"]![0]!["config"]!["measurementId"] = "G-2";
        report = (await shop.Admin.PostAsync("import", document.ToJsonString())).Must(HttpStatusCode.OK);
        Assert.Equal("sources[1].destinations[0].config.measurementId", (string?)Assert.Single(report["notes"]!.AsArray())!["at"]);
    }

    public void Dispose()
    {
        _http.Dispose();
        GC.SuppressFinalize(this);
    }

    private static JsonObject Analytics(string prefix, string mode, string category) => new()
    {
        ["id"] = $"ga-{prefix}", ["name"] = "Analytics", ["enabled"] = true, ["isProcessorEnabled"] = mode != "device",
        ["config"] = new JsonObject
        {
            ["measurementId"] = "G-1", ["typesOfClient"] = "gtag", ["apiSecret"] = "hush", ["connectionMode"] = mode,
            ["oneTrustCookieCategories"] = new JsonArray(new JsonObject { ["oneTrustCookieCategory"] = category }),
        },
        ["destinationDefinition"] = new JsonObject { ["name"] = "GA4" },
    };

    private static JsonObject Source(string id, string type, JsonObject destination) => new()
    {
        ["id"] = id, ["name"] = type, ["writeKey"] = $"key-{id}", ["enabled"] = true, ["config"] = new JsonObject(), ["sourceDefinition"] = new JsonObject { ["name"] = type },
        ["destinations"] = new JsonArray(destination),
    };

    private static string Document(string prefix) => new JsonObject
    {
        ["sources"] = new JsonArray(new JsonObject
        {
            ["id"] = $"src-{prefix}", ["name"] = "Lobby", ["writeKey"] = $"key-{prefix}", ["enabled"] = true, ["config"] = new JsonObject { ["a"] = 1 },
            ["sourceDefinition"] = new JsonObject { ["id"] = "sd-9", ["name"] = "Kiosk", ["displayName"] = "Kiosk terminal", ["type"] = "web", ["category"] = null },
            ["destinations"] = new JsonArray(new JsonObject
            {
                ["id"] = $"eye-{prefix}", ["name"] = "Eye", ["enabled"] = true, ["isProcessorEnabled"] = false,
                ["config"] = new JsonObject { ["siteId"] = "42", ["apiToken"] = "hush", ["debug"] = true, ["connectionMode"] = "device" },
                ["destinationDefinition"] = new JsonObject
                {
                    ["id"] = "dd-9", ["name"] = "EYETRACK", ["displayName"] = "Eye Track",
                    ["config"] = new JsonObject { ["includeKeys"] = new JsonArray("siteId"), ["secretKeys"] = new JsonArray("apiToken"), ["supportedMessageTypes"] = new JsonObject { ["cloud"] = new JsonArray("track") } },
                },
            }),
        }),
    }.ToJsonString();

    private static string Sorted(JsonNode settings) => new JsonObject(settings.AsObject().OrderBy(s => s.Key, StringComparer.Ordinal).Select(s => KeyValuePair.Create(s.Key, s.Value?.DeepClone()))).ToJsonString();

    // What a change makes of it is there a moment later.
    private async Task<JsonNode> ToldAsync(string writeKey, Func<JsonNode, bool>? until = null)
    {
        for (var limit = Stopwatch.StartNew(); limit.Elapsed < TimeSpan.FromSeconds(10);)
        {
            using var request = new HttpRequestMessage(HttpMethod.Get, new Uri(rig.Address, "sourceConfig"));
            request.Headers.Authorization = new AuthenticationHeaderValue("Basic", Convert.ToBase64String(Encoding.UTF8.GetBytes($"{writeKey}:")));
            using var answer = await _http.SendAsync(request, Ct);
            var told = JsonNode.Parse(await answer.EnsureSuccessStatusCode().Content.ReadAsStringAsync(Ct))!["source"]!;
            if (until?.Invoke(told) != false)
            {
                return told;
            }
        }

        throw new TimeoutException("What SDKs are told has not changed in 10 s.");
    }
}

public sealed class ForeignKindsOnSqlite(SqliteRig rig) : ForeignKindTests(rig), IClassFixture<SqliteRig>;

public sealed class ForeignKindsOnPostgres(PostgresRig rig) : ForeignKindTests(rig), IClassFixture<PostgresRig>;
