using System.Text.Json;
using Pintle.DestinationKit.Batching;
using Pintle.DestinationKit.Deletion;
using Pintle.DestinationKit.Delivery;
using Pintle.DestinationKit.Json;
using Pintle.DestinationKit.Settings;

namespace Pintle.DestinationKit;

/// <summary>One kind of destination, such as WEBHOOK: what the catalogue lists. Stateless, thread-safe.</summary>
public abstract class DestinationType
{
    private string? _notes;

    /// <summary>Name, display name, documentation.</summary>
    public abstract DestinationAttribute Identity { get; }

    /// <summary>Definition name, upper case.</summary>
    public string Name => Identity.Name;

    /// <summary>Name for people, and key in an event's <c>integrations</c>.</summary>
    public string DisplayName => Identity.DisplayName;

    /// <summary>Its settings: what a person fills in.</summary>
    public abstract SettingsModel Settings { get; }

    /// <summary>What surprises, with links to the vendor's pages, in Markdown: <c>notes.md</c> of its folder; empty when there is none.</summary>
    public string Notes => _notes ??= ReadNotes();

    /// <summary>Does it combine events at the router?</summary>
    public abstract bool IsBatching { get; }

    /// <summary>Types of events that it has handlers for; empty: any.</summary>
    public abstract IReadOnlyList<string> EventTypes { get; }

    /// <summary>Can its vendor be made to delete people?</summary>
    public abstract bool Deletes { get; }

    /// <summary>Reads and checks settings once per revision.</summary>
    /// <exception cref="SettingsException">Settings are missing or wrong; the message names each.</exception>
    public abstract ConfiguredDestination Configure(JsonElement config);

    /// <summary>Combines requests that callers of the API bring back; settings don't matter for that.</summary>
    public abstract IReadOnlyList<RouterItem> Combine(IReadOnlyList<SentEvent> sent);

    /// <summary>Reads a vendor's answer.</summary>
    public abstract DeliveryResult ReadAnswer(Delivered delivered);

    /// <summary>Makes the vendor delete people. Never throws but for bugs and when cancelled.</summary>
    public abstract ValueTask<DeletionResult> DeleteAsync(DeletionRequest request, CancellationToken ct);

    // Built into the assembly under the folder's name, which is the end of the namespace.
    private string ReadNotes()
    {
        using var file = GetType().Assembly.GetManifestResourceStream($"{GetType().Namespace!.Split('.')[^1]}/notes.md");
        return file is null ? "" : new StreamReader(file).ReadToEnd();
    }
}

/// <summary>A destination with its settings: what the router and the transformer API work with. Thread-safe.</summary>
public abstract class ConfiguredDestination
{
    /// <summary>Makes requests of one event. Never throws for a bad event; what it throws is a bug.</summary>
    public abstract ValueTask<Outcome> TransformAsync(EventInput input, TransformEnvironment environment);

    /// <summary>Makes requests of several events, in order, at the router. What it throws is a bug.</summary>
    public abstract ValueTask<IReadOnlyList<RouterItem>> TransformTogetherAsync(IReadOnlyList<EventInput> inputs, TransformEnvironment environment);

    /// <summary>Does it combine events at the router?</summary>
    public abstract bool IsBatching { get; }

    /// <summary>Does it ask its vendor during transformation? Then an event is transformed again before it is tried again: what was found may have changed.</summary>
    public abstract bool LooksUp { get; }

    /// <summary>Does it look at the request to read the answer? Otherwise its body need not be read back.</summary>
    public abstract bool ReadsRequests { get; }

    /// <summary>What the vendor's answer means for each event of a request.</summary>
    public abstract DeliveryResult Read(Delivered delivered);
}

/// <summary>An event on its way into a transformation.</summary>
/// <param name="Message">The event; shared and read-only.</param>
/// <param name="Metadata">Metadata of the transformer API; an empty object when there is none.</param>
/// <param name="DynamicConfig">False when the settings hold no <c>{{ path || default }}</c>; null = look.</param>
public readonly record struct EventInput(JsonElement Message, JsValue Metadata, bool? DynamicConfig = null)
{
    /// <summary>The connection; undefined when there is none.</summary>
    public JsValue Connection { get; init; }

    /// <summary>Id of the destination.</summary>
    public string? DestinationId { get; init; }

    /// <summary>Settings of its own, when a caller of the API groups events of one destination that were given different ones; null: the group's.</summary>
    public ConfiguredDestination? Own { get; init; }

    /// <summary>The definition's name as the caller knows it, which may be an alias; null when it isn't said.</summary>
    public string? DefinitionName { get; init; }
}
