using System.Text.Json;
using Pintle.DestinationKit.Delivery;

namespace Pintle.DestinationKit;

/// <summary>One kind of destination, such as WEBHOOK: what the catalogue lists. Stateless, thread-safe.</summary>
public abstract class DestinationType
{
    /// <summary>Definition name, upper case.</summary>
    public abstract string Name { get; }

    /// <summary>Name for people, and key in an event's <c>integrations</c>.</summary>
    public abstract string DisplayName { get; }

    /// <summary>Reads and checks settings once per revision.</summary>
    /// <exception cref="SettingsException">A setting is missing or wrong; the message names it.</exception>
    public abstract ConfiguredDestination Configure(JsonElement config);
}

/// <summary>A destination with its settings: what the router and the transformer API work with. Thread-safe.</summary>
public abstract class ConfiguredDestination
{
    /// <summary>Makes requests of one event. Never throws for a bad event; what it throws is a bug.</summary>
    public abstract Outcome Transform(EventInput input);

    /// <summary>What the vendor's answer to a request means for its event.</summary>
    public abstract Verdict Read(VendorResponse response);
}

/// <summary>An event on its way into a transformation.</summary>
/// <param name="Message">The event; shared and read-only.</param>
/// <param name="Metadata">Metadata of the transformer API; an empty object when there is none.</param>
/// <param name="DynamicConfig">False when the settings hold no <c>{{ path || default }}</c>; null = look.</param>
public readonly record struct EventInput(JsonElement Message, JsonElement Metadata, bool? DynamicConfig = null);

/// <summary>Settings that can't work. The message names the setting and what to do.</summary>
public sealed class SettingsException(string setting, string message) : Exception(message)
{
    public string Setting { get; } = setting;
}
