using Pintle.DestinationKit;
using Pintle.DestinationKit.Json;

namespace Pintle.Destinations.Braze;

/// <summary>Custom events and purchases (https://www.braze.com/docs/api/objects_filters/event_object).</summary>
internal static class BrazeEvents
{
    // Braze keeps these names for itself; the currency of an event is sent all the same.
    private static readonly string[] Reserved = ["time", "product_id", "quantity", "event_name", "price"];
    private static readonly string[] OfPurchase = ["product_id", "sku", "price", "quantity", "currency"];

    public static JsObject Custom(Event e, string name) => Event(e, name, e["properties"].ToObject().Without(Reserved));

    /// <summary>An event with properties as they are.</summary>
    public static JsObject Event(Event e, string name, JsObject properties) => BrazeUser.Mark(
        new JsObject
        {
            { "name", name },
            { "time", e.First("timestamp", "originalTimestamp") },
            { "properties", properties.Count > 0 ? properties : default(JsValue) },
            { "app_id", AppId(e) },
        },
        e);

    /// <summary>A purchase for each product of an order.</summary>
    /// <exception cref="EventRejectedException">There are no products, or one lacks something.</exception>
    public static JsArray Purchases(Event e, BrazeSettings settings)
    {
        var products = e["properties.products"];
        if (!products.IsArray)
        {
            throw EventRejectedException.Instrumentation("An order needs an array of products (properties.products).");
        }

        var purchases = new JsArray();
        foreach (var product in products.Items)
        {
            if (product.IsObject)
            {
                purchases.Add(Purchase(e, product, purchases.Count, settings));
            }
        }

        return purchases.Count > 0 ? purchases : throw EventRejectedException.Instrumentation("The order has no products (properties.products).");
    }

    private static JsObject Purchase(Event e, JsValue product, int index, BrazeSettings settings)
    {
        var made = new JsObject
        {
            { "product_id", product.First("product_id", "sku") is { IsPresent: true } id ? id.ToString() : throw Missing("product_id", index) },
            { "price", Number(product, "price", index) },
            { "currency", product["currency"].OrFalsy(e["properties.currency"]) is { IsTruthy: true } currency ? currency : throw Missing("currency", index) },
            { "quantity", Number(product, "quantity", index) },
            { "time", e.First("timestamp", "originalTimestamp") },
            { "app_id", AppId(e) },
        };
        if (settings.SendPurchaseEventWithExtraProperties && product.ToObject().Without(OfPurchase) is { Count: > 0 } extra)
        {
            made["properties"] = extra;
        }

        return BrazeUser.Mark(made, e);
    }

    private static JsValue AppId(Event e) => e.Integrations("BRAZE", "Braze", "braze")["appId"];

    private static JsValue Number(JsValue product, string name, int index)
    {
        var number = product[name].IsPresent ? product[name].ToNumber() : double.NaN;
        return double.IsNaN(number) ? throw Missing(name, index) : product[name].IsNumber ? product[name] : number;
    }

    private static EventRejectedException Missing(string field, int index) =>
        EventRejectedException.Instrumentation($"The product at index {index} of the order lacks a usable {field}.");
}
