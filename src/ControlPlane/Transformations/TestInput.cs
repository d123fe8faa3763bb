using System.Text.Json;
using System.Text.Json.Serialization;
using Pintle.ControlPlane.Http;
using Pintle.UserCode.Publishing;

namespace Pintle.ControlPlane.Transformations;

/// <summary>A test of a transformation, as people write it and as it is stored.</summary>
[JsonUnmappedMemberHandling(JsonUnmappedMemberHandling.Disallow)]
internal sealed record TestInput
{
    private const int LongestName = 200;

    /// <summary>Says what it shows.</summary>
    public required string Name { get; init; }

    /// <summary>Go in, a list of objects.</summary>
    public required JsonElement Events { get; init; }

    /// <summary>Must come out, a list; null: anything but an error will do.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public JsonElement? Expected { get; init; }

    /// <summary>Of every event, an object; null: none.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public JsonElement? Metadata { get; init; }

    /// <summary>Tests, as they are stored.</summary>
    public static IReadOnlyList<TestInput> Read(string stored) => JsonSerializer.Deserialize<IReadOnlyList<TestInput>>(stored, MergePatch.Json)!;

    public static string Write(IReadOnlyList<TestInput> tests) => JsonSerializer.Serialize(tests, MergePatch.Json);

    /// <summary>As it is run.</summary>
    public TestCase ToCase() => new(Name, Events, Expected ?? default, Metadata ?? default);

    /// <summary>All that is wrong, by member.</summary>
    /// <param name="path">Of the test.</param>
    public IEnumerable<(string Member, string Message)> Problems(string path)
    {
        if (string.IsNullOrWhiteSpace(Name) || Name.Length > LongestName)
        {
            yield return ($"{path}.name", $"A test needs a name of 1 to {LongestName} characters.");
        }

        if (!AreEvents(Events) || Events.GetArrayLength() == 0)
        {
            yield return ($"{path}.events", "The events of a test must be a list of one or more objects.");
        }

        if (Expected is { ValueKind: not JsonValueKind.Array })
        {
            yield return ($"{path}.expected", "What is expected must be a list of events; leave it out when anything but an error will do.");
        }

        if (Metadata is { ValueKind: not JsonValueKind.Object })
        {
            yield return ($"{path}.metadata", "The metadata must be an object.");
        }
    }

    /// <summary>A list of objects.</summary>
    public static bool AreEvents(JsonElement value) => value.ValueKind == JsonValueKind.Array && value.EnumerateArray().All(e => e.ValueKind == JsonValueKind.Object);
}
