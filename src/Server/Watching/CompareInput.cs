using System.Text.Json.Serialization;
using Pintle.Server.Transformations;

namespace Pintle.Server.Watching;

/// <summary>Which versions are compared, and on what.</summary>
[JsonUnmappedMemberHandling(JsonUnmappedMemberHandling.Disallow)]
internal sealed record CompareInput
{
    private const int MostHours = 24 * 31;
    private const int MostEvents = 20_000;
    private const int MostCode = 1 << 20;

    /// <summary>The version that is compared with; null: the one in use.</summary>
    public string? Before { get; init; }

    /// <summary>The version that is tried; null: the code.</summary>
    public string? After { get; init; }

    /// <summary>A draft that is tried.</summary>
    public string? Code { get; init; }

    /// <summary>Of the draft: <c>javascript</c> or <c>typescript</c>; that of the version it is compared with unless given.</summary>
    public string? Language { get; init; }

    /// <summary>Whose events; null: those of the first destination that has the transformation.</summary>
    public string? Destination { get; init; }

    /// <summary>Events of the last hours.</summary>
    public int Hours { get; init; } = 24;

    /// <summary>Most events, from the oldest on.</summary>
    public int Limit { get; init; } = 2_000;

    /// <summary>What is wrong; null: nothing.</summary>
    public string? Problem() =>
        After is null == string.IsNullOrWhiteSpace(Code) ? "Say what is tried: a version, as after, or a draft, as code."
        : Code is { Length: > MostCode } ? $"The code has more than {MostCode} characters."
        : After is not null && After == Before ? "The two versions are the same one."
        : Language is not (null or "javascript" or "typescript") ? $"The language must be javascript or typescript; it is \"{Language}\"."
        : Hours is < 1 or > MostHours ? $"The hours must be 1 to {MostHours}."
        : Limit is < 1 or > MostEvents ? $"The limit must be 1 to {MostEvents}."
        : null;
}

/// <summary>What would change.</summary>
/// <param name="Destination">Whose events they were.</param>
/// <param name="Since">Events from then on.</param>
/// <param name="Events">How many were run.</param>
/// <param name="IsCut">There are more than were run.</param>
/// <param name="Differences">The first of them.</param>
internal sealed record CompareView(string Destination, DateTimeOffset Since, long Events, bool IsCut, CompareCounts Counts, IReadOnlyList<ToldDifference> Differences);

/// <summary>Events by what changes.</summary>
/// <param name="Outputs">Come out differently.</param>
/// <param name="LeftOut">Are left out now.</param>
/// <param name="LetIn">Are no longer left out.</param>
/// <param name="Fails">Fail now.</param>
/// <param name="Mended">No longer fail.</param>
/// <param name="Error">Fail with other words.</param>
internal sealed record CompareCounts(long Unchanged, long Outputs, long LeftOut, long LetIn, long Fails, long Mended, long Error);
