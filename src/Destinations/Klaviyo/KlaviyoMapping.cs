using Pintle.DestinationKit.Json;
using Pintle.DestinationKit.Mappings;
using static Pintle.DestinationKit.Mappings.Converters;
using static Pintle.DestinationKit.Mappings.Sources;

namespace Pintle.Destinations.Klaviyo;

/// <summary>Where Klaviyo's fields come from.</summary>
internal static class KlaviyoMapping
{
    /// <summary>Traits that have a field of their own and don't become custom properties.</summary>
    public static readonly HashSet<string> TraitsWithFields =
    [
        "email", "phone", "userId", "anonymousId", "properties", "title", "organization", "image", "city", "region", "country", "zip",
        "firstName", "firstname", "first_name", "lastName", "lastname", "last_name", "latitude", "longitude", "timezone",
    ];

    /// <summary>Attributes of a profile: https://developers.klaviyo.com/en/reference/create_profile.</summary>
    public static readonly Mapping Attributes = new()
    {
        { "email", Standard.EmailOnly.To(Text) },
        { "first_name", Standard.FirstName },
        { "last_name", Standard.LastName },
        { "phone_number", Standard.Phone.To(Text) },
        { "title", Standard.Title },
        { "organization", Standard.Trait("organization") },
        { "image", Standard.Trait("image") },
        { "location.city", Standard.Trait("city").Or(Standard.City) },
        { "location.region", Standard.Trait("region", "address.region").Or(Standard.State) },
        { "location.country", Standard.Trait("country", "address.country") },
        { "location.zip", Standard.ZipCode },
        { "location.address1", Standard.Street },
        { "location.latitude", Standard.Trait("latitude", "address.latitude") },
        { "location.longitude", Standard.Trait("longitude", "address.longitude") },
        { "location.timezone", Standard.Trait("timezone", "address.timezone") },
    };

    /// <summary>Value of an event.</summary>
    public static readonly Source Value = From("properties.revenue", "properties.total", "properties.value").To(FloatOrReject);

    /// <summary>Its currency, for the revisions that know it.</summary>
    public static readonly Source Currency = From("properties.value_currency", "properties.currency");

    private static readonly Mapping Item = new()
    {
        { "ProductID", "product_id" },
        { "SKU", "sku" },
        { "ProductName", "name" },
        { "Quantity", "quantity" },
        { "ItemPrice", "price" },
        { "RowTotal", "total" },
        { "ProductURL", "url" },
        { "ImageURL", "image_url" },
        { "ProductCategories", "categories" },
    };

    private static readonly Mapping Viewed = new()
    {
        { "ProductName", "name" },
        { "ProductID", "product_id" },
        { "SKU", "sku" },
        { "ImageURL", "image_url" },
        { "URL", "url" },
        { "Brand", "brand" },
        { "Price", "price" },
        { "CompareAtPrice", "compare_at_price" },
        { "Categories", "categories" },
    };

    private static readonly Mapping Cart = new()
    {
        { "$value", "value" },
        { "AddedItemProductName", "name" },
        { "AddedItemProductID", "product_id" },
        { "AddedItemSKU", "sku" },
        { "AddedItemCategories", "categories" },
        { "AddedItemImageURL", "image_url" },
        { "AddedItemURL", "url" },
        { "AddedItemPrice", "price" },
        { "AddedItemQuantity", "quantity" },
        { "ItemNames", "item_names" },
        { "CheckoutURL", "checkout_url" },
        { "items", From("products").Each(Item) },
    };

    private static readonly Mapping Checkout = new()
    {
        { "$event_id", "order_id" },
        { "$value", "value" },
        { "Categories", "categories" },
        { "ItemNames", "item_names" },
        { "CheckoutURL", "checkout_url" },
        { "items", From("products").Each(Item) },
    };

    private static readonly Dictionary<string, (string Metric, Mapping Properties)> Shop = new(StringComparer.OrdinalIgnoreCase)
    {
        ["product viewed"] = ("Viewed Product", Viewed),
        ["product added"] = ("Added to Cart", Cart),
        ["checkout started"] = ("Started Checkout", Checkout),
    };

    /// <summary>
    /// A shop's event as Klaviyo's own flows know it, in version v1: its metric and a table over the properties; null for other events.
    /// https://developers.klaviyo.com/en/docs/guide_to_integrating_a_platform_without_a_pre_built_klaviyo_integration
    /// </summary>
    public static (string Metric, Mapping Properties)? ShopEvent(string name) => Shop.TryGetValue(name, out var found) ? found : null;

    /// <summary>An event's properties or a person's traits in one level when the settings say so; lists of plain values stay lists.</summary>
    public static JsObject Flattened(JsObject value, KlaviyoSettings settings)
    {
        if (!settings.FlattenProperties)
        {
            return value;
        }

        var flat = new JsObject();
        Flatten(flat, "", value);
        return flat;
    }

    private static void Flatten(JsObject flat, string path, JsValue value)
    {
        if (value.IsObject && !value.IsEmpty)
        {
            foreach (var (name, inner) in value.Members)
            {
                Flatten(flat, path.Length == 0 ? name : $"{path}.{name}", inner);
            }
        }
        else if (value.IsArray && HoldsObjects(value))
        {
            var place = 0;
            foreach (var item in value.Items)
            {
                Flatten(flat, $"{path}[{JsText.Number(place++)}]", item);
            }
        }
        else if (path.Length > 0)
        {
            flat[path] = value;
        }
    }

    private static bool HoldsObjects(JsValue list) => list.Items.Any(static item => item.IsObject);
}
