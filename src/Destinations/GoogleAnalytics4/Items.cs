using Pintle.DestinationKit;
using Pintle.DestinationKit.Json;
using Pintle.DestinationKit.Mappings;
using static Pintle.DestinationKit.Mappings.Sources;

namespace Pintle.Destinations.GoogleAnalytics4;

/// <summary>Products as Google's items.</summary>
internal static class Items
{
    private static readonly Mapping Fields = new()
    {
        { "item_id", From("product_id", "item_id") },
        { "item_name", From("name", "item_name") },
        { "coupon", "coupon" },
        { "item_category", From("category", "item_category") },
        { "item_brand", From("brand", "item_brand") },
        { "item_variant", From("variant", "item_variant") },
        { "price", From("price").To(Converters.ToNumber) },
        { "quantity", From("quantity").To(Converters.ToNumber) },
        { "index", From("position", "index").To(Converters.ToNumber) },
        { "affiliation", "affiliation" },
        { "currency", "currency" },
        { "discount", From("discount").To(Converters.ToNumber) },
        { "item_category2", "item_category2" },
        { "item_category3", "item_category3" },
        { "item_category4", "item_category4" },
        { "item_category5", "item_category5" },
        { "item_list_id", "item_list_id" },
        { "item_list_name", "item_list_name" },
        { "location_id", "location_id" },
        { "promotion_id", "promotion_id" },
        { "promotion_name", "promotion_name" },
        { "creative_name", "creative_name" },
        { "creative_slot", "creative_slot" },
    };

    /// <summary>Properties of a product that have a field of their own.</summary>
    public static readonly HashSet<string> Known =
    [
        "product_id", "item_id", "name", "item_name", "coupon", "category", "item_category", "brand", "item_brand", "variant", "item_variant", "price", "quantity", "position", "index",
        "affiliation", "currency", "discount", "item_category2", "item_category3", "item_category4", "item_category5", "item_list_id", "item_list_name", "location_id",
        "promotion_id", "promotion_name", "creative_name", "creative_slot",
    ];

    /// <summary>A list of products, with what is their own besides; undefined when there are none.</summary>
    /// <exception cref="EventRejectedException">A product has neither id nor name.</exception>
    public static JsValue OfProducts(JsValue products, Event e)
    {
        if (products.IsObject)
        {
            products = new JsArray { products };
        }

        var items = new JsArray();
        foreach (var product in products.Items)
        {
            var item = OfProduct(product, e);
            CustomParams.Add(item, product, Known);
            items.Add(item);
        }

        return items.Count > 0 ? items : default(JsValue);
    }

    /// <summary>One product.</summary>
    /// <exception cref="EventRejectedException">It has neither id nor name.</exception>
    public static JsObject OfProduct(JsValue product, Event e)
    {
        var item = Fields.Map(product, e);
        return item.Has("item_id") || item.Has("item_name") ? item : throw EventRejectedException.Instrumentation("A product needs a product_id or a name.");
    }
}
