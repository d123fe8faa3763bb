using Pintle.DestinationKit;
using Pintle.DestinationKit.Json;
using Pintle.DestinationKit.Mappings;
using static Pintle.DestinationKit.Mappings.Sources;

namespace Pintle.Destinations.GoogleAnalytics4;

/// <summary>The event of a request: its name and parameters.</summary>
internal static class EventParams
{
    /// <summary>Properties that have parameters of their own in every event.</summary>
    public static readonly HashSet<string> Session = ["user_properties", "sessionId", "engagementTimeMsec"];

    private static readonly Mapping Page = new()
    {
        { "page_title", From("context.page.title", "properties.title") },
        { "page_referrer", From("context.page.referrer", "properties.referrer") },
        { "page_location", From("context.page.url", "properties.url") },
    };

    private static readonly Mapping Campaign = new()
    {
        { "campaign_id", "context.campaign.id" },
        { "campaign", "context.campaign.name" },
        { "source", "context.campaign.source" },
        { "medium", "context.campaign.medium" },
        { "term", "context.campaign.term" },
        { "content", "context.campaign.content" },
    };

    public static JsObject OfTrack(Event e)
    {
        var given = e["event"].AsText() is { } text && text.Trim().Length > 0 ? text : throw EventRejectedException.Instrumentation("The event has no name (event).");
        var properties = e["properties"];
        if (EcommerceEvents.Find(given) is not { } recommended)
        {
            var name = EventName.Of(given);
            var made = name == "campaign_details" ? Campaign.Map(e) : [];
            CustomParams.Add(made, properties, Session);
            return End(e, name, made, properties);
        }

        return End(e, recommended.Name, Recommended(e, recommended, properties), properties);
    }

    public static JsObject OfPage(Event e)
    {
        var made = Page.Map(e);
        CustomParams.Add(made, e["properties"], Session);
        return End(e, "page_view", made, e["properties"]);
    }

    public static JsObject OfGroup(Event e)
    {
        var made = new JsObject { { "group_id", e.First("groupId", "traits.groupId") } };
        CustomParams.Add(made, e["traits"], Session);
        return End(e, "join_group", made, e["traits"]);
    }

    private static JsObject Recommended(Event e, RecommendedEvent recommended, JsValue properties)
    {
        var made = recommended.Params.Map(properties, e);
        var items = recommended.HasItems ? Items.OfProducts(properties["products"], e) : default;
        var isItem = recommended.IsItem && items.IsUndefined;
        made["items"] = isItem ? new JsArray { Items.OfProduct(properties, e) } : items;
        CustomParams.Add(made, properties, isItem ? recommended.TakenWithItem : recommended.Taken);
        return made;
    }

    private static JsObject End(Event e, string name, JsObject made, JsValue own)
    {
        var options = Person.Options(e);
        made["session_id"] = options["sessionId"].OrFalsy(own["sessionId"]).OrFalsy(e["context.sessionId"]) is { IsTruthy: true } session ? session : made["session_id"];
        made["session_number"] = options["sessionNumber"] is { IsTruthy: true } number ? number : made["session_number"];
        made["engagement_time_msec"] = own["engagementTimeMsec"].OrFalsy(made["engagement_time_msec"]).OrFalsy(1);
        return new JsObject { { "name", name }, { "params", made } };
    }
}
