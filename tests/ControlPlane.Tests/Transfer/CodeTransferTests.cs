using System.Net;
using System.Text.Json.Nodes;
using Pintle.ControlPlane.Tests.Rig;

namespace Pintle.ControlPlane.Tests.Transfer;

/// <summary>User code and credentials in documents, on every database.</summary>
public abstract class CodeTransferTests(ControlRig rig)
{
    private const string Good = "export function transformEvent(event) {\n  return event;\n}\n";

    [Fact]
    public async Task What_is_not_published_is_in_the_document_and_stays_so()
    {
        var (shop, other) = (await rig.NewWorkspaceAsync(), await rig.NewWorkspaceAsync());
        await NewCodeAsync(shop, "transformations", "Draft", Good, publish: false);
        var both = await NewCodeAsync(shop, "transformations", "Both", Good, publish: true);
        rig.Time.Advance(TimeSpan.FromSeconds(1));
        (await shop.Editor.PatchAsync($"transformations/{both.Id}", new { code = Good.Replace("event;", "null;", StringComparison.Ordinal) })).Must(HttpStatusCode.OK);
        await NewCodeAsync(shop, "libraries", "Shapes", "export const one = 1;\n", publish: false);
        await NewCodeAsync(shop, "libraries", "Colours", "export const red = 1;\n", publish: true);
        var exported = (await shop.Viewer.GetAsync("export")).Must(HttpStatusCode.OK).Body!;
        Assert.Equal([false, true, false], Versions(exported, "transformationVersions").OrderBy(v => (string?)v["name"] == "Both" ? 1 : 0).Select(v => (bool)v["isPublished"]!));
        Assert.Equal(2, Versions(exported, "libraryVersions").Count());
        Assert.Single(exported["libraries"]!.AsArray());
        Assert.Single(Versions(exported, "transformationVersions").First()["tests"]!.AsArray());

        var report = (await shop.Admin.PostAsync("import?prune=true", exported.ToJsonString())).Must(HttpStatusCode.OK);
        Assert.Equal((4, 0, 0, 0), (report["unchanged"]!.GetValue<int>(), Count(report, "created"), Count(report, "updated"), Count(report, "removed")));
        Assert.Empty(report["notes"]!.AsArray());

        // Elsewhere under other ids.
        var moved = exported.ToJsonString();
        foreach (var id in Versions(exported, "transformationVersions").Concat(Versions(exported, "libraryVersions")).SelectMany(v => new[] { (string)v["id"]!, (string)v["versionId"]! }).Distinct())
        {
            moved = moved.Replace(id, $"{id}-b", StringComparison.Ordinal);
        }

        report = (await other.Admin.PostAsync("import", moved)).Must(HttpStatusCode.OK);
        Assert.Equal(4, Count(report, "created"));
        var again = (await other.Viewer.GetAsync("export")).Must(HttpStatusCode.OK).Body!;
        foreach (var list in new[] { "transformationVersions", "libraryVersions", "libraries" })
        {
            Assert.True(JsonNode.DeepEquals(JsonNode.Parse(moved)![list], again[list]), $"{moved}\n{again}");
        }

        // Data planes have no use for it.
        Assert.DoesNotContain("Draft", (await rig.DocumentAsync(shop)).ToJsonString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Pruning_takes_away_what_nothing_uses_and_tells_who_uses_the_rest()
    {
        var shop = await rig.NewWorkspaceAsync();
        (await shop.Editor.PostAsync("credentials", new { key = "USED_KEY", value = "v", isSecret = true })).Must(HttpStatusCode.Created);
        (await shop.Editor.PostAsync("credentials", new { key = "LOST_KEY", value = "v", isSecret = true })).Must(HttpStatusCode.Created);
        await NewCodeAsync(shop, "libraries", "Used shapes", "export const one = 1;\n", publish: true);
        await NewCodeAsync(shop, "libraries", "Lost shapes", "export const one = 1;\n", publish: true);
        var used = await NewCodeAsync(shop, "transformations", "Used", $"import {{ one }} from 'usedShapes';\nexport function transformEvent(event) {{ return one && getCredential('USED_KEY') ? event : event; }}\n", publish: true);
        await NewCodeAsync(shop, "transformations", "Lost draft", Good, publish: false);
        await NewCodeAsync(shop, "transformations", "Lost", "import { one } from 'lostShapes';\nexport function transformEvent(event) { return one ? event : event; }\n", publish: true);
        (await shop.Editor.PostAsync("destinations", new { name = "Hook", type = "WEBHOOK", settings = new { webhookUrl = "https://a.example" }, transformationId = used.Id })).Must(HttpStatusCode.Created);

        var document = (await shop.Viewer.GetAsync("export")).Body!;
        foreach (var list in new[] { "transformationVersions", "libraryVersions", "libraries" })
        {
            document[list] = new JsonArray();
        }

        document["credentials"] = new JsonObject();
        var planned = (await shop.Admin.PostAsync("import?prune=true&dryRun=true", document.ToJsonString())).Must(HttpStatusCode.OK);
        var report = (await shop.Admin.PostAsync("import?prune=true", document.ToJsonString())).Must(HttpStatusCode.OK);
        Assert.Equal(
            ["credential LOST_KEY", "library Lost shapes", "transformation Lost", "transformation Lost draft"],
            report["removed"]!.AsArray().Select(r => $"{r!["type"]} {r["name"]}").Order(StringComparer.Ordinal));
        Assert.Equal(planned["removed"]!.ToJsonString(), report["removed"]!.ToJsonString());
        var notes = string.Join('\n', report["notes"]!.AsArray().Select(n => (string?)n!["message"]));
        Assert.Contains("The transformation \"Used\" is not there, and stays: \"Hook\" uses it.", notes, StringComparison.Ordinal);
        Assert.Contains("The library \"Used shapes\" is not there, and stays: \"Used\" uses it.", notes, StringComparison.Ordinal);
        Assert.Contains("The credential \"USED_KEY\" is not there, and stays: \"Used\" names it.", notes, StringComparison.Ordinal);
        Assert.Equal(0, Count((await shop.Admin.PostAsync("import?prune=true", document.ToJsonString())).Must(HttpStatusCode.OK), "removed"));
        Assert.Single((await shop.Viewer.GetAsync("transformations"))["items"]!.AsArray());
    }

    [Fact]
    public async Task The_report_tells_what_is_other_and_no_secret()
    {
        var shop = await rig.NewWorkspaceAsync();
        var code = await NewCodeAsync(shop, "transformations", "Mask", Good, publish: true);
        (await shop.Editor.PostAsync("credentials", new { key = "KEY", value = "hush", isSecret = true })).Must(HttpStatusCode.Created);
        (await shop.Editor.PostAsync("destinations", new { name = "Hook", type = "WEBHOOK", settings = new { webhookUrl = "https://a.example" } })).Must(HttpStatusCode.Created);
        var document = (await shop.Viewer.GetAsync("export")).Body!;
        document["destinations"]![0]!["config"]!["webhookUrl"] = "https://b.example";
        document["credentials"]!.AsObject().Single().Value!["value"] = "hush hush";
        var draft = document["transformationVersions"]![0]!.DeepClone();
        (draft["versionId"], draft["isPublished"], draft["code"], draft["createdAt"]) = ($"next-{shop.Id}", false, "export function transformEvent() {}\n", "2026-03-02T00:00:00.000Z");
        document["transformationVersions"]!.AsArray().Add(draft);

        var report = (await shop.Admin.PostAsync("import?dryRun=true", document.ToJsonString())).Must(HttpStatusCode.OK);
        Assert.DoesNotContain("hush", report.Body!.ToJsonString(), StringComparison.Ordinal);
        var changes = report["updated"]!.AsArray().ToDictionary(u => (string)u!["type"]!, u => u!["changes"]!.AsArray());
        Assert.Equal("""[{"path":"settings.webhookUrl","before":"https://a.example","after":"https://b.example"}]""", changes["destination"].ToJsonString());
        Assert.Equal("""[{"path":"(secret)"}]""", changes["credential"].ToJsonString());
        Assert.Equal(["draft", "draftVersionId"], changes["transformation"].Select(c => (string)c!["path"]!).Order());

        // A draft of somebody else's stays the newest, unless the document is all there is to be.
        (await shop.Admin.PostAsync("import", document.ToJsonString())).Must(HttpStatusCode.OK);
        rig.Time.Advance(TimeSpan.FromDays(3));
        (await shop.Editor.PatchAsync($"transformations/{code.Id}", new { code = Good + "// more\n" })).Must(HttpStatusCode.OK);
        report = (await shop.Admin.PostAsync("import", document.ToJsonString())).Must(HttpStatusCode.OK);
        Assert.Contains("has a later version of \"Mask\"", (string?)Assert.Single(report["notes"]!.AsArray())!["message"], StringComparison.Ordinal);
        Assert.Equal(1, Count((await shop.Admin.PostAsync("import?prune=true", document.ToJsonString())).Must(HttpStatusCode.OK), "updated"));
        Assert.Equal($"next-{shop.Id}", (string?)Versions((await shop.Viewer.GetAsync("export")).Body!, "transformationVersions").Last()["versionId"]);
    }

    [Fact]
    public async Task Every_member_that_has_no_place_is_told()
    {
        var shop = await rig.NewWorkspaceAsync();
        var report = (await shop.Admin.PostAsync("import", """
            {"settings":{"eventBlocking":{"events":{"track":["Ping"]}}},"flags":{},"eventReplays":null,
             "sources":[{"id":"s-ID","name":"S","internalSecret":"x","deleted":false,"liveEventsConfig":{},"sourceDefinition":{"name":"Javascript","anything":1},
               "destinations":[{"id":"d-ID","name":"D","region":"eu","config":{"webhookUrl":"https://a.example"},"destinationDefinition":{"name":"WEBHOOK","config":{"x":1}},"transformations":[]}]}],
             "connections":{"c1":{"sourceId":"s-ID","destinationId":"d-ID","rate":5},"c2":{"sourceId":"s-ID","destinationId":"nowhere"}},
             "credentials":{"k":{"key":"K","value":"v","scope":"all"}}}
            """.Replace("ID", shop.Id, StringComparison.Ordinal))).Must(HttpStatusCode.OK);
        Assert.Equal(
            ["connections.c1.rate", "connections.c2", "credentials.k.scope", "settings", "sources[0].destinations[0].region", "sources[0].internalSecret"],
            report["notes"]!.AsArray().Select(n => (string)n!["at"]!).Order(StringComparer.Ordinal));
    }

    private static async Task<ApiAnswer> NewCodeAsync(TestWorkspace shop, string kind, string name, string code, bool publish)
    {
        var body = new JsonObject { ["name"] = name, ["code"] = code, ["publish"] = publish };
        if (kind == "transformations")
        {
            body["tests"] = new JsonArray(new JsonObject { ["name"] = "Passes", ["events"] = new JsonArray(new JsonObject { ["type"] = "track" }) });
        }

        return (await shop.Editor.PostAsync(kind, body.ToJsonString())).Must(HttpStatusCode.Created);
    }

    private static IEnumerable<JsonNode> Versions(JsonNode document, string list) => document[list]!.AsArray().Select(v => v!);

    private static int Count(ApiAnswer report, string list) => report[list]!.AsArray().Count;
}

public sealed class CodeTransferOnSqlite(SqliteRig rig) : CodeTransferTests(rig), IClassFixture<SqliteRig>;

public sealed class CodeTransferOnPostgres(PostgresRig rig) : CodeTransferTests(rig), IClassFixture<PostgresRig>;
