namespace Pintle.Router.Replay;

/// <summary>How far a job is.</summary>
/// <param name="Read">Events looked at.</param>
/// <param name="Matched">Events that it replays, of those looked at.</param>
/// <param name="Delivered">Accepted by the destination.</param>
/// <param name="Filtered">Left out by the destination's rules.</param>
/// <param name="Dropped">Left out by the processor.</param>
/// <param name="Failed">Dead letters.</param>
/// <param name="Waiting">On their way, parked, or behind one that is.</param>
/// <param name="Share">Share of the whole that was looked at, between 0 and 1.</param>
public sealed record JobProgress(
    long Read, long Matched, long Delivered, long Filtered, long Dropped, long Failed, long Waiting, double Share)
{
    public static readonly JobProgress None = new(0, 0, 0, 0, 0, 0, 0, 0);

    /// <summary>Events that have ended, one way or the other.</summary>
    public long Ended() => Delivered + Filtered + Dropped + Failed;
}
