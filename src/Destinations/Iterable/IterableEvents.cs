using Pintle.DestinationKit;
using Pintle.DestinationKit.Delivery;
using Pintle.DestinationKit.Json;
using Pintle.DestinationKit.Mappings;
using static Pintle.DestinationKit.Mappings.Converters;
using static Pintle.DestinationKit.Mappings.Sources;

namespace Pintle.Destinations.Iterable;

/// <summary>What people do: events, pages, carts and purchases.</summary>
/// <remarks>https://api.iterable.com/api/docs#events_track</remarks>
internal static class IterableEvents
{
    // Iterable refuses a request, with all events in it, for anything but an object.
    private static readonly Source Properties = From("properties").Then(static (value, _) => value.IsObject ? value : default);

    private static readonly Mapping Event = new()
    {
        { "email", From("properties.email", "traits.email", "context.traits.email").To(Text) },
        { "userId", Standard.UserId.To(Text) },
        { "createdAt", Standard.Timestamp.To(UnixMilliseconds) },
        { "campaignId", From("properties.campaignId").To(ToInt) },
        { "templateId", From("properties.templateId").To(ToInt) },
        { "dataFields", Properties },
    };

    private static readonly Mapping Purchase = new()
    {
        { "id", From("properties.orderId", "properties.order_id", "properties.checkout_id").To(Text) },
        { "createdAt", Standard.Timestamp.To(UnixMilliseconds) },
        { "campaignId", From("properties.campaignId").To(ToInt) },
        { "templateId", From("properties.templateId").To(ToInt) },
        { "total", From("properties.total", "properties.revenue", "properties.value").To(ToFloat).Required() },
        { "dataFields", Properties },
    };

    private static readonly Mapping Item = new()
    {
        { "id", From("product_id", "productId", "sku") },
        { "sku", "sku" },
        { "name", "name" },
        { "categories", From("categories", "category").Then(static (value, _) => Categories(value)) },
        { "price", From("price").To(ToFloat) },
        { "quantity", From("quantity").To(ToInt) },
        { "imageUrl", From("image_url", "imageUrl") },
        { "url", "url" },
    };

    public static VendorRequest OfTrack(Event e, IterableSettings settings)
    {
        var name = e.Message["event"];
        switch (name.AsText()?.Trim().ToLowerInvariant())
        {
            case "order completed":
                var purchase = Purchase.Map(e);
                purchase["user"] = Users.Of(e, settings);
                purchase["items"] = Items(e);
                return IterableApi.Post(settings, IterableApi.TrackPurchase, purchase);
            case "product added" or "product removed":
                return IterableApi.Post(settings, IterableApi.UpdateCart, new JsObject
                {
                    { "user", Users.Of(e, settings) },
                    { "items", Items(e) },
                });
            default:
                return Named(e, settings, name.IsTruthy ? name.ToString() : default(JsValue));
        }
    }

    /// <summary>A page or screen, when the settings want it.</summary>
    public static VendorRequest OfView(Event e, IterableSettings settings)
    {
        if (settings.MapToSingleEvent)
        {
            return Named(e, settings, e.Type == "page" ? "Loaded a Page" : "Loaded a Screen");
        }

        var name = e.First("name", "properties.name", "event").ToText();
        var category = e.First("category", "properties.category").ToText();
        var label = settings.TrackAllPages ? Filled(name) ?? Filled(category) ?? "Unnamed"
            : (settings.TrackCategorisedPages ? Filled(category) : null) ?? (settings.TrackNamedPages ? Filled(name) : null);
        return label is not null
            ? Named(e, settings, $"{label} {e.Type}")
            : throw EventRejectedException.Instrumentation($"The settings don't track this {e.Type}: it has no name or category that they want.");
    }

    private static VendorRequest Named(Event e, IterableSettings settings, JsValue name)
    {
        var made = Event.Map(e);
        made["eventName"] = name;
        return made.Has("email") || made.Has("userId")
            ? IterableApi.Post(settings, IterableApi.Track, made)
            : throw EventRejectedException.Instrumentation("An email or \"userId\" is required.");
    }

    private static string? Filled(string? text) => string.IsNullOrWhiteSpace(text) ? null : text;

    // One product may stand among the properties themselves.
    private static JsArray Items(Event e)
    {
        var products = e["properties.products"];
        var items = new JsArray();
        if (!products.IsArray)
        {
            var only = Item.Map(products.IsObject ? products : e.Message["properties"], e);
            if (only.Count > 0)
            {
                items.Add(only);
            }

            return items;
        }

        foreach (var product in products.Items)
        {
            if (product.IsObject)
            {
                items.Add(Item.Map(product, e));
            }
        }

        return items;
    }

    private static JsValue Categories(JsValue value)
    {
        if (value.IsArray || !value.IsTruthy)
        {
            return value.IsTruthy ? value : default;
        }

        var categories = new JsArray();
        foreach (var category in value.ToString().Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries))
        {
            categories.Add(category);
        }

        return categories;
    }
}
