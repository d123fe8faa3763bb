namespace Pintle.UserCode;

/// <summary>How user code is run.</summary>
public sealed record UserCodeOptions
{
    /// <summary>Processes that run it, at most.</summary>
    public int Workers { get; init; } = 2;

    /// <summary>A worker that has had nothing to do for so long is ended.</summary>
    public TimeSpan IdleStop { get; init; } = TimeSpan.FromMinutes(5);

    /// <summary>Of what runs without waiting.</summary>
    public TimeSpan RunLimit { get; init; } = TimeSpan.FromSeconds(4);

    /// <summary>Of a batch as a whole, without what it waits for.</summary>
    public TimeSpan TotalRunLimit { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>Of a batch as a whole, with what it waits for.</summary>
    public TimeSpan BatchLimit { get; init; } = TimeSpan.FromSeconds(600);

    /// <summary>Heap of a version.</summary>
    public int HeapMegabytes { get; init; } = 128;

    /// <summary>A batch that makes its worker grow by more than this is ended with it.</summary>
    public long MostGrowth { get; init; } = 768L << 20;

    /// <summary>Memory of a worker, whatever has taken it.</summary>
    public long MostResident { get; init; } = 1_536L << 20;

    /// <summary>A worker that holds more than this takes no more batches: another takes its place.</summary>
    public long RenewAt { get; init; } = 640L << 20;

    /// <summary>Only what the established product has, and its words for some errors.</summary>
    public bool StrictPeer { get; init; }

    /// <summary>Command that starts a worker, with its arguments; the limits follow as one more.</summary>
    public required IReadOnlyList<string> Worker { get; init; }
}
