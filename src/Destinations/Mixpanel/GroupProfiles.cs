using Pintle.DestinationKit;
using Pintle.DestinationKit.Delivery;
using Pintle.DestinationKit.Json;
using Pintle.DestinationKit.Mappings;

namespace Pintle.Destinations.Mixpanel;

/// <summary>Group analytics: the person joins the groups that the settings' keys name, and each group's profile gets the traits.</summary>
/// <remarks>https://docs.mixpanel.com/docs/data-structure/group-analytics, https://developer.mixpanel.com/reference/group-set-property</remarks>
internal static class GroupProfiles
{
    public static List<VendorRequest> Group(Event e, MixpanelSettings settings)
    {
        var traits = e.First("traits", "context.traits");
        var requests = new List<VendorRequest>(2);
        foreach (var key in settings.GroupKeySettings)
        {
            if (traits.Find(key).OrFalsy(key == "groupId" ? e.Message["groupId"] : default) is not { IsTruthy: true, IsObject: false } value || (value.IsArray && value.IsEmpty))
            {
                continue;
            }

            var groups = value.IsArray ? value : new JsArray { value };
            requests.Add(MixpanelApi.Change(e, settings, MixpanelApi.Engage, new JsObject
            {
                { "$token", settings.Token.Trim() },
                { "$distinct_id", People.DistinctId(e, settings) },
                { "$set", new JsObject { { key, groups } } },
                { "$ip", Standard.Ip.Of(e) },
            }));
            foreach (var group in groups.Items)
            {
                requests.Add(MixpanelApi.Change(e, settings, MixpanelApi.Groups, new JsObject
                {
                    { "$token", settings.Token.Trim() }, { "$group_key", key }, { "$group_id", group }, { "$set", traits },
                }));
            }
        }

        return requests.Count > 0
            ? requests
            : throw EventRejectedException.Instrumentation("The traits hold none of the group keys that the setting \"groupKeySettings\" names.");
    }
}
