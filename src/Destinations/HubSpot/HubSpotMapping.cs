using Pintle.DestinationKit.Mappings;
using static Pintle.DestinationKit.Mappings.Sources;

namespace Pintle.Destinations.HubSpot;

/// <summary>Where the fields of HubSpot's requests come from.</summary>
internal static class HubSpotMapping
{
    /// <summary>Properties of contacts that HubSpot names otherwise than the field does; traits of HubSpot's own names are added by <see cref="ContactProperties"/>.</summary>
    /// <remarks>https://knowledge.hubspot.com/properties/hubspots-default-contact-properties</remarks>
    public static readonly Mapping Contact = new()
    {
        { "email",     Standard.EmailOnly },
        { "firstname", Anywhere("firstName", "firstname", "first_name") },
        { "lastname",  Anywhere("lastName", "lastname", "last_name") },
        { "phone",     Standard.Phone },
        { "address",   Anywhere("address.street") },
        { "city",      Anywhere("address.city") },
        { "state",     Anywhere("address.state") },
        { "zip",       Anywhere("address.zip", "address.postalCode", "address.postal_code") },
        { "country",   Anywhere("address.country") },
        { "company",   Anywhere("companyName", "company.name") },
    };

    /// <summary>A custom event's own fields.</summary>
    /// <remarks>https://developers.hubspot.com/docs/api-reference/events-send-event-completions-v3/guide</remarks>
    public static readonly Mapping CustomEvent = new()
    {
        { "utk",        Standard.Trait("utk").Or(From("properties.utk")) },
        { "email",      Standard.EmailOnly },
        { "occurredAt", From("properties.occurred_at", "originalTimestamp", "timestamp") },
        { "objectId",   Standard.Trait("objectId").Or(From("properties.objectId")) },
    };

    /// <summary>Properties that HubSpot gives every custom event.</summary>
    public static readonly Mapping CustomEventDefaults = new()
    {
        { "hs_asset_description", From("properties.assetDescription", "properties.hsAssetDescription") },
        { "hs_asset_type",        From("properties.assetType", "properties.hsAssetType") },
        { "hs_campaign_id",       "properties.campaignId" },
        { "hs_city",              Anywhere("address.city") },
        { "hs_country",           Anywhere("address.country") },
        { "hs_device_name",       "context.device.name" },
        { "hs_element_class",     From("properties.elementClass", "properties.hsElementClass") },
        { "hs_element_id",        From("properties.elementId", "properties.hsElementId") },
    };

    // In traits, else in properties.
    private static Source Anywhere(params string[] names) => From(
        [.. names.Select(n => $"traits.{n}"), .. names.Select(n => $"context.traits.{n}"), .. names.Select(n => $"properties.{n}")]);
}
