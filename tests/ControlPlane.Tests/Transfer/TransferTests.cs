using System.Net;
using System.Text.Json.Nodes;
using Pintle.ControlPlane.Tests.Rig;
using Pintle.DestinationKit;
using Pintle.DestinationKit.Settings;
using Pintle.Destinations.Webhook;

namespace Pintle.ControlPlane.Tests.Transfer;

/// <summary>Workspaces as documents, on every database.</summary>
public abstract class TransferTests(ControlRig rig)
{
    private static readonly DestinationCatalogue Catalogue = DestinationCatalogue.Scan(typeof(WebhookDestination).Assembly);

    [Fact]
    public async Task A_document_with_every_kind_of_destination_is_taken_over_whole_and_given_out_equal()
    {
        var (shop, other) = (await rig.NewWorkspaceAsync(), await rig.NewWorkspaceAsync());
        var document = Document(shop.Id, Catalogue.All);
        var report = (await shop.Admin.PostAsync("import", document)).Must(HttpStatusCode.OK);
        Assert.Equal(Catalogue.All.Count, report["created"]!.AsArray().Count(c => c!["type"]!.GetValue<string>() == "destination"));
        Assert.Equal(Catalogue.All.Count, (await shop.Viewer.GetAsync("destinations?limit=200"))["items"]!.AsArray().Count);

        var exported = (await shop.Viewer.GetAsync("export")).Must(HttpStatusCode.OK).Body!;
        Assert.DoesNotContain("hush", exported.ToJsonString(), StringComparison.Ordinal);
        Assert.Contains("env.PINTLE_", exported.ToJsonString(), StringComparison.Ordinal);

        // In another workspace the ids must be others.
        var moved = JsonNode.Parse(exported.ToJsonString().Replace(shop.Id, other.Id, StringComparison.Ordinal))!;
        (await other.Admin.PostAsync("import", moved.ToJsonString())).Must(HttpStatusCode.OK);
        var again = (await other.Viewer.GetAsync("export")).Must(HttpStatusCode.OK).Body!;
        Assert.True(JsonNode.DeepEquals(Timeless(moved), Timeless(again)), $"{Timeless(moved)}\n{Timeless(again)}");
    }

    [Fact]
    public async Task A_destination_without_a_source_is_in_the_document_and_stays_when_it_is_applied()
    {
        var shop = await rig.NewWorkspaceAsync();
        var lonely = (await shop.Editor.PostAsync("destinations", new { name = "Lonely", type = "WEBHOOK", settings = new { webhookUrl = "https://a.example", webhookMethod = "POST" } })).Must(HttpStatusCode.Created);
        var exported = (await shop.Viewer.GetAsync("export")).Must(HttpStatusCode.OK).Body!;
        var report = (await shop.Admin.PostAsync("import?prune=true", exported.ToJsonString())).Must(HttpStatusCode.OK);
        Assert.Empty(report["removed"]!.AsArray());
        Assert.Equal(1, report["unchanged"]!.GetValue<int>());
        (await shop.Viewer.GetAsync($"destinations/{lonely.Id}")).Must(HttpStatusCode.OK);
    }

    [Fact]
    public async Task The_same_document_again_changes_nothing()
    {
        var shop = await rig.NewWorkspaceAsync();
        var document = Document(shop.Id, Catalogue.All.Take(3));
        (await shop.Admin.PostAsync("import", document)).Must(HttpStatusCode.OK);
        var before = (await shop.Viewer.GetAsync("export")).Body!.ToJsonString();
        var report = (await shop.Admin.PostAsync("import?prune=true", document)).Must(HttpStatusCode.OK);
        Assert.Empty(report["created"]!.AsArray());
        Assert.Empty(report["updated"]!.AsArray());
        Assert.Empty(report["removed"]!.AsArray());
        Assert.Equal(1 + 3 + 3 + 1 + 1, report["unchanged"]!.GetValue<int>());
        Assert.Equal(before, (await shop.Viewer.GetAsync("export")).Body!.ToJsonString());
    }

    [Fact]
    public async Task A_dry_run_tells_and_changes_nothing()
    {
        var shop = await rig.NewWorkspaceAsync();
        var report = (await shop.Admin.PostAsync("import?dryRun=true", Document(shop.Id, Catalogue.All.Take(2)))).Must(HttpStatusCode.OK);
        Assert.Equal(1 + 2 + 2 + 1 + 1, report["created"]!.AsArray().Count);
        Assert.Empty((await shop.Viewer.GetAsync("sources"))["items"]!.AsArray());
    }

    [Fact]
    public async Task Only_what_differs_is_changed_and_pruning_takes_away_what_is_not_there()
    {
        var shop = await rig.NewWorkspaceAsync();
        (await shop.Admin.PostAsync("import", Document(shop.Id, Catalogue.All.Take(3)))).Must(HttpStatusCode.OK);
        var changed = JsonNode.Parse(Document(shop.Id, Catalogue.All.Take(2)))!;
        changed["sources"]![0]!["name"] = "Renamed";
        var report = (await shop.Admin.PostAsync("import?prune=true", changed.ToJsonString())).Must(HttpStatusCode.OK);
        Assert.Equal("source", Assert.Single(report["updated"]!.AsArray())!["type"]!.GetValue<string>());
        Assert.Equal(["connection", "destination"], report["removed"]!.AsArray().Select(r => r!["type"]!.GetValue<string>()).Order());
        Assert.Equal(2, (await shop.Viewer.GetAsync("destinations"))["items"]!.AsArray().Count);
    }

