using Pintle.Events;
using Pintle.Store.Segments;

namespace Pintle.Router.Progress;

/// <summary>
/// The stretch of each lane for which a source was connected to a destination: from the lane's head when the connection was
/// applied, to its head when it ended. Decides, exactly and for good, which events belong to the destination.
/// </summary>
internal sealed class ConnectionSpan(string sourceId, long[] start, long[]? end)
{
    public string SourceId { get; } = sourceId;

    public bool IsOpen => end is null;

    public bool Covers(int lane, long offset) => offset >= start[lane] && (end is null || offset < end[lane]);

    public ConnectionSpan EndAt(long[] heads) => new(SourceId, start, heads);

    /// <summary>No event at or above the cursors can belong to it any more.</summary>
    public bool IsBehind(Func<int, long> cursor, IEnumerable<int> lanes) => end is not null && lanes.All(l => cursor(l) >= end[l]);

    public void Write(ByteWriter to)
    {
        to.Text(SourceId);
        to.Byte((byte)(end is null ? 0 : 1));
        for (var lane = 0; lane < Lane.Count; lane++)
        {
            to.Varint(start[lane]);
            if (end is not null)
            {
                to.Varint(end[lane]);
            }
        }
    }

    public static ConnectionSpan Read(ref ByteReader from)
    {
        var source = from.Text();
        var hasEnd = from.Byte() == 1;
        var start = new long[Lane.Count];
        var end = hasEnd ? new long[Lane.Count] : null;
        for (var lane = 0; lane < Lane.Count; lane++)
        {
            start[lane] = from.Long();
            if (end is not null)
            {
                end[lane] = from.Long();
            }
        }

        return new ConnectionSpan(source, start, end);
    }
}
