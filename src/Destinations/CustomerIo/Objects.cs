using Pintle.DestinationKit;
using Pintle.DestinationKit.Delivery;
using Pintle.DestinationKit.Json;
using Pintle.DestinationKit.Mappings;

namespace Pintle.Destinations.CustomerIo;

/// <summary>Groups, which are objects with related people: https://docs.customer.io/api/track/#operation/entity.</summary>
internal static class Objects
{
    private const string FirstType = "1";

    public static VendorRequest OfGroup(Event e, CustomerIoSettings settings)
    {
        var group = Standard.GroupId.Of(e);
        if (!group.IsTruthy || group.IsObject || group.IsArray)
        {
            throw EventRejectedException.Instrumentation("\"groupId\" is required for group events.");
        }

        var traits = e.Message["traits"];
        var type = traits["objectTypeId"].Or(traits["object_type_id"]);
        var entity = new JsObject
        {
            { "type", "object" },
            { "action", traits["action"] is { IsTruthy: true, IsText: true } action ? action : "identify" },
            { "identifiers", new JsObject { { "object_id", group.ToString() }, { "object_type_id", type.IsTruthy ? type.ToString() : FirstType } } },
            { "attributes", traits.ToObject().Without("action", "objectTypeId", "object_type_id") },
            { "cio_relationships", Relationships(e, settings) },
        };
        return CustomerIoApi.Entity(e, settings, entity);
    }

    private static JsArray Relationships(Event e, CustomerIoSettings settings) =>
        PersonOf(e, settings) is { } person ? [new JsObject { { "identifiers", person } }] : [];

    // The group's own email is no person's.
    private static JsObject? PersonOf(Event e, CustomerIoSettings settings) =>
        e.First("userId", "context.traits.userId", "context.traits.id") is { IsTruthy: true, IsObject: false, IsArray: false } id
            ? Person.Of(id.ToString(), settings)
            : e["context.traits.email"].ToText() is { Length: > 0 } email ? new JsObject { { "email", email } } : null;
}
