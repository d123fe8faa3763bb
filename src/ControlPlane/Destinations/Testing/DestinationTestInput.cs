using System.Text.Json;
using System.Text.Json.Serialization;

namespace Pintle.ControlPlane.Destinations.Testing;

/// <summary>An event to try a destination with.</summary>
[JsonUnmappedMemberHandling(JsonUnmappedMemberHandling.Disallow)]
internal sealed record DestinationTestInput
{
    /// <summary>The event, an object. What the gateway would add to it is added where it lacks it.</summary>
    public required JsonElement Event { get; init; }

    /// <summary>Makes the requests. Otherwise they are only shown, and the vendor is not asked anything.</summary>
    public bool Send { get; init; }

    /// <summary>What is wrong, by member.</summary>
    public IEnumerable<(string Member, string Message)> Problems()
    {
        if (Event.ValueKind != JsonValueKind.Object || !Event.TryGetProperty("type", out var type) || type.ValueKind != JsonValueKind.String)
        {
            yield return ("event", "The event must be an object with a \"type\": identify, track, page, screen, group or alias.");
        }
    }
}
