using System.Text;
using Pintle.Events;
using Pintle.Store.Segments;
using Pintle.TestKit;

namespace Pintle.Store.Tests.Sqlite;

/// <summary>What was asked of a store and what it has promised, at any moment.</summary>
internal sealed class PowerModel
{
    private readonly Lock _lock = new();
    private readonly List<EncodedSegment> _segments = [];
    private PromisedFacts _facts = new([], 0, 0, 0, 0, 0, false);

    /// <summary>A copy of what is promised now.</summary>
    public PromisedFacts Facts
    {
        get
        {
            lock (_lock)
            {
                return _facts with { Asked = [.. _segments] };
            }
        }
    }

    public int SegmentCount => _segments.Count;

    public void Change(Func<PromisedFacts, PromisedFacts> change)
    {
        lock (_lock)
        {
            _facts = change(_facts);
        }
    }

    public void Ask(EncodedSegment segment)
    {
        lock (_lock)
        {
            _segments.Add(segment);
        }
    }

    /// <summary>An event whose body follows from its id.</summary>
    public static IncomingEvent Event(int lane, string id) => Some.Event(lane, id, BodyOf(id));

    private static string BodyOf(string id)
    {
        var random = new Random(id.Aggregate(17, (hash, c) => (hash * 31) + c));
        var noise = new byte[random.Next(1_500)];
        random.NextBytes(noise);
        return new StringBuilder("""{"type":"track","id":""").Append('"').Append(id).Append("\",\"noise\":\"").Append(Convert.ToBase64String(noise)).Append("\"}").ToString();
    }
}

/// <summary>What a store has promised by answering, and what it may have done besides.</summary>
/// <param name="Asked">Segments sent to it, in order.</param>
/// <param name="Appended">How many of them were answered.</param>
/// <param name="AskedCommits">Commits of outcomes sent, numbered from 1.</param>
/// <param name="Commits">How many of them were answered.</param>
/// <param name="TrimmedBelow">What is below this sequence may be gone.</param>
/// <param name="Epoch">Lowest epoch that was granted for each lane.</param>
/// <param name="IsDirectorySynced">The directory itself is safe.</param>
internal sealed record PromisedFacts(
    IReadOnlyList<EncodedSegment> Asked, int Appended, int AskedCommits, int Commits, long TrimmedBelow, long Epoch, bool IsDirectorySynced);
