using System.Text;
using System.Text.Json;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging.Abstractions;
using Pintle.TestKit;
using Pintle.Workspace.Files;
using Pintle.Workspace.Reading;
using Pintle.Workspace.SourceConfig;

namespace Pintle.Workspace.Tests;

public sealed class WorkspaceTests : IDisposable
{
    private readonly string _directory = Directory.CreateTempSubdirectory("pintle-workspace").FullName;

    public void Dispose() => Directory.Delete(_directory, recursive: true);

    [Theory]
    [InlineData("{", "line 1")]
    [InlineData("[]", "must be an object")]
    [InlineData("""{"sources":{}}""", "workspace.sources must be an array, but is an object.")]
    [InlineData("""{"sources":[{"id":"a"}]}""", "workspace.sources[0].writeKey is missing or empty.")]
    [InlineData("""{"sources":[{"id":"a","writeKey":"k","enabled":"yes"}]}""", "workspace.sources[0].enabled must be true or false, but is a string.")]
    [InlineData("""{"sources":[{"id":"a","writeKey":"k"},{"id":"b","writeKey":"k"}]}""", "The write key \"k\" stands 2 times")]
    [InlineData("""{"sources":[{"id":"a","writeKey":"k","destinations":[{"id":"d"}]}]}""", "workspace.sources[0].destinations[0].destinationDefinition is missing.")]
    [InlineData("""{"a":{"sources":[]},"b":{"sources":[]}}""", "holds 2 workspaces")]
    public void A_broken_document_is_refused_with_the_place(string json, string message) =>
        Assert.Contains(message, Assert.Throws<WorkspaceException>(() => Read(json)).Message, StringComparison.Ordinal);

    [Fact]
    public void Names_match_in_any_case_and_deleted_things_are_left_out()
    {
        var workspace = Read("""
            {"WorkspaceID":"ws","Sources":[{"ID":"a","WriteKey":"k","Enabled":true,"deleted":false,"destinations":[
              {"id":"d","enabled":true,"config":{"a":"{{ event.x || y }}"},"secretConfig":{"b":"s"},"destinationDefinition":{"name":"X","config":{"supportedMessageTypes":{"cloud":["track"],"device":{}}}}},
              {"id":"gone","deleted":true}]},{"id":"b","writeKey":"l","deleted":true}]}
            """);
        var destination = Assert.Single(workspace.DestinationsById.Values);
        Assert.True(workspace.IsConnected("a", "d") && destination.HasDynamicConfig && destination.ReceivesEvents);
        Assert.Equal("s", destination.Config.GetProperty("b").GetString());
        Assert.Equal("""["track"]""", destination.Definition.Config.GetProperty("supportedMessageTypes").GetRawText());
    }

