using System.Net;
using System.Text;
using System.Text.Json;
using Microsoft.Extensions.Time.Testing;
using Pintle.Events;
using Pintle.Processor.Geo;
using Pintle.TestKit;
using Pintle.Workspace.Reading;

namespace Pintle.Processor.Tests;

/// <summary><c>context.geo</c> from a database of the MaxMind City format (pipeline.md §3).</summary>
public sealed class GeoTests : IDisposable
{
    private const string Nowhere = "\"city\":\"\",\"country\":\"\",\"region\":\"\",\"postal\":\"\",\"location\":\"\",\"timezone\":\"\"";
    private const string Boxford = "\"city\":\"Boxford\",\"country\":\"GB\",\"region\":\"England\",\"postal\":\"OX1\",\"location\":\"51.750000,-1.250000\",\"timezone\":\"Europe/London\"";

    private static readonly Dictionary<string, object> Record = new()
    {
        ["city"] = Named("Boxford"),
        ["country"] = new Dictionary<string, object> { ["iso_code"] = "GB" },
        ["subdivisions"] = new List<object> { Named("England"), Named("Oxfordshire") },
        ["postal"] = new Dictionary<string, object> { ["code"] = "OX1" },
        ["location"] = new Dictionary<string, object> { ["latitude"] = 51.75, ["longitude"] = -1.25, ["time_zone"] = "Europe/London" },
    };

    private readonly string _file = Path.GetTempFileName();
    private readonly FakeTimeProvider _time = new(Some.Time);

    public void Dispose() => File.Delete(_file);

    [Theory]
    [InlineData("""{"request_ip":"203.0.113.9"}""", "203.0.113.9", Boxford)]
    [InlineData("""{"request_ip":"198.51.100.1"}""", "198.51.100.1", Nowhere)]
    [InlineData("""{"request_ip":"198.51.100.1","context":{"ip":"203.0.113.9"}}""", "203.0.113.9", Boxford)]
    [InlineData("""{"request_ip":"203.0.113.9","context":{"ip":""}}""", "203.0.113.9", Boxford)]
    [InlineData("""{"request_ip":"203.0.113.9","context":{"ip":5}}""", "203.0.113.9", Boxford)]
    [InlineData("""{"request_ip":"[2001:db8::1]"}""", "[2001:db8::1]", Boxford)]
    [InlineData("""{"request_ip":"2001:db9::1"}""", "2001:db9::1", Nowhere)]
    [InlineData("""{"request_ip":"nonsense"}""", "nonsense", Nowhere)]
    [InlineData("{}", "", Nowhere)]
    public void An_address_becomes_a_place_and_an_unknown_one_empty_text(string message, string ip, string place)
    {
        GeoDatabaseFile.Write(_file, 6, (IPNetwork.Parse("203.0.113.0/24"), Record), (IPNetwork.Parse("2001:db8::/32"), Record));
        using var geo = new GeoLookup(_file, _time);
        Assert.Equal($$"""{"ip":"{{ip}}",{{place}}}""", Process(geo, message).GetProperty("context").GetProperty("geo").GetRawText());
    }

    [Fact]
    public void An_ipv6_address_in_a_database_of_ipv4_is_nowhere()
    {
        GeoDatabaseFile.Write(_file, 4, (IPNetwork.Parse("203.0.113.0/24"), Record));
        using var geo = new GeoLookup(_file, _time);
        Assert.Equal($$"""{"ip":"2001:db8::1",{{Nowhere}}}""", Geo(Process(geo, """{"request_ip":"2001:db8::1"}""")));
        Assert.Equal($$"""{"ip":"::ffff:203.0.113.9",{{Boxford}}}""", Geo(Process(geo, """{"request_ip":"::ffff:203.0.113.9"}""")));
    }

    [Theory]
    [InlineData("""{"request_ip":"203.0.113.9","context":{"geo":null}}""")]
    [InlineData("""{"request_ip":"203.0.113.9","context":"none"}""")]
    public void What_has_a_place_or_no_context_object_is_left_alone(string message)
    {
        GeoDatabaseFile.Write(_file, 4, (IPNetwork.Parse("203.0.113.0/24"), Record));
        using var geo = new GeoLookup(_file, _time);
        using var sent = JsonDocument.Parse(message);
        Assert.Equal(sent.RootElement.GetProperty("context").GetRawText(), Process(geo, message).GetProperty("context").GetRawText());
    }

    [Fact]
    public void A_source_that_does_not_ask_for_it_gets_none()
    {
        GeoDatabaseFile.Write(_file, 4, (IPNetwork.Parse("203.0.113.0/24"), Record));
        using var geo = new GeoLookup(_file, _time);
        Assert.False(Process(geo, """{"request_ip":"203.0.113.9"}""", isEnabled: false).TryGetProperty("context", out _));
    }

    [Fact]
    public void A_replaced_database_is_taken_and_a_broken_one_is_not()
    {
        GeoDatabaseFile.Write(_file, 4, (IPNetwork.Parse("198.51.100.0/24"), Record));
        using var geo = new GeoLookup(_file, _time);
        const string Message = """{"request_ip":"203.0.113.9"}""";
        Assert.Contains("\"city\":\"\"", Geo(Process(geo, Message)), StringComparison.Ordinal);

        File.WriteAllText(_file, "broken");
        File.SetLastWriteTimeUtc(_file, Some.Time.UtcDateTime);
        _time.Advance(TimeSpan.FromSeconds(31));
        Assert.Contains("\"city\":\"\"", Geo(Process(geo, Message)), StringComparison.Ordinal);

        GeoDatabaseFile.Write(_file, 4, (IPNetwork.Parse("203.0.113.0/24"), Record));
        File.SetLastWriteTimeUtc(_file, Some.Time.AddSeconds(1).UtcDateTime);
        _time.Advance(TimeSpan.FromSeconds(31));
        Assert.Contains("\"city\":\"Boxford\"", Geo(Process(geo, Message)), StringComparison.Ordinal);
    }

    private static Dictionary<string, object> Named(string name) => new() { ["names"] = new Dictionary<string, object> { ["de"] = "x", ["en"] = name } };

    private static string Geo(JsonElement message) => message.GetProperty("context").GetProperty("geo").GetRawText();

    private static JsonElement Process(GeoLookup geo, string message, bool isEnabled = true)
    {
        var workspace = WorkspaceReader.Read(
            Encoding.UTF8.GetBytes($$$"""
            {"workspaceId":"ws","sources":[{"id":"src","name":"s","writeKey":"a","enabled":true,"geoEnrichment":{"enabled":{{{(isEnabled ? "true" : "false")}}}},"sourceDefinition":{"name":"Javascript"}}]}
            """), 1, Some.Time);
        var header = new EventHeader { SourceId = "src", Type = "track", MessageHash = 1, User = UserKey.None, ReceivedAt = Some.Time };
        return new EventProcessor(geo).Steps.Process(header, Encoding.UTF8.GetBytes(message), workspace).Message;
    }
}
