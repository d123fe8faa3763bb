using System.Text.Json;
using System.Text.Json.Serialization;

namespace Pintle.ControlPlane.Transformations;

/// <summary>Code and events to try it on.</summary>
[JsonUnmappedMemberHandling(JsonUnmappedMemberHandling.Disallow)]
internal sealed record RunInput
{
    private const int MostEvents = 200;

    public required string Code { get; init; }

    /// <summary><c>javascript</c> or <c>typescript</c>.</summary>
    public string Language { get; init; } = "javascript";

    /// <summary>A list of objects.</summary>
    public required JsonElement Events { get; init; }

    /// <summary>Of every event, an object; null: none.</summary>
    public JsonElement? Metadata { get; init; }

    /// <summary>In the place of published ones of the same import name.</summary>
    public IReadOnlyList<RunLibrary> Libraries { get; init; } = [];

    /// <summary>All that is wrong, by member.</summary>
    public IEnumerable<(string Member, string Message)> Problems()
    {
        foreach (var problem in CodeInput.ProblemsOfCode(Code, Language))
        {
            yield return problem;
        }

        if (!TestInput.AreEvents(Events) || Events.GetArrayLength() is 0 or > MostEvents)
        {
            yield return ("events", $"The events must be a list of 1 to {MostEvents} objects.");
        }

        if (Metadata is { ValueKind: not JsonValueKind.Object })
        {
            yield return ("metadata", "The metadata must be an object.");
        }

        foreach (var (member, message) in Libraries.SelectMany((library, place) => CodeInput.ProblemsOfCode(library.Code, library.Language).Select(p => ($"libraries[{place}].{p.Member}", p.Message))))
        {
            yield return (member, message);
        }
    }
}

/// <summary>A library that the code may import.</summary>
[JsonUnmappedMemberHandling(JsonUnmappedMemberHandling.Disallow)]
internal sealed record RunLibrary(string ImportName, string Code, string Language = "javascript");
