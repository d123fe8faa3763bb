using System.Text.Json;
using Pintle.DestinationKit.Settings;

namespace Pintle.Destinations.Webhook;

/// <summary>Settings of a webhook.</summary>
public sealed record WebhookSettings
{
    [Field("Webhook URL", Help = "Events are sent to this address unless an event brings its own in fullPath.", Example = "https://example.com/events")]
    public required string WebhookUrl { get; init; }

    [Field("HTTP method", Help = "POST, PUT and PATCH carry the event as JSON; GET and DELETE carry its properties in the query.", Choices = ["POST", "PUT", "PATCH", "GET", "DELETE"])]
    public string WebhookMethod { get; init; } = "POST";

    [Field("Headers", Help = "Sent with every request.")]
    public IReadOnlyList<WebhookHeader?> Headers { get; init; } = [];
}

/// <summary>A header: its name in <paramref name="From"/>, its value in <paramref name="To"/>: text, or whatever an event brings. Without either it isn't sent.</summary>
public sealed record WebhookHeader([property: Field("Name", Example = "Authorization")] string? From, [property: Field("Value", Secret = true)] JsonElement To);
