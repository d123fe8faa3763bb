using Pintle.Store.Segments;

namespace Pintle.Insight.Finding;

/// <summary>An event that was looked for and found.</summary>
/// <param name="Place">Where the search goes on after it.</param>
/// <param name="Event">The event with its body.</param>
public sealed record FoundEvent(SearchPlace Place, SegmentEvent Event);

/// <summary>A place in a search. Places are ordered as a search walks them.</summary>
/// <param name="Region">In what it was found.</param>
/// <param name="Shard">Shard of the store.</param>
/// <param name="Sequence">Sequence of the segment; of an aged event the number in the walk over the dead letters.</param>
/// <param name="Index">Index in the segment.</param>
public readonly record struct SearchPlace(SearchRegion Region, int Shard, long Sequence, int Index) : IComparable<SearchPlace>
{
    public int CompareTo(SearchPlace other) =>
        (Region, Shard, Sequence, Index).CompareTo((other.Region, other.Shard, other.Sequence, other.Index));

    /// <summary>As people hand it back: <c>log:0:17:3</c>.</summary>
    public override string ToString() =>
        string.Create(System.Globalization.CultureInfo.InvariantCulture, $"{Region.ToString().ToLowerInvariant()}:{Shard}:{Sequence}:{Index}");

    /// <summary>Reads what <see cref="ToString"/> wrote; null when it is something else.</summary>
    public static SearchPlace? Parse(string text) =>
        text.Split(':') is [var region, var shard, var sequence, var index]
        && Enum.TryParse<SearchRegion>(region, ignoreCase: true, out var r) && int.TryParse(shard, out var s)
        && long.TryParse(sequence, out var q) && int.TryParse(index, out var i)
            ? new SearchPlace(r, s, q, i)
            : null;

    public static bool operator <(SearchPlace left, SearchPlace right) => left.CompareTo(right) < 0;

    public static bool operator >(SearchPlace left, SearchPlace right) => left.CompareTo(right) > 0;

    public static bool operator <=(SearchPlace left, SearchPlace right) => left.CompareTo(right) <= 0;

    public static bool operator >=(SearchPlace left, SearchPlace right) => left.CompareTo(right) >= 0;
}

/// <summary>In what an event was found, oldest first.</summary>
public enum SearchRegion
{
    /// <summary>Only in dead letters: the log has gone past it.</summary>
    Aged,

    /// <summary>In what a lagging destination has copied out of the log.</summary>
    Spill,

    /// <summary>In the log.</summary>
    Log,
}
