using System.Text.Json;
using System.Text.Json.Serialization;

namespace Pintle.ControlPlane.Connections;

/// <summary>What people say of a connection.</summary>
[JsonUnmappedMemberHandling(JsonUnmappedMemberHandling.Disallow)]
internal sealed record ConnectionInput
{
    /// <summary>Where events come from; it stays.</summary>
    public required string SourceId { get; init; }

    /// <summary>Where they go; it stays.</summary>
    public required string DestinationId { get; init; }

    public bool Enabled { get; init; } = true;

    /// <summary>An object.</summary>
    public JsonElement Settings { get; init; } = JsonElement.Parse("{}");

    /// <summary>What can be edited of a connection as it is.</summary>
    public static ConnectionInput Of(StoredConnection connection) => new()
    {
        SourceId = connection.SourceId,
        DestinationId = connection.DestinationId,
        Enabled = connection.Enabled,
        Settings = JsonElement.Parse(connection.Settings),
    };

    /// <summary>What is wrong by itself, by member.</summary>
    public IEnumerable<(string Member, string Message)> Problems()
    {
        if (Settings.ValueKind != JsonValueKind.Object)
        {
            yield return ("settings", "The settings must be an object.");
        }
    }
}