    [Fact]
    public async Task A_changed_file_is_taken_and_a_broken_one_is_not()
    {
        var file = Path.Combine(_directory, "workspace.json");
        var holder = new WorkspaceHolder();
        await File.WriteAllTextAsync(file, WorkspaceJson.Of(("d1", "http://a")), Ct);
        var source = new WorkspaceFile(file, Path.Combine(_directory, "good.json"), holder, TimeProvider.System, NullLogger<WorkspaceFile>.Instance);
        await source.LoadAsync(Ct);
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(Ct);
        var watching = source.FollowAsync(stop.Token);

        await File.WriteAllTextAsync(file, "{", Ct);
        await File.WriteAllTextAsync(file + ".new", WorkspaceJson.Of(("d2", "http://a")), Ct);
        File.Move(file + ".new", file, overwrite: true);
        var next = await holder.NextAsync(1, Ct);

        Assert.Equal(["d2"], next.DestinationsById.Keys);
        await File.WriteAllTextAsync(file, "{", Ct);
        var restarted = new WorkspaceHolder();
        await new WorkspaceFile(file, Path.Combine(_directory, "good.json"), restarted, TimeProvider.System, NullLogger<WorkspaceFile>.Instance).LoadAsync(Ct);
        Assert.Equal(["d2"], restarted.Require().DestinationsById.Keys);
        await stop.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => watching);
    }

    [Fact]
    public async Task Sdks_get_their_source_with_device_destinations_only_and_nothing_secret()
    {
        var holder = new WorkspaceHolder();
        holder.Swap(Read("""
            {"workspaceId":"ws","sources":[{"id":"a","name":"A","writeKey":"k","enabled":true,"sourceDefinition":{"name":"Javascript"},"destinations":[
              {"id":"cloud","enabled":true,"config":{"connectionMode":"cloud"},"destinationDefinition":{"name":"X","displayName":"X"}},
              {"id":"device","enabled":true,"config":{"connectionMode":"device","measurementId":"G-1","apiSecret":"s"},
               "destinationDefinition":{"name":"GA4","displayName":"Google Analytics 4","config":{"includeKeys":["measurementId","apiSecret"],"secretKeys":["apiSecret"]}}}]}]}
            """));
        var (status, body) = await GetAsync(holder, "k");
        Assert.Equal(200, status);
        var source = body.GetProperty("source");
        foreach (var field in (string[])["id", "name", "writeKey", "enabled", "workspaceId", "updatedAt", "config", "destinations", "sourceDefinition"])
        {
            Assert.True(source.TryGetProperty(field, out _), field);
        }

        var device = Assert.Single(source.GetProperty("destinations").EnumerateArray());
        Assert.Equal("""{"connectionMode":"device","measurementId":"G-1"}""", device.GetProperty("config").GetRawText());
        Assert.Equal("Google Analytics 4", device.GetProperty("destinationDefinition").GetProperty("displayName").GetString());
        Assert.Equal((400, "Invalid write key"), ((await GetAsync(holder, "nope")).Status, (await GetAsync(holder, "nope")).Body.GetProperty("message").GetString()));
    }

    [Fact]
    public async Task Sdks_get_what_is_connected_as_it_stands_under_their_source()
    {
        var holder = new WorkspaceHolder();
        const string Definition = "\"destinationDefinition\":{\"name\":\"X\",\"displayName\":\"X\"}";
        holder.Swap(Read($$$"""
            {"workspaceId":"ws","sources":[
              {"id":"server","name":"S","writeKey":"ks","enabled":true,"destinations":[{"id":"both","enabled":true,"config":{"connectionMode":"cloud"},{{{Definition}}} }]},
              {"id":"web","name":"W","writeKey":"kw","enabled":true,"destinations":[
                {"id":"both","enabled":true,"isProcessorEnabled":false,"config":{"connectionMode":"device"},{{{Definition}}} },
                {"id":"cut","enabled":true,"isConnectionEnabled":false,"config":{"connectionMode":"device"},{{{Definition}}} },
                {"id":"off","enabled":true,"config":{"connectionMode":"device"},{{{Definition}}} }]}],
             "connections":{"c1":{"sourceId":"web","destinationId":"off","enabled":false},"c2":{"sourceId":"web","destinationId":"both","enabled":true}} }
            """));
        Assert.Equal("both", Assert.Single((await GetAsync(holder, "kw")).Body.GetProperty("source").GetProperty("destinations").EnumerateArray()).GetProperty("id").GetString());
        Assert.Empty((await GetAsync(holder, "ks")).Body.GetProperty("source").GetProperty("destinations").EnumerateArray());
    }

    [Theory]
    [InlineData("true", "false")]
    [InlineData("false", "true")]
    public void A_destination_gets_events_of_the_sources_where_it_is_more_than_an_SDKs(string first, string second)
    {
        const string Rest = "\"config\":{},\"destinationDefinition\":{\"name\":\"X\"}";
        var snapshot = Read($$$"""
            {"sources":[
              {"id":"a","writeKey":"a","enabled":true,"destinations":[{"id":"d","enabled":true,"isProcessorEnabled":{{{first}}},{{{Rest}}} }]},
              {"id":"b","writeKey":"b","enabled":true,"destinations":[{"id":"d","enabled":true,"isProcessorEnabled":{{{second}}},{{{Rest}}} }]}]}
            """);
        Assert.Equal((first == "true", second == "true"), (snapshot.IsFed("a", "d"), snapshot.IsFed("b", "d")));
        Assert.True(snapshot.DestinationsById["d"].ReceivesEvents);
        Assert.True(snapshot.IsConnected("a", "d") && snapshot.IsConnected("b", "d"));
    }

    [Fact]
    public void Settings_with_a_value_for_each_platform_are_those_of_the_source()
    {
        const string Destination = """{"id":"d","enabled":true,"config":{"key":"k","connectionMode":{"web":"hybrid","cloud":"cloud"},"map":{"web":1,"other":2}},"destinationDefinition":{"name":"X"}}""";
        var snapshot = Read($$"""
            {"sources":[
              {"id":"a","writeKey":"a","enabled":true,"sourceDefinition":{"name":"Node","type":"cloud"},"destinations":[{{Destination}}]},
              {"id":"b","writeKey":"b","enabled":true,"sourceDefinition":{"name":"Javascript","type":"web"},"destinations":[{{Destination}}]},
              {"id":"c","writeKey":"c","enabled":true,"sourceDefinition":{"name":"iOS","type":"ios"},"destinations":[{{Destination}}]}]}
            """);
        string At(string source) => snapshot.SourcesById[source].Destinations[0].Config.GetRawText();
        Assert.Equal("""{"key":"k","connectionMode":"cloud","map":{"web":1,"other":2}}""", At("a"));
        Assert.Equal("""{"key":"k","connectionMode":"hybrid","map":{"web":1,"other":2}}""", At("b"));
        Assert.Equal("""{"key":"k","map":{"web":1,"other":2}}""", At("c"));
        Assert.Equal(At("a"), snapshot.DestinationsById["d"].Config.GetRawText());
    }

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    private static WorkspaceSnapshot Read(string json) => WorkspaceReader.Read(Encoding.UTF8.GetBytes(json), 1, Some.Time);

    private static async Task<(int Status, JsonElement Body)> GetAsync(WorkspaceHolder holder, string key)
    {
        var context = new DefaultHttpContext();
        context.Request.Method = "GET";
        context.Request.Path = "/sourceConfig/";
        context.Request.Headers.Authorization = "Basic " + Convert.ToBase64String(Encoding.UTF8.GetBytes(key + ":"));
        context.Response.Body = new MemoryStream();
        await new SourceConfigEndpoint(new ServedSourceConfigs(holder)).HandleAsync(context);
        Assert.Equal("*", context.Response.Headers.AccessControlAllowOrigin);
        context.Response.Body.Position = 0;
        return (context.Response.StatusCode, (await JsonDocument.ParseAsync(context.Response.Body, cancellationToken: Ct)).RootElement);
    }
}
