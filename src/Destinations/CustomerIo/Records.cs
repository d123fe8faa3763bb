using Pintle.DestinationKit;
using Pintle.DestinationKit.Delivery;
using Pintle.DestinationKit.Json;

namespace Pintle.Destinations.CustomerIo;

/// <summary>Rows of a warehouse: people, events or objects, as the connection says (https://docs.customer.io/api/track/#operation/batch).</summary>
internal static class Records
{
    private static readonly string[] EventNames = ["event", "name", "event_name"];

    public static VendorRequest Of(Event e, CustomerIoSettings settings)
    {
        var kind = e.Connection.Find("config.destination.object").AsText()?.Trim().ToLowerInvariant();
        var isDelete = Action(e) == "delete";
        return CustomerIoApi.Entity(e, settings, kind switch
        {
            "person" or "people" or "customer" or "customers" => Person(e, isDelete),
            "event" or "events" when isDelete => throw EventRejectedException.Configuration("\"delete\" is not supported for events: Customer.io keeps them."),
            "event" or "events" => EventOf(e),
            "object" or "objects" => ObjectOf(e, isDelete),
            null or "" => throw EventRejectedException.Configuration("\"connection.config.destination.object\" is required for record events."),
            _ => throw EventRejectedException.Configuration($"\"{kind}\" is none of Customer.io's objects: person, event, object."),
        });
    }

    private static string Action(Event e) => e.Message["action"].AsText() switch
    {
        "insert" or "update" or "upsert" => "upsert",
        "delete" => "delete",
        var other => throw EventRejectedException.Instrumentation($"\"action\" must be insert, update or delete, not \"{other}\"."),
    };

    private static JsObject Person(Event e, bool isDelete) => new()
    {
        { "type", "person" },
        { "action", isDelete ? "delete" : "identify" },
        { "identifiers", Identifiers(e) },
        { "attributes", isDelete ? default : Fields(e) },
    };

    private static JsObject EventOf(Event e)
    {
        var identifiers = e.Message["identifiers"];
        var name = identifiers.First(EventNames).Or(e.Message["fields"].First(EventNames));
        var time = EpochSeconds.Of(e.Message["fields"]["timestamp"].Or(e.Message["timestamp"]));
        return new JsObject
        {
            { "type", "person" },
            { "action", "event" },
            { "identifiers", Identifiers(e) },
            { "name", name is { IsTruthy: true, IsText: true } ? name : throw EventRejectedException.Instrumentation("\"identifiers.event\" is required: the event's name.") },
            { "timestamp", time },
            { "attributes", Fields(e).ToObject().Without(EventNames).Without("timestamp") },
        };
    }

    private static JsObject ObjectOf(Event e, bool isDelete)
    {
        var identifiers = e.Message["identifiers"];
        var id = identifiers["object_id"].Or(identifiers["id"]);
        var type = identifiers["object_type_id"].Or(e.Connection.Find("config.destination.objectTypeId"));
        return new JsObject
        {
            { "type", "object" },
            { "action", isDelete ? "delete" : "identify" },
            {
                "identifiers", new JsObject
                {
                    { "object_id", id.IsTruthy ? id.ToString() : throw EventRejectedException.Instrumentation("\"identifiers.object_id\" is required.") },
                    { "object_type_id", type.IsTruthy ? type.ToString() : "1" },
                }
            },
            { "attributes", isDelete ? default : Fields(e) },
        };
    }

    private static JsObject Identifiers(Event e)
    {
        var all = e.Message["identifiers"];
        foreach (var name in (ReadOnlySpan<string>)["cio_id", "id", "email"])
        {
            if (all[name] is { IsTruthy: true, IsObject: false, IsArray: false } value)
            {
                return new JsObject { { name, value.ToString() } };
            }
        }

        throw EventRejectedException.Instrumentation("\"identifiers\" needs id, email or cio_id.");
    }

    private static JsValue Fields(Event e) => e.Message["fields"].ToObject();
}
