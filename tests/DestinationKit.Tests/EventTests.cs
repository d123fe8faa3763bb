using Pintle.DestinationKit.Json;

namespace Pintle.DestinationKit.Tests;

/// <summary>What an event says of itself: transformer API §11.2 and §11.3.</summary>
public sealed class EventTests
{
    [Theory]
    [InlineData("""{"Parcel":{"listIds":[1]},"parcel":{"listIds":[2]}}""", "[1]")]
    [InlineData("""{"parcel":{"listIds":[2]}}""", "[2]")]
    [InlineData("""{"Parcel":true,"parcel":{"listIds":[2]}}""", "[2]")]
    [InlineData("""{"Parcel":true}""", "undefined")]
    [InlineData("""{"All":false,"Other":{"listIds":[3]}}""", "undefined")]
    [InlineData("\"Parcel\"", "undefined")]
    public void Options_are_of_the_first_spelling_that_has_some(string integrations, string listIds) =>
        Assert.Equal(listIds, Given.Event($$"""{"integrations":{{integrations}}}""").Integrations("Parcel", "parcel")["listIds"].ToString());

    [Theory]
    [InlineData("context.traits.email", "a@b.example")]
    [InlineData("traits.plan", "pro")]
    [InlineData("properties.items.1.sku", "x")]
    [InlineData("properties.total", "undefined")]
    [InlineData("properties", "undefined")]
    [InlineData("context.", "undefined")]
    [InlineData("traits", """{"plan":"pro"}""")]
    [InlineData("contextual.x", "1")]
    public void Paths_find_the_same_again_and_again(string path, string found)
    {
        var e = Given.Event(path.StartsWith("properties.items", StringComparison.Ordinal)
            ? """{"properties":{"items":[{},{"sku":"x"}]}}"""
            : """{"context":{"traits":{"email":"a@b.example"}},"traits":{"plan":"pro"},"contextual":{"x":1}}""");
        Assert.Equal([found, found], [e[path].ToString(), e[path].ToString()]);
        Assert.Equal(e[path].IsPresent, e.First("nothing", path).IsPresent);
    }

    [Theory]
    [InlineData("parcelId", "7")]
    [InlineData("other", "\"o\"")]
    [InlineData("ParcelId", "undefined")]
    [InlineData("none", "null")]
    public void An_external_id_is_the_first_of_its_type(string type, string id)
    {
        var e = Given.Event("""{"context":{"externalId":[null,{"id":1},{"type":"parcelId","id":7},{"type":"parcelId","id":8},{"type":"other","id":"o"},{"type":"none","id":null}]}}""");
        Assert.Equal(id, e.ExternalId(type) is { IsUndefined: false } found ? found.ToJson() : "undefined");
    }

    [Theory]
    [InlineData("""{"type":"parcelId","id":7}""")]
    [InlineData("\"parcelId\"")]
    [InlineData("null")]
    public void External_ids_that_are_no_list_are_none(string externalId)
    {
        var e = Given.Event($$$"""{"context":{"externalId":{{{externalId}}}}}""");
        Assert.True(e.ExternalId("parcelId").IsUndefined);
        Assert.Null(e.MappedObject("PARCEL"));
    }

    [Theory]
    [InlineData("""[{"type":"PARCEL-contacts","id":"a@b.example","identifierType":"email"}]""", "contacts", "a@b.example", "email")]
    [InlineData("""[{"type":"OTHER-lists","id":1},{"type":"parcel-custom-object","id":7,"identifierType":"key"}]""", "custom-object", "7", "key")]
    [InlineData("""[{"type":"PARCEL-x","id":null}]""", "x", "null", "")]
    [InlineData("""[{"type":"PARCELS-contacts","id":1},{"type":"PARCEL","id":2},{"type":"PARCEL-contacts","id":3}]""", "contacts", "3", "")]
    [InlineData("""[{"type":"PARCELcontacts","id":1}]""", null, null, null)]
    [InlineData("[]", null, null, null)]
    public void A_mapped_event_names_the_vendors_object(string externalId, string? type, string? id, string? identifierType)
    {
        var mapped = Given.Event($$$"""{"context":{"externalId":{{{externalId}}}}}""").MappedObject("PARCEL");
        Assert.Equal((type, id, identifierType), (mapped?.Type, mapped?.Id.ToString(), mapped?.IdentifierType));
    }

    [Theory]
    [InlineData("true", true)]
    [InlineData("\"yes\"", true)]
    [InlineData("false", false)]
    [InlineData("null", false)]
    public void An_event_can_be_in_the_vendors_own_names(string mapped, bool isMapped) =>
        Assert.Equal(isMapped, Given.Event($$$"""{"context":{"mappedToDestination":{{{mapped}}}}}""").IsMapped);

    [Fact]
    public void Ids_time_and_secrets_come_from_around_it()
    {
        var id = Guid.CreateVersion7();
        var e = new Event(
            new EventInput(default, Given.Json("""{"secret":{"access_token":"t"}}""")) { DestinationId = "d", DefinitionName = "PACKET", Connection = Given.Json("""{"config":{"a":1}}""") },
            new JsObject { ["type"] = "Track " }, default, new TransformEnvironment { NewId = () => id });
        Assert.Equal((id.ToString(), "t", "d", "PACKET", "track"), (e.NewId(), e.Secret["access_token"].AsText(), e.DestinationId, e.DefinitionName, e.Type));
        Assert.Equal("1", e.Connection.Find("config.a").ToString());
        Assert.Equal(("", ""), (Given.Event().DestinationId, Given.Event().DefinitionName));
    }
}
