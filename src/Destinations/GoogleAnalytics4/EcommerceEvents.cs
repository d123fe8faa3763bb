using Pintle.DestinationKit.Mappings;
using static Pintle.DestinationKit.Mappings.Sources;

namespace Pintle.Destinations.GoogleAnalytics4;

/// <summary>
/// Google's recommended events, by the names of the e-commerce specification and their own: the parameters that have other
/// names there, and whether products become items (https://developers.google.com/analytics/devguides/collection/protocol/ga4/reference/events).
/// </summary>
internal static class EcommerceEvents
{
    private static readonly Source Value = From("total", "value").To(Converters.ToNumber);
    private static readonly Source Worth = Value.Or(Multiply(From("price"), From("quantity").Or(1)));
    private static readonly Source Sum = From("total", "value", "revenue").To(Converters.ToNumber);

    private static readonly Mapping List = new() { { "item_list_id", "list_id" }, { "item_list_name", "category" } };

    private static readonly Mapping Promotion = new()
    {
        { "creative_name", "creative_name" },
        { "creative_slot", From("creative_slot", "creative") },
        { "location_id", From("location_id", "position") },
        { "promotion_id", "promotion_id" },
        { "promotion_name", From("promotion_name", "name") },
    };

    private static readonly Mapping Product = new() { { "currency", "currency" }, { "value", Worth } };

    private static readonly Mapping Cart = new() { { "currency", "currency" }, { "value", Value }, { "coupon", "coupon" } };

    private static readonly Mapping Order = new()
    {
        { "currency", "currency" },
        { "transaction_id", "order_id" },
        { "value", Sum },
        { "affiliation", "affiliation" },
        { "coupon", "coupon" },
        { "shipping", From("shipping").To(Converters.ToNumber) },
        { "tax", From("tax").To(Converters.ToNumber) },
    };

    private static readonly RecommendedEvent[] All =
    [
        new("search", ["products searched"], new() { { "search_term", "query" } }, ["query"]),
        new("view_item_list", ["product list viewed"], List, ["list_id", "category"]) { HasItems = true },
        new("select_item", ["product clicked"], List, ["list_id"]) { HasItems = true, IsItem = true },
        new("view_promotion", ["promotion viewed"], Promotion, ["creative"]) { HasItems = true },
        new("select_promotion", ["promotion clicked"], Promotion, ["creative"]) { HasItems = true },
        new("view_item", ["product viewed"], Product, ["total", "value"]) { HasItems = true, IsItem = true },
        new("add_to_cart", ["product added"], Product, ["total", "value"]) { HasItems = true, IsItem = true },
        new("remove_from_cart", ["product removed"], Product, ["total", "value"]) { HasItems = true, IsItem = true },
        new("add_to_wishlist", ["product added to wishlist"], Product, ["total", "value"]) { HasItems = true, IsItem = true },
        new("view_cart", ["cart viewed"], Cart, ["total", "value"]) { HasItems = true },
        new("begin_checkout", ["checkout started"], Cart, ["total", "value"]) { HasItems = true },
        new("add_payment_info", ["payment info entered"], new() { Cart, { "payment_type", "payment_method" } }, ["total", "value", "payment_method"]) { HasItems = true },
        new("add_shipping_info", ["checkout step completed"], new() { Cart, { "shipping_tier", "shipping_method" } }, ["total", "value", "shipping_method"]) { HasItems = true },
        new("purchase", ["order completed"], Order, ["order_id", "total", "value", "revenue"]) { HasItems = true },
        new("refund", ["order refunded"], Order, ["order_id", "total", "value", "revenue"]) { HasItems = true },
        new("share", ["product shared", "product_shared"], new() { { "method", "share_via" }, { "item_id", From("item_id", "product_id") } }, ["share_via", "product_id"]),
        new("share", ["cart shared", "cart_shared"], new() { { "method", "share_via" }, { "item_id", From("item_id", "cart_id") } }, ["share_via", "cart_id"]),
        new("generate_lead", [], new() { { "currency", From("currency").Or("USD") }, { "value", From("value").To(Converters.ToNumber) } }, []),
        new("view_search_results", [], [], []) { HasItems = true },
    ];

    private static readonly Dictionary<string, RecommendedEvent> ByName = ByNames();

    /// <summary>The event of a name, in any case; null when it is one of the user's own.</summary>
    public static RecommendedEvent? Find(string name) => ByName.GetValueOrDefault(name.Trim());

    private static Dictionary<string, RecommendedEvent> ByNames()
    {
        var byName = new Dictionary<string, RecommendedEvent>(StringComparer.OrdinalIgnoreCase);
        foreach (var recommended in All)
        {
            byName.TryAdd(recommended.Name, recommended);
            foreach (var name in recommended.Names)
            {
                byName[name] = byName[name.Replace(' ', '_')] = recommended;
            }
        }

        return byName;
    }
}

/// <summary>One of Google's recommended events.</summary>
/// <param name="Name">Google's name.</param>
/// <param name="Names">Names of the e-commerce specification, lower case.</param>
/// <param name="Params">Parameters that come from properties of another name or type.</param>
/// <param name="Used">Properties that are not passed on under their own name.</param>
internal sealed record RecommendedEvent(string Name, string[] Names, Mapping Params, string[] Used)
{
    private HashSet<string>? _taken;
    private HashSet<string>? _takenWithItem;

    /// <summary>Products become items.</summary>
    public bool HasItems { get; init; }

    /// <summary>Without products, the properties themselves are the one item; there must be one.</summary>
    public bool IsItem { get; init; }

    /// <summary>Properties that aren't passed on as they are.</summary>
    public HashSet<string> Taken => _taken ??= [.. EventParams.Session, .. Used, .. Params, .. HasItems ? ["products"] : Array.Empty<string>()];

    /// <summary>The same when the properties are the item.</summary>
    public HashSet<string> TakenWithItem => _takenWithItem ??= [.. Taken, .. Items.Known];
}
