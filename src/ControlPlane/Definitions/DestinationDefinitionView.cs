using System.Text.Json;
using System.Text.Json.Serialization;
using Pintle.ControlPlane.Http;
using Pintle.DestinationKit;
using Pintle.DestinationKit.Settings;

namespace Pintle.ControlPlane.Definitions;

/// <summary>A kind of destination, in a list.</summary>
/// <param name="Aliases">Other names that it is found by.</param>
/// <param name="Category">What its vendor is for.</param>
/// <param name="Synonyms">Other words that people search for it with.</param>
/// <param name="Docs">Address of the vendor's documentation; may be empty.</param>
/// <param name="EventTypes">Types of events that it takes; empty: any.</param>
/// <param name="Batching">It sends events together.</param>
/// <param name="Modes">Who can send to its vendor, from any platform: <c>cloud</c>, <c>device</c>, <c>hybrid</c>.</param>
/// <param name="Icon">Address of its icon, an SVG image.</param>
internal sealed record DestinationDefinitionEntry(
    string Name, string DisplayName, IReadOnlyList<string> Aliases, [property: JsonConverter(typeof(CamelCaseConverter<DestinationCategory>))] DestinationCategory Category,
    IReadOnlyList<string> Synonyms, string Docs, IReadOnlyList<string> EventTypes, bool Batching, IReadOnlyList<string> Modes, string Icon)
{
    public static DestinationDefinitionEntry Of(DestinationType type) => new(
        type.Name, type.DisplayName, type.Identity.Aliases, type.Identity.Category, type.Identity.Synonyms, type.Identity.Docs, type.EventTypes, type.IsBatching,
        [.. ConnectionModes.Of(type).Values.SelectMany(modes => modes).Distinct()], IconRoutes.AddressOf("destinations", type.Name));
}

/// <summary>All about a kind of destination.</summary>
/// <param name="Aliases">Other names that it is found by.</param>
/// <param name="Category">What its vendor is for.</param>
/// <param name="Docs">Address of the vendor's documentation; may be empty.</param>
/// <param name="EventTypes">Types of events that it takes; empty: any.</param>
/// <param name="Batching">It sends events together.</param>
/// <param name="Deletes">Its vendor can be made to delete people.</param>
/// <param name="ConnectionModes">Who can send to its vendor, by the source's platform: <c>cloud</c>, <c>device</c>, <c>hybrid</c>.</param>
/// <param name="Schema">JSON schema of its settings.</param>
/// <param name="Form">How a form asks for the settings.</param>
/// <param name="SecretKeys">Settings that are never told; of a list's column with the list's key: <c>headers.to</c>.</param>
/// <param name="Notes">What surprises, in Markdown; may be empty.</param>
/// <param name="Icon">Address of its icon, an SVG image.</param>
internal sealed record DestinationDefinitionView(
    string Name, string DisplayName, IReadOnlyList<string> Aliases, [property: JsonConverter(typeof(CamelCaseConverter<DestinationCategory>))] DestinationCategory Category,
    string Docs, IReadOnlyList<string> EventTypes, bool Batching, bool Deletes,
    IReadOnlyDictionary<string, IReadOnlyList<string>> ConnectionModes,
    JsonElement Schema, IReadOnlyList<FormField> Form, IReadOnlyList<string> SecretKeys, string Notes, string Icon)
{
    public static DestinationDefinitionView Of(DestinationType type) => new(
        type.Name, type.DisplayName, type.Identity.Aliases, type.Identity.Category, type.Identity.Docs, type.EventTypes, type.IsBatching, type.Deletes, Definitions.ConnectionModes.Of(type),
        SettingsSchema.Write(type.DisplayName, type.Settings), FormField.All(type.Settings), [.. type.Settings.SecretKeys], type.Notes, IconRoutes.AddressOf("destinations", type.Name));
}
