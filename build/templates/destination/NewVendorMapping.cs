using Pintle.DestinationKit.Mappings;

namespace Pintle.Destinations.NewVendor;

/// <summary>Which field of NewVendor comes from where in an event.</summary>
internal static class NewVendorMapping
{
    public static readonly Mapping Person = new()
    {
        { "id", Standard.UserId.Required() },
        { "email", Standard.Email },
        { "name", Standard.FullName },
        { "attributes", Standard.Traits },
    };

    public static readonly Mapping Event = new()
    {
        { "user_id", Standard.UserId.Required() },
        { "name", "event" },
        { "time", Standard.Timestamp },
        { "properties", "properties" },
    };
}
