namespace Pintle.Store.Sqlite;

/// <summary>Where and how the embedded store keeps its files.</summary>
public sealed record SqliteStoreOptions
{
    /// <summary>Directory of the store's own; created when missing.</summary>
    public required string Directory { get; init; }

    /// <summary>A segment file is closed and a new one begun at this size.</summary>
    public long SegmentFileBytes { get; init; } = 256L << 20;

    /// <summary>… or at this age.</summary>
    public TimeSpan SegmentFileAge { get; init; } = TimeSpan.FromHours(1);

    /// <summary>Take an exclusive lock on the directory, so that no second process opens it. Off only in tests of the fence.</summary>
    public bool LockDirectory { get; init; } = true;

    /// <summary>For fault tests.</summary>
    public FailPoint? FailPoint { get; init; }

    /// <summary>When write-ahead logs are moved into their files.</summary>
    internal WalLimits Wal { get; init; } = new();
}
