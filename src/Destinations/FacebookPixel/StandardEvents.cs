using Pintle.DestinationKit;

namespace Pintle.Destinations.FacebookPixel;

/// <summary>Which events are Facebook's standard ones.</summary>
/// <remarks>https://developers.facebook.com/docs/meta-pixel/reference#standard-events</remarks>
internal static class StandardEvents
{
    private static readonly Dictionary<string, StandardEvent> ByEvent = new(StringComparer.OrdinalIgnoreCase)
    {
        ["product list viewed"] = new("ViewContent", ContentKind.List),
        ["product viewed"] = new("ViewContent", ContentKind.View),
        ["product added"] = new("AddToCart", ContentKind.View),
        ["order completed"] = new("Purchase", ContentKind.Order),
        ["products searched"] = new("Search", ContentKind.Search),
        ["checkout started"] = new("InitiateCheckout", ContentKind.Order),
        ["payment info entered"] = new("AddPaymentInfo", ContentKind.Payment),
    };

    private static readonly Dictionary<string, StandardEvent> ByName = new StandardEvent[]
    {
        new("ViewContent", ContentKind.ListOrView), new("AddToCart", ContentKind.View), new("Purchase", ContentKind.Order),
        new("Search", ContentKind.Search), new("InitiateCheckout", ContentKind.Order), new("PageView", ContentKind.Plain),
        new("AddPaymentInfo", ContentKind.Plain), new("AddToWishlist", ContentKind.Plain), new("CompleteRegistration", ContentKind.Plain),
        new("Contact", ContentKind.Plain), new("CustomizeProduct", ContentKind.Plain), new("Donate", ContentKind.Plain),
        new("FindLocation", ContentKind.Plain), new("Lead", ContentKind.Plain), new("Schedule", ContentKind.Plain),
        new("StartTrial", ContentKind.Plain), new("SubmitApplication", ContentKind.Plain), new("Subscribe", ContentKind.Plain),
    }.ToDictionary(e => e.Name, StringComparer.OrdinalIgnoreCase);

    /// <summary>The standard event that a track event is, by the settings, by its name in e-commerce, or by Facebook's own name; null: a custom one.</summary>
    public static StandardEvent? Of(string name, FacebookPixelSettings settings)
    {
        foreach (var pair in settings.EventsToEvents)
        {
            if (pair is { From: { Length: > 0 } from, To: { Length: > 0 } to } && from.Trim().Equals(name, StringComparison.OrdinalIgnoreCase))
            {
                return ByName.GetValueOrDefault(to.Trim()) ?? new StandardEvent(to.Trim(), ContentKind.Plain);
            }
        }

        return ByEvent.GetValueOrDefault(name) ?? (ByName.TryGetValue(name, out var own) && own.Content == ContentKind.Plain && own.Name == name ? own : null);
    }

    /// <summary>The name of a track event, without white space at its ends.</summary>
    public static string NameOf(Event e) => e.Message["event"].AsText()?.Trim() is { Length: > 0 } name
        ? name
        : throw EventRejectedException.Instrumentation("\"event\" is required and must be a text.");
}

/// <summary>A standard event.</summary>
/// <param name="Name">Facebook's name.</param>
/// <param name="Content">What it says about products.</param>
internal sealed record StandardEvent(string Name, ContentKind Content);

/// <summary>What a standard event says about products.</summary>
internal enum ContentKind
{
    /// <summary>Nothing: its properties go as they are.</summary>
    Plain,

    /// <summary>Products of a list, or the list's category.</summary>
    List,

    /// <summary>One product, or several when the event itself is none, with the product's value.</summary>
    View,

    /// <summary>A list when it has products, else one product.</summary>
    ListOrView,

    /// <summary>Products of an order, with its revenue.</summary>
    Order,

    /// <summary>Products of an order, or one product, with its revenue.</summary>
    Payment,

    /// <summary>One product and what was searched for.</summary>
    Search,
}
