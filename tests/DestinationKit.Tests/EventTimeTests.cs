using System.Text.Json;
using Pintle.DestinationKit.Json;
using Pintle.TestKit;

namespace Pintle.DestinationKit.Tests;

/// <summary>The time of an event of a cloud or reverse-ETL source, at the router: transformer API §11.4.</summary>
public sealed class EventTimeTests
{
    private static readonly DestinationType Parcel = new ParcelDestination();

    [Theory]
    [InlineData("""{"type":"track","channel":"sources","properties":{"timestamp":"p"},"timestamp":"t","originalTimestamp":"o"}""", "p")]
    [InlineData("""{"type":"track","channel":"sources","properties":{"timestamp":""},"timestamp":"t","originalTimestamp":"o"}""", "t")]
    [InlineData("""{"type":"Track","channel":"sources","originalTimestamp":"o"}""", "o")]
    [InlineData("""{"type":"track","channel":"sources","context":{"timestamp":"c"},"timestamp":"t"}""", "t")]
    [InlineData("""{"type":"track","channel":"web","properties":{"timestamp":"p"},"timestamp":"t"}""", "t")]
    [InlineData("""{"type":"track","channel":"sources","context":{"mappedToDestination":true},"properties":{"timestamp":"p"},"timestamp":"t"}""", "t")]
    [InlineData("""{"type":"track","channel":"sources"}""", "undefined")]
    [InlineData("""{"type":"record","channel":"sources","properties":{"timestamp":"p"},"timestamp":"t"}""", "t")]
    public void A_track_event_has_the_time_of_its_properties(string message, string time) => Assert.Equal(time, At(message));

    [Fact]
    public async Task An_identify_event_looks_in_five_places()
    {
        string[] all = ["context.timestamp", "context.traits.timestamp", "traits.timestamp", "timestamp", "originalTimestamp"];
        for (var first = 0; first < all.Length; first++)
        {
            var message = new JsObject { ["type"] = "identify", ["channel"] = "sources" };
            foreach (var path in all[first..].Reverse())
            {
                message.SetAt(path, path);
            }

            var sent = await Parcel.Configure(JsonElement.Parse("""{"depot":"n"}""")).TransformTogetherAsync(
                [new(((JsValue)message).ToElement(), new JsObject())], new() { Http = new ScriptedVendor(static _ => new(new(200, "", "", null))) });
            Assert.Equal(all[first], ((Outcome.Send)Assert.Single(sent).Outcome).Requests[0].Content.Find("parcels.0.at").ToString());
        }
    }

    [Fact]
    public void Alone_an_event_has_the_time_that_it_says()
    {
        const string message = """{"type":"track","channel":"sources","properties":{"timestamp":"p"},"timestamp":"t"}""";
        var alone = Parcel.Configure(JsonElement.Parse("""{"depot":"n"}""")).TransformAsync(new(JsonElement.Parse(message), new JsObject()), new()).Now();
        Assert.Equal("t", ((Outcome.Send)alone).Requests[0].Content.Find("parcels.0.at").ToString());
    }

    [Fact]
    public void Settings_that_come_from_the_event_do_not_change_the_rule() =>
        Assert.Equal("p", At("""{"type":"track","channel":"sources","properties":{"timestamp":"p"},"where":"south"}""", """{"depot":"{{ event.where || north }}"}"""));

    private static string At(string message, string settings = """{"depot":"n"}""")
    {
        var items = Parcel.Configure(JsonElement.Parse(settings)).TransformTogetherAsync([new(JsonElement.Parse(message), new JsObject())], new()).Now();
        return ((Outcome.Send)Assert.Single(items).Outcome).Requests[0].Content.Find("parcels.0.at").ToString();
    }
}
