using System.Text.Json;
using System.Text.Json.Serialization;
using Pintle.ControlPlane.Definitions;

namespace Pintle.ControlPlane.Sources;

/// <summary>What people say of a source.</summary>
[JsonUnmappedMemberHandling(JsonUnmappedMemberHandling.Disallow)]
internal sealed record SourceInput
{
    private const int LongestName = 200;

    public required string Name { get; init; }

    /// <summary>Name of its definition; it stays what it is.</summary>
    public required string Type { get; init; }

    public bool Enabled { get; init; } = true;

    /// <summary>An object, by its definition.</summary>
    public JsonElement Settings { get; init; } = JsonElement.Parse("{}");

    /// <summary>Adds where the person is, by the address.</summary>
    public bool GeoEnrichment { get; init; }

    /// <summary>Nothing of its events is kept in archives and samples.</summary>
    public bool Transient { get; init; }

    /// <summary>What can be edited of a source as it is.</summary>
    public static SourceInput Of(StoredSource source) => new()
    {
        Name = source.Name,
        Type = source.Type,
        Enabled = source.Enabled,
        Settings = KeptDefinition.Without(source.Settings),
        GeoEnrichment = source.GeoEnrichment,
        Transient = source.Transient,
    };

    /// <summary>All that is wrong, by member.</summary>
    /// <param name="type">What the source is already; it may come from elsewhere, and be of a kind that is not known here.</param>
    public IEnumerable<(string Member, string Message)> Problems(string? type = null)
    {
        if (string.IsNullOrWhiteSpace(Name) || Name.Length > LongestName)
        {
            yield return ("name", $"A source needs a name of 1 to {LongestName} characters.");
        }

        if (Type != type && SourceType.Find(Type) is null)
        {
            yield return ("type", $"There is no kind of source \"{Type}\"; /api/v1/definitions/sources lists them.");
        }

        if (Settings.ValueKind != JsonValueKind.Object)
        {
            yield return ("settings", "The settings must be an object.");
        }

        if (KeptDefinition.IsIn(Settings))
        {
            yield return KeptDefinition.Reserved;
        }
    }
}
