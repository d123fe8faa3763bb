using System.Net;
using System.Text.Json;
using Pintle.TestKit;

namespace Pintle.EndToEnd.Tests;

/// <summary>Geo enrichment as the webhook sees it.</summary>
public sealed class GeoDeliveryTests : IDisposable
{
    private readonly CancellationTokenSource _limit = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
    private readonly string _database = Path.GetTempFileName();

    public GeoDeliveryTests() => _limit.CancelAfter(TimeSpan.FromSeconds(60));

    public void Dispose()
    {
        _limit.Dispose();
        File.Delete(_database);
    }

    [Fact]
    public async Task The_place_of_an_address_arrives_with_the_event()
    {
        GeoDatabaseFile.Write(_database, 6, (IPNetwork.Parse("203.0.113.0/24"), new Dictionary<string, object>
        {
            ["city"] = new Dictionary<string, object> { ["names"] = new Dictionary<string, object> { ["en"] = "Boxford" } },
            ["country"] = new Dictionary<string, object> { ["iso_code"] = "GB" },
            ["location"] = new Dictionary<string, object> { ["latitude"] = 51.75, ["longitude"] = -1.25, ["time_zone"] = "Europe/London" },
        }));
        await using var vendor = await FakeVendor.StartAsync();
        await using var server = new ServerProcess();
        server.WriteWorkspace(WorkspaceJson.Of(("hook", vendor.Url)).Replace("\"sourceDefinition\"", "\"geoEnrichment\":{\"enabled\":true},\"sourceDefinition\"", StringComparison.Ordinal));
        Assert.True(await server.StartAsync(_limit.Token, null, "--geo.database", _database), server.Output);

        await server.PostAsync("/v1/track", """{"userId":"u","event":"E","context":{"ip":"203.0.113.9","app":1}}"""u8.ToArray(), _limit.Token);
        await vendor.WaitForAsync(1, _limit.Token);

        using var arrived = JsonDocument.Parse(Assert.Single(vendor.Accepted).Body);
        Assert.Equal(
            """{"ip":"203.0.113.9","app":1,"geo":{"ip":"203.0.113.9","city":"Boxford","country":"GB","region":"","postal":"","location":"51.750000,-1.250000","timezone":"Europe/London"}}""",
            arrived.RootElement.GetProperty("context").GetRawText());
    }

    [Fact]
    public async Task A_file_that_is_no_database_stops_the_start_with_key_and_file()
    {
        await using var server = new ServerProcess();
        server.WriteWorkspace(WorkspaceJson.Of());
        Assert.False(await server.StartAsync(_limit.Token, null, "--geo.database", _database));
        Assert.Equal(2, await server.EndAsync(_limit.Token));
        Assert.Contains($"geo.database: {_database}: ", server.Output, StringComparison.Ordinal);
    }
}
