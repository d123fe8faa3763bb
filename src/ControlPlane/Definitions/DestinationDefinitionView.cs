using System.Text.Json;
using Pintle.DestinationKit;
using Pintle.DestinationKit.Settings;

namespace Pintle.ControlPlane.Definitions;

/// <summary>A kind of destination, in a list.</summary>
/// <param name="Docs">Address of the vendor's documentation; may be empty.</param>
/// <param name="EventTypes">Types of events that it takes; empty: any.</param>
/// <param name="Batching">It sends events together.</param>
/// <param name="Icon">Address of its icon, an SVG image.</param>
internal sealed record DestinationDefinitionEntry(string Name, string DisplayName, string Docs, IReadOnlyList<string> EventTypes, bool Batching, string Icon)
{
    public static DestinationDefinitionEntry Of(DestinationType type) =>
        new(type.Name, type.DisplayName, type.Identity.Docs, type.EventTypes, type.IsBatching, IconRoutes.AddressOf("destinations", type.Name));
}

/// <summary>All about a kind of destination.</summary>
/// <param name="Aliases">Other names that it is found by.</param>
/// <param name="Deletes">Its vendor can be made to delete people.</param>
/// <param name="ConnectionModes">Who can send to its vendor, by the source's platform: <c>cloud</c>, <c>device</c>, <c>hybrid</c>.</param>
/// <param name="Schema">JSON schema of its settings.</param>
/// <param name="Form">How a form asks for the settings.</param>
/// <param name="SecretKeys">Settings that are never told; of a list's column with the list's key: <c>headers.to</c>.</param>
/// <param name="Notes">What surprises, in Markdown; may be empty.</param>
/// <param name="Icon">Address of its icon, an SVG image.</param>
internal sealed record DestinationDefinitionView(
    string Name, string DisplayName, IReadOnlyList<string> Aliases, string Docs, IReadOnlyList<string> EventTypes, bool Batching, bool Deletes,
    IReadOnlyDictionary<string, IReadOnlyList<string>> ConnectionModes,
    JsonElement Schema, JsonElement Form, IReadOnlyList<string> SecretKeys, string Notes, string Icon)
{
    public static DestinationDefinitionView Of(DestinationType type) => new(
        type.Name, type.DisplayName, type.Identity.Aliases, type.Identity.Docs, type.EventTypes, type.IsBatching, type.Deletes, Definitions.ConnectionModes.Of(type),
        SettingsSchema.Write(type.DisplayName, type.Settings), SettingsForm.Write(type.Settings), [.. type.Settings.SecretKeys], type.Notes, IconRoutes.AddressOf("destinations", type.Name));
}
