namespace Pintle.Store;

/// <summary>The store can't do it now: busy, disk full, server away. The same call may succeed later.</summary>
public class StoreUnavailableException(string message, Exception? cause = null) : Exception(message, cause);

/// <summary>A lane has a newer owner; the caller must stop writing for it.</summary>
public sealed class StaleEpochException(int lane, long epoch)
    : Exception($"Lane {lane} has an owner newer than epoch {epoch}.")
{
    public int Lane { get; } = lane;

    public long Epoch { get; } = epoch;
}

/// <summary>The owner's idea of a lane's next offset differs from the store's (commits were lost, or a bug).</summary>
public sealed class OffsetConflictException(int lane, long expected, long found)
    : Exception($"Lane {lane} goes on at offset {found}, not {expected}.")
{
    public int Lane { get; } = lane;

    public long Found { get; } = found;
}

/// <summary>A stored segment can't be read: checksum, compression or format.</summary>
public sealed class SegmentDamagedException(string message, Exception? cause = null) : Exception(message, cause);
