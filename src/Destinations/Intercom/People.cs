using Pintle.DestinationKit;
using Pintle.DestinationKit.Json;
using Pintle.DestinationKit.Mappings;

namespace Pintle.Destinations.Intercom;

/// <summary>What users (1.4) and contacts (2.10) have in common: who they are, what they do, what reverse ETL says of them.</summary>
internal static class People
{
    private static readonly Source Time = Standard.Timestamp.To(IntercomMapping.EpochSeconds);

    /// <summary>The user id; the anonymous one in its place when settings allow it. Undefined when there is neither.</summary>
    public static JsValue IdOf(Event e, IntercomSettings settings) => UserIdOf(e).Or(settings.SendAnonymousId ? e["anonymousId"] : default);

    /// <summary>The user id. Of a group call's traits, which are the company's, only what says that it is the user's.</summary>
    public static JsValue UserIdOf(Event e) => e.Type == "group"
        ? e.First("userId", "traits.userId", "context.traits.userId", "context.traits.id")
        : Standard.UserIdOnly.Of(e);

    /// <summary>The event's traits, wherever it has any.</summary>
    public static JsValue Traits(Event e) => e["traits"] is { IsObject: true, IsEmpty: false } own ? own : e["context.traits"];

    /// <summary>For logs and ordering at callers of the API; version 1.4's requests carry it.</summary>
    public static string? OrderKey(Event e, IntercomSettings settings) => settings.IsLatest ? null : e["anonymousId"].ToText();

    /// <summary>Custom attributes of a person.</summary>
    public static JsObject Attributes(Event e, string[] taken)
    {
        var attributes = CustomAttributes.Of(Traits(e), taken);

        // The trait "id" may be the user's id; then it is no attribute beside.
        if (!e["userId"].IsPresent && attributes["id"].Is(UserIdOf(e)))
        {
            attributes.Remove("id");
        }

        return attributes;
    }

    /// <summary>Traits of a reverse-ETL event, in Intercom's names already, with the field that identifies the person.</summary>
    public static JsObject Mapped(Event e)
    {
        var made = Traits(e).ToObject();
        if (e.MappedObject("INTERCOM") is { IdentifierType.Length: > 0 } mapped)
        {
            made[mapped.IdentifierType] = mapped.Id;
        }

        if (!made["name"].IsPresent)
        {
            made["name"] = Standard.FullName.Of(e);
        }

        return made;
    }

    /// <summary>Something that a person did.</summary>
    public static Outcome Track(Event e, IntercomSettings settings)
    {
        if (!e["event"].IsTruthy)
        {
            throw EventRejectedException.Instrumentation("\"event\" (the event's name) is required for track calls.");
        }

        var made = new JsObject
        {
            { "event_name", e["event"] },
            { settings.IsLatest ? "created_at" : "created", Time.Of(e) },
            { "user_id", IdOf(e, settings) },
            { "email", Standard.EmailOnly.Of(e) },
        };
        if (!made.Has("user_id") && !made.Has("email"))
        {
            throw EventRejectedException.Instrumentation("\"userId\" or \"traits.email\" is required for track calls.");
        }

        if (e["properties"] is { IsObject: true } properties)
        {
            made["metadata"] = CustomAttributes.Metadata(properties);
        }

        return new Outcome.Send(settings.Api.Post("events", made) with { UserId = OrderKey(e, settings) });
    }
}
