using System.Text.Json;
using System.Text.Json.Serialization;
using Pintle.ControlPlane.Definitions;

namespace Pintle.ControlPlane.Destinations;

/// <summary>What people say of a destination.</summary>
[JsonUnmappedMemberHandling(JsonUnmappedMemberHandling.Disallow)]
internal sealed record DestinationInput
{
    private const int LongestName = 200;

    public required string Name { get; init; }

    /// <summary>Name of its definition; it stays what it is.</summary>
    public required string Type { get; init; }

    public bool Enabled { get; init; } = true;

    /// <summary>Keeps its place in the log and sends nothing.</summary>
    public bool Paused { get; init; }

    /// <summary>An object, by its definition. Settings that the definition doesn't know are kept.</summary>
    public JsonElement Settings { get; init; } = JsonElement.Parse("{}");

    /// <summary>The transformation whose published version its events go through; null: none.</summary>
    public string? TransformationId { get; init; }

    /// <summary>The account that it delivers through; null: it has credentials of its own.</summary>
    public string? AccountId { get; init; }

    /// <summary>What can be edited of a destination as it is.</summary>
    /// <param name="settings">Its settings with the secrets, so that a patch can take one away.</param>
    public static DestinationInput Of(StoredDestination destination, JsonElement settings) => new()
    {
        Name = destination.Name,
        Type = destination.Type,
        Enabled = destination.Enabled,
        Paused = destination.Paused,
        Settings = settings,
        TransformationId = destination.TransformationId,
        AccountId = destination.AccountId,
    };

    /// <summary>What is wrong by itself, by member.</summary>
    public IEnumerable<(string Member, string Message)> Problems()
    {
        if (string.IsNullOrWhiteSpace(Name) || Name.Length > LongestName)
        {
            yield return ("name", $"A destination needs a name of 1 to {LongestName} characters.");
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
