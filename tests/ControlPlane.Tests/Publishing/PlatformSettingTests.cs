using System.Net;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Pintle.ControlPlane.Tests.Rig;

namespace Pintle.ControlPlane.Tests.Publishing;

/// <summary>Settings that differ by the platform of the connected source, and what data planes and SDKs get of them, on every database.</summary>
public abstract class PlatformSettingTests(ControlRig rig) : IDisposable
{
    private const string Analytics = """{"name":"Analytics","type":"GA4","settings":{"measurementId":"G-1","apiSecret":"hush","typesOfClient":"gtag","connectionMode":MODE}}""";

    private readonly HttpClient _http = new();

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_source_gets_the_value_of_its_platform()
    {
        var shop = await rig.NewWorkspaceAsync();
        var (web, node) = (await NewSourceAsync(shop, "Javascript"), await NewSourceAsync(shop, "Node"));
        var body = JsonNode.Parse(Analytics.Replace("MODE", """{"web":"device","cloud":"cloud"}""", StringComparison.Ordinal))!;
        body["settings"]!["oneTrustCookieCategories"] = JsonNode.Parse("""{"web":[{"oneTrustCookieCategory":"C1"}]}""");
        var destination = await ConnectAsync(shop, body.ToJsonString(), web, node);

        var document = await rig.DocumentAsync(shop);
        var (atWeb, atNode) = (At(document, web), At(document, node));
        Assert.Equal(("device", false), ((string?)atWeb["config"]!["connectionMode"], (bool)atWeb["isProcessorEnabled"]!));
        Assert.Equal(("cloud", true), ((string?)atNode["config"]!["connectionMode"], (bool)atNode["isProcessorEnabled"]!));
        Assert.Equal("C1", (string?)atWeb["config"]!["oneTrustCookieCategories"]![0]!["oneTrustCookieCategory"]);
        Assert.Null(atNode["config"]!["oneTrustCookieCategories"]);
        Assert.Equal([false, true], document["connections"]!.AsObject().Select(c => (bool)c.Value!["processorEnabled"]!).Order());
        Assert.Equal(destination, (string?)Assert.Single(await ToldAsync(web))!["id"]);
        Assert.Empty(await ToldAsync(node));

        // As code it is what people said, and the same again changes nothing.
        var exported = (await shop.Viewer.GetAsync("export")).Body!;
        Assert.Equal("""{"web":"device","cloud":"cloud"}""", At(exported, web)["config"]!["connectionMode"]!.ToJsonString());
        var given = exported.ToJsonString().Replace("env.PINTLE_ANALYTICS_APISECRET", "hush", StringComparison.Ordinal);
        var report = (await shop.Admin.PostAsync("import", given)).Must(HttpStatusCode.OK);
        Assert.Empty(report["updated"]!.AsArray());
    }

    [Fact]
    public async Task Where_no_SDK_can_send_the_data_plane_does()
    {
        var shop = await rig.NewWorkspaceAsync();
        var (web, node) = (await NewSourceAsync(shop, "Javascript"), await NewSourceAsync(shop, "Node"));
        await ConnectAsync(shop, Analytics.Replace("MODE", "\"device\"", StringComparison.Ordinal), web, node);
        var document = await rig.DocumentAsync(shop);
        Assert.False((bool)At(document, web)["isProcessorEnabled"]!);
        Assert.True((bool)At(document, node)["isProcessorEnabled"]!);
        Assert.Equal("cloud", (string?)At(document, node)["config"]!["connectionMode"]);
    }

    [Fact]
    public async Task What_would_be_passed_over_is_refused_all_at_once()
    {
        var shop = await rig.NewWorkspaceAsync();
        var refused = (await shop.Editor.PostAsync("destinations", """
            {"name":"A","type":"GA4","settings":{"measurementId":"G-1","apiSecret":"s","typesOfClient":"gtag","connectionMode":{"web":"hybrid","ios":"device","cloud":"sideways"},"eventFilteringOption":"some",
             "whitelistedEvents":["Order"],"oneTrustCookieCategories":{"web":"C1"},"consentManagement":[{"provider":"oneTrust","consents":["C1"]}],"ketchConsentPurposes":[{"purpose":"p"}]}}
            """)).Must(HttpStatusCode.UnprocessableEntity);
        Assert.Equal(
            ["settings.connectionMode.cloud", "settings.connectionMode.ios", "settings.consentManagement", "settings.eventFilteringOption", "settings.oneTrustCookieCategories.web", "settings.whitelistedEvents"],
            refused["errors"]!.AsObject().Select(e => e.Key).Order(StringComparer.Ordinal));
        (await shop.Editor.PostAsync("destinations", new { name = "Hook", type = "WEBHOOK", settings = new { webhookUrl = "https://a.example", connectionMode = "device" } })).Must(HttpStatusCode.UnprocessableEntity);
        var modes = (await shop.Viewer.GetAsync("/api/v1/definitions/destinations/GA4"))["connectionModes"]!;
        Assert.Equal(("""["cloud","device","hybrid"]""", """["cloud"]"""), (modes["web"]!.ToJsonString(), modes["ios"]!.ToJsonString()));
    }

