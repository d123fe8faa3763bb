using System.Text.Json;

namespace Pintle.ControlPlane.Definitions;

/// <summary>All about a kind of source.</summary>
/// <param name="Docs">Address of the documentation of what sends from there.</param>
/// <param name="EventTypes">Types of events that come from it.</param>
/// <param name="Schema">JSON schema of its settings.</param>
/// <param name="Form">How a form asks for the settings; empty: there are none that people fill in.</param>
/// <param name="Icon">Address of its icon, an SVG image.</param>
internal sealed record SourceDefinitionView(
    string Name, string DisplayName, string Type, string Category, string Docs, IReadOnlyList<string> EventTypes, JsonElement Schema, IReadOnlyList<JsonElement> Form, string Icon)
{
    private const string Server = "cloud";

    private static readonly string[] EveryType = ["identify", "track", "page", "screen", "group", "alias"];

    // SDKs in browsers and apps send their own errors and figures only where this says so.
    private static readonly JsonElement OfDevices = JsonElement.Parse("""
        {
          "$schema": "https://json-schema.org/draft/2020-12/schema",
          "type": "object",
          "properties": {
            "statsCollection": {
              "type": "object",
              "title": "What the SDK tells of itself",
              "properties": {
                "errors": {"type": "object", "title": "Its errors", "properties": {"enabled": {"type": "boolean", "default": false}}},
                "metrics": {"type": "object", "title": "Its figures", "properties": {"enabled": {"type": "boolean", "default": false}}}
              }
            }
          }
        }
        """);

    private static readonly JsonElement OfServers = JsonElement.Parse("""{"$schema": "https://json-schema.org/draft/2020-12/schema", "type": "object"}""");

    public static SourceDefinitionView Of(SourceType type) =>
        new(type.Name, type.DisplayName, type.Type, type.Category, type.Docs, EveryType, type.Type == Server ? OfServers : OfDevices, [], type.Icon);
}
