using System.Text.Json;
using Pintle.ControlPlane.Definitions;

namespace Pintle.ControlPlane.Sources;

/// <summary>A source as the API shows it.</summary>
internal sealed record SourceView(
    string Id, string Name, string Type, string WriteKey, bool Enabled, JsonElement Settings, bool GeoEnrichment, bool Transient, string? CreatedBy,
    DateTimeOffset CreatedAt, DateTimeOffset UpdatedAt, DateTimeOffset? DeletedAt, int Version)
{
    public static SourceView Of(StoredSource source) => new(
        source.Id, source.Name, source.Type, source.WriteKey, source.Enabled, KeptDefinition.Without(source.Settings), source.GeoEnrichment, source.Transient,
        source.CreatedBy, source.CreatedAt, source.UpdatedAt, source.DeletedAt, source.Version);
}
