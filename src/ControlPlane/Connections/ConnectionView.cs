using System.Text.Json;

namespace Pintle.ControlPlane.Connections;

/// <summary>A connection as the API shows it.</summary>
internal sealed record ConnectionView(
    string Id, string SourceId, string DestinationId, bool Enabled, JsonElement Settings, DateTimeOffset CreatedAt, DateTimeOffset UpdatedAt, int Version)
{
    public static ConnectionView Of(StoredConnection connection) => new(
        connection.Id, connection.SourceId, connection.DestinationId, connection.Enabled, JsonElement.Parse(connection.Settings),
        connection.CreatedAt, connection.UpdatedAt, connection.Version);
}