    [Fact]
    public async Task What_is_not_known_is_told_with_its_place()
    {
        var shop = await rig.NewWorkspaceAsync();
        var document = JsonNode.Parse(Document(shop.Id, Catalogue.All.Take(1)))!;
        document["eventReplays"] = new JsonObject { ["x"] = 1 };
        document["sources"]![0]!["sourceDefinition"]!["name"] = "Fax";
        document["sources"]![0]!["destinations"]![0]!["destinationDefinition"]!["name"] = "TELEX";
        document["sources"]![0]!["destinations"]![0]!["transformations"] = new JsonArray(new JsonObject { ["versionId"] = "gone" });
        var report = (await shop.Admin.PostAsync("import", document.ToJsonString())).Must(HttpStatusCode.OK);
        Assert.Equal(
            ["eventReplays", "sources[0].destinations[0].destinationDefinition", "sources[0].destinations[0].transformations[0]", "sources[0].sourceDefinition"],
            report["notes"]!.AsArray().Select(n => n!["at"]!.GetValue<string>()).Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task What_is_no_workspace_and_ids_of_another_are_refused()
    {
        var (shop, other) = (await rig.NewWorkspaceAsync(), await rig.NewWorkspaceAsync());
        (await shop.Admin.PostAsync("import", "[]")).Must(HttpStatusCode.BadRequest);
        (await shop.Admin.PostAsync("import", """{"sources":[{"name":"x"}]}""")).Must(HttpStatusCode.UnprocessableEntity);
        var document = Document(shop.Id, Catalogue.All.Take(1));
        (await shop.Admin.PostAsync("import", document)).Must(HttpStatusCode.OK);
        var refused = (await other.Admin.PostAsync("import", document)).Must(HttpStatusCode.UnprocessableEntity);
        Assert.Contains("sources[0].id", refused["errors"]!.ToJsonString(), StringComparison.Ordinal);
        (await shop.Editor.PostAsync("import", document)).Must(HttpStatusCode.Forbidden);
    }

    private static string Document(string prefix, IEnumerable<DestinationType> types) => new JsonObject
    {
        ["workspaceId"] = "elsewhere",
        ["sources"] = new JsonArray(new JsonObject
        {
            ["id"] = $"src-{prefix}", ["name"] = "Web", ["writeKey"] = $"key-{prefix}", ["enabled"] = true, ["config"] = new JsonObject { ["a"] = 1 },
            ["sourceDefinition"] = new JsonObject { ["name"] = "Javascript" },
            ["destinations"] = new JsonArray([.. types.Select(t => new JsonObject
            {
                ["id"] = $"dst-{t.Name}-{prefix}", ["name"] = $"My {t.DisplayName}", ["enabled"] = true, ["config"] = Settings(t),
                ["destinationDefinition"] = new JsonObject { ["name"] = t.Name },
                ["transformations"] = new JsonArray(new JsonObject { ["id"] = $"t-{prefix}", ["versionId"] = $"tv-{prefix}" }),
            })]),
        }),
        ["transformationVersions"] = new JsonArray(new JsonObject
        {
            ["id"] = $"t-{prefix}", ["versionId"] = $"tv-{prefix}", ["name"] = "Mask", ["code"] = "export function transformEvent(e) { return e; }", ["createdAt"] = "2026-01-02T03:04:05.000Z",
        }),
        ["credentials"] = new JsonObject { [$"c-{prefix}"] = new JsonObject { ["key"] = "API_KEY", ["value"] = "hush", ["isSecret"] = true } },
    }.ToJsonString();

    // Something for every setting that is text, and rows with their secrets.
    private static JsonObject Settings(DestinationType type) => new(
        from field in type.Settings.Fields
        where field.Kind is FieldKind.Text or FieldKind.Rows
        let value = field.Kind == FieldKind.Text
            ? (JsonNode)(field.IsSecret ? "hush" : field.Example)
            : new JsonArray(new JsonObject(field.Columns.Where(c => c.Kind == FieldKind.Text).Select(c => KeyValuePair.Create<string, JsonNode?>(c.Key, c.IsSecret ? "hush" : "plain"))))
        select KeyValuePair.Create<string, JsonNode?>(field.Key, value));

    private static JsonNode Timeless(JsonNode document)
    {
        var copy = document.DeepClone();
        copy.AsObject().Remove("workspaceId");
        foreach (var source in copy["sources"]!.AsArray())
        {
            foreach (var thing in source!["destinations"]!.AsArray().Append(source))
            {
                foreach (var member in new[] { "createdAt", "updatedAt", "createdBy", "revisionId", "workspaceId" })
                {
                    thing!.AsObject().Remove(member);
                }
            }
        }

        // Their ids are ours.
        copy["connections"] = new JsonArray([.. copy["connections"]!.AsObject().Select(c => c.Value!.DeepClone())]);
        copy["credentials"] = new JsonArray([.. copy["credentials"]!.AsObject().Select(c => c.Value!.DeepClone())]);
        return copy;
    }
}

public sealed class TransferOnSqlite(SqliteRig rig) : TransferTests(rig), IClassFixture<SqliteRig>;

public sealed class TransferOnPostgres(PostgresRig rig) : TransferTests(rig), IClassFixture<PostgresRig>;
