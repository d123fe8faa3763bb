using Pintle.DestinationKit;
using Pintle.DestinationKit.Json;

namespace Pintle.Destinations.Braze;

/// <summary>What Braze knows of people, so that attributes it has are not sent again (https://www.braze.com/docs/api/endpoints/export/user_data/post_users_identifier).</summary>
internal sealed class KnownUsers
{
    private static readonly JsValue Fields = JsArray.Of(
        new[] { "created_at", "custom_attributes", "dob", "email", "first_name", "gender", "home_city", "last_name", "phone", "time_zone", "external_id", "user_aliases" }.Select(f => (JsValue)f));

    // Braze doesn't count them, or doesn't tell them.
    private static readonly HashSet<string> AlwaysSent =
        ["external_id", "user_alias", "_update_existing_only", "_merge_objects", "country", "language", "email_subscribe", "push_subscribe", "subscription_groups"];

    private static readonly HashSet<string> Identity = ["external_id", "user_alias", "_update_existing_only", "_merge_objects"];

    private readonly Dictionary<string, JsObject> _byId = [];

    /// <summary>Asks Braze about the people of some events, fifty at a time.</summary>
    /// <exception cref="EventRetryException">Braze can't say now.</exception>
    public static async ValueTask<KnownUsers> OfAsync(IReadOnlyList<Event> events, BrazeSettings settings)
    {
        var known = new KnownUsers();
        foreach (var chunk in events.Chunk(BrazeApi.MostUsers))
        {
            await known.AskAsync(chunk, settings);
        }

        return known;
    }

    /// <summary>The attributes of a single event that Braze doesn't have; null when it has them all.</summary>
    public static async ValueTask<JsObject?> WithoutKnownAsync(Event e, JsObject attributes, BrazeSettings settings) =>
        (BrazeBatches.KnownOf(e) ?? await OfAsync([e], settings)).Without(attributes);

    /// <summary>The attributes that Braze doesn't have, which it has from now on; null when it has them all.</summary>
    public JsObject? Without(JsObject attributes)
    {
        var key = attributes["external_id"] is { IsTruthy: true } id ? id.ToString() : attributes["user_alias"]["alias_name"].ToString();
        if (!_byId.TryGetValue(key, out var known))
        {
            _byId[key] = known = [];
        }

        var kept = new JsObject().AddAll(attributes).Keep((name, value) => AlwaysSent.Contains(name) || !(known.Has(name) && known[name].Is(value)));
        known.AddAll(kept);
        return kept.Any(member => !Identity.Contains(member.Key)) ? kept : null;
    }

    private async ValueTask AskAsync(Event[] events, BrazeSettings settings)
    {
        var ids = events.Select(e => BrazeUser.ExternalId(e).ToText()).Where(id => id is not null).Distinct();
        var aliases = events.Select(BrazeUser.Alias).Where(a => a.IsTruthy).DistinctBy(a => a.ToJson());
        var body = new JsObject { { "external_ids", JsArray.Of(ids.Select(id => (JsValue)id)) }, { "user_aliases", JsArray.Of(aliases) }, { "fields_to_export", Fields } };
        var answer = await events[0].AskAsync(settings.Post(BrazeApi.Export, body));
        if (!answer.IsSuccess)
        {
            throw new EventRetryException(answer.Status is 429 or >= 500 ? answer.Status : 500, $"Braze answered {answer.Status} when asked for its users: {answer.Body}");
        }

        foreach (var user in answer.Json["users"].Items)
        {
            Remember(user);
        }
    }

    private void Remember(JsValue user)
    {
        var known = user.ToObject().Without("custom_attributes", "external_id", "user_aliases").AddAll(user["custom_attributes"]);
        if (user["external_id"].ToText() is { } id)
        {
            _byId[id] = known;
        }

        foreach (var alias in user["user_aliases"].Items)
        {
            _byId[alias["alias_name"].ToString()] = known;
        }
    }
}
