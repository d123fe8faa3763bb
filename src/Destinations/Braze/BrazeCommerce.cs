using Pintle.DestinationKit;
using Pintle.DestinationKit.Json;
using Pintle.DestinationKit.Mappings;
using static Pintle.DestinationKit.Mappings.Sources;

namespace Pintle.Destinations.Braze;

/// <summary>Braze's recommended e-commerce events (https://www.braze.com/docs/user_guide/data/activation/custom_data/recommended_events/ecommerce_events).</summary>
internal static class BrazeCommerce
{
    private static readonly Mapping Product = new()
    {
        { "product_id", From("product_id", "sku").To(TextConverters.JsonUnlessText) },
        { "product_name", From("name", "product_name") },
        { "variant_id", From("variant", "variant_id", "sku", "product_id").To(TextConverters.JsonUnlessText) },
        { "image_url", "image_url" },
        { "product_url", From("url", "product_url") },
        { "quantity", From("quantity").To(Converters.ToNumber) },
        { "price", From("price").To(Converters.ToNumber) },
    };

    private static readonly HashSet<string> OfProduct =
        ["product_id", "sku", "name", "product_name", "variant", "variant_id", "image_url", "url", "product_url", "quantity", "price"];

    private static readonly Mapping Order = new()
    {
        { "order_id", "order_id" },
        { "cart_id", "cart_id" },
        { "checkout_id", "checkout_id" },
        { "total_value", From("total_value", "revenue", "total", "value").To(Converters.ToNumber) },
        { "currency", "currency" },
        { "total_discounts", From("total_discounts", "discount").To(Converters.ToNumber) },
        { "cancel_reason", From("cancel_reason", "reason") },
    };

    private static readonly HashSet<string> OfOrder =
        ["order_id", "cart_id", "checkout_id", "total_value", "revenue", "total", "value", "currency", "total_discounts", "discount", "cancel_reason", "reason", "products", "source", "action"];

    private static readonly Dictionary<string, (string Name, string? Action)> Names = new(StringComparer.OrdinalIgnoreCase)
    {
        ["Product Viewed"] = ("ecommerce.product_viewed", null),
        ["Product Added"] = ("ecommerce.cart_updated", "add"),
        ["Product Removed"] = ("ecommerce.cart_updated", "remove"),
        ["Cart Viewed"] = ("ecommerce.cart_updated", "replace"),
        ["Checkout Started"] = ("ecommerce.checkout_started", null),
        ["Order Completed"] = ("ecommerce.order_placed", null),
        ["Order Refunded"] = ("ecommerce.order_refunded", null),
        ["Order Cancelled"] = ("ecommerce.order_cancelled", null),
    };

    /// <summary>The recommended event; null when there is none for this name.</summary>
    public static JsObject? Of(Event e, string name)
    {
        if (!Names.TryGetValue(name, out var recommended))
        {
            return null;
        }

        var properties = e["properties"];
        var made = Order.Map(properties, e);
        made["action"] = recommended.Action;
        made["source"] = properties["source"].OrFalsy(e["channel"]).OrFalsy("web");
        var isProduct = !properties["products"].IsArray && properties.First("product_id", "sku").IsPresent;
        if (recommended.Name == "ecommerce.product_viewed")
        {
            made.AddMissing(Product.Map(properties, e).Without("quantity"));
        }
        else if (isProduct)
        {
            made["products"] = new JsArray { Product.Map(properties, e) };
        }
        else if (properties["products"].Length > 0)
        {
            made["products"] = JsArray.Of(properties["products"].Items.Where(p => p.IsObject).Select(p => (JsValue)WithRest(Product.Map(p, e), p, OfProduct)));
        }

        // What belongs to the one product is in it already.
        var rest = isProduct || recommended.Name == "ecommerce.product_viewed" ? properties.ToObject().Without([.. OfProduct]) : properties;
        return BrazeEvents.Event(e, recommended.Name, WithRest(made, rest, OfOrder));
    }

    private static JsObject WithRest(JsObject made, JsValue from, HashSet<string> known)
    {
        var rest = from.ToObject().Keep((name, _) => !known.Contains(name));
        made["metadata"] = rest.Count > 0 ? rest : default(JsValue);
        return made;
    }
}
