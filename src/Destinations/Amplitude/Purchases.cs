using Pintle.DestinationKit;
using Pintle.DestinationKit.Delivery;
using Pintle.DestinationKit.Json;

namespace Pintle.Destinations.Amplitude;

/// <summary>Track events, with revenue of orders or of their products.</summary>
/// <remarks>https://www.rudderstack.com/docs/destinations/streaming-destinations/amplitude/cloud-mode/#track-revenue-events</remarks>
internal static class Purchases
{
    private static readonly string[] RevenueMembers = ["price", "quantity", "revenue", "product_id", "productId", "revenueType"];

    public static List<VendorRequest> Track(Event e, AmplitudeSettings settings)
    {
        var name = e.Message["event"];
        var type = name.IsTruthy && !name.IsObject && !name.IsArray ? name.ToString() : "";
        var item = AmplitudeEvents.Of(e, settings, type, UserProperties.OfContext(e));
        var properties = e.Message["properties"].ToObject();
        var products = properties["products"].IsArray ? properties["products"] : default;
        var requests = new List<VendorRequest>(1);
        if (!settings.TrackProductsOnce)
        {
            properties.Remove("products");
        }

        if (products.Length == 0 || !settings.TrackRevenuePerProduct)
        {
            AddRevenue(item, properties, AmplitudeEvents.Options(e)["isRevenue"].IsTruthy || properties["revenue"].IsTruthy);
        }

        item["event_properties"] = e.Message["properties"].IsObject ? properties : default(JsValue);
        requests.Add(AmplitudeEvents.Finished(e, settings, item));
        if (!settings.TrackProductsOnce || settings.TrackRevenuePerProduct)
        {
            AddProducts(requests, e, settings, item, products);
        }

        return requests;
    }

    private static void AddProducts(List<VendorRequest> requests, Event e, AmplitudeSettings settings, JsObject order, JsValue products)
    {
        var number = 0;
        foreach (var product in products.Items)
        {
            number++;
            if (!product.IsObject)
            {
                continue;
            }

            var item = new JsObject().AddAll(order).Without(["price", "quantity", "revenue", "productId", "revenueType", "event_id"]);
            var properties = product.ToObject();
            item["event_type"] = "Product Purchased";
            item["insert_id"] = order.Has("insert_id") ? $"{order["insert_id"]}-{JsText.Number(number)}" : default(JsValue);
            AddRevenue(item, properties, settings.TrackRevenuePerProduct);
            item["event_properties"] = properties;
            requests.Add(AmplitudeEvents.Finished(e, settings, item));
        }
    }

    // Without a price, the revenue is the price of one.
    private static void AddRevenue(JsObject item, JsObject properties, bool isRevenue)
    {
        var (price, revenue) = (properties["price"], properties["revenue"]);
        if (!isRevenue || (!price.IsPresent && !revenue.IsPresent))
        {
            return;
        }

        var quantity = properties["quantity"];
        item["price"] = price.IsPresent ? price : revenue;
        item["quantity"] = price.IsPresent && quantity.IsPresent ? quantity : 1;
        item["revenue"] = revenue.IsPresent ? revenue : default;
        item["productId"] = properties["productId"].OrFalsy(properties["product_id"]) is { IsPresent: true } id ? id : default;
        item["revenueType"] = properties["revenueType"].OrFalsy(properties["revenue_type"]).OrFalsy("Purchased");
        properties.Without(RevenueMembers);
    }
}