    [Fact]
    public async Task The_document_has_what_data_planes_of_others_look_for()
    {
        var shop = await rig.NewWorkspaceAsync();
        var web = await NewSourceAsync(shop, "Javascript");
        await ConnectAsync(shop, Analytics.Replace("MODE", "\"hybrid\"", StringComparison.Ordinal), web);
        var document = await rig.DocumentAsync(shop);
        var (source, destination) = (document["sources"]![0]!, At(document, web));
        Assert.Equal("""
            accountDefinitions accounts connections credentials enableMetrics libraries libraryVersions sources transformationVersions updatedAt workspaceId
            config createdAt createdBy deleted destinations enabled geoEnrichment id name sourceDefinition sourceDefinitionId transient updatedAt workspaceId writeKey
            category displayName id name options type
            config createdAt deleted destinationDefinition enabled id isConnectionEnabled isProcessorEnabled name paused revisionId secretConfig transformations updatedAt workspaceId
            excludeKeys hybridModeCloudEventsFilter includeKeys saveDestinationResponse secretKeys supportedMessageTypes transformAtV1
            config destinationId enabled processorEnabled sourceId
            """.ReplaceLineEndings("\n"),
            string.Join('\n', new[] { document, source, source["sourceDefinition"]!, destination, destination["destinationDefinition"]!["config"]!, document["connections"]!.AsObject().First().Value! }
                .Select(part => string.Join(' ', part.AsObject().Select(m => m.Key).Order(StringComparer.Ordinal)))));
        Assert.Equal("""{"web":{"messageType":["identify","track","group"]}}""", destination["destinationDefinition"]!["config"]!["hybridModeCloudEventsFilter"]!.ToJsonString());
        Assert.Equal(JsonValueKind.Array, destination["destinationDefinition"]!["config"]!["supportedMessageTypes"]!.GetValueKind());
    }

    public void Dispose()
    {
        _http.Dispose();
        GC.SuppressFinalize(this);
    }

    private static async Task<ApiAnswer> NewSourceAsync(TestWorkspace shop, string type) => (await shop.Editor.PostAsync("sources", new { name = type, type })).Must(HttpStatusCode.Created);

    private static async Task<string> ConnectAsync(TestWorkspace shop, string destination, params ApiAnswer[] sources)
    {
        var id = (await shop.Editor.PostAsync("destinations", destination)).Must(HttpStatusCode.Created).Id;
        foreach (var source in sources)
        {
            (await shop.Editor.PostAsync("connections", new { sourceId = source.Id, destinationId = id })).Must(HttpStatusCode.Created);
        }

        return id;
    }

    private static JsonNode At(JsonNode document, ApiAnswer source) => document["sources"]!.AsArray().Single(s => (string?)s!["id"] == source.Id)!["destinations"]![0]!;

    private async Task<JsonArray> ToldAsync(ApiAnswer source) => (await GetAsync("sourceConfig/", source.Text("writeKey")))["source"]!["destinations"]!.AsArray();

    private async Task<JsonNode> GetAsync(string path, string user)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, new Uri(rig.Address, path));
        request.Headers.Authorization = new AuthenticationHeaderValue("Basic", Convert.ToBase64String(Encoding.UTF8.GetBytes($"{user}:")));
        using var answer = await _http.SendAsync(request, Ct);
        return JsonNode.Parse(await answer.EnsureSuccessStatusCode().Content.ReadAsStringAsync(Ct))!;
    }
}

public sealed class PlatformSettingsOnSqlite(SqliteRig rig) : PlatformSettingTests(rig), IClassFixture<SqliteRig>;

public sealed class PlatformSettingsOnPostgres(PostgresRig rig) : PlatformSettingTests(rig), IClassFixture<PostgresRig>;
