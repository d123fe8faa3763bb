namespace Pintle.UserCode.Worker;

/// <summary>Limits of user code.</summary>
internal sealed record WorkerOptions
{
    /// <summary>Of what runs without waiting.</summary>
    public TimeSpan RunLimit { get; init; } = TimeSpan.FromSeconds(4);

    /// <summary>Of a batch as a whole, with what it waits for.</summary>
    public TimeSpan BatchLimit { get; init; } = TimeSpan.FromSeconds(600);

    /// <summary>Heap of a version: beyond it its batch is ended.</summary>
    public int HeapMegabytes { get; init; } = 128;

    /// <summary>Versions that a worker keeps ready.</summary>
    public int MostIsolates { get; init; } = 256;

    /// <summary>Only what the established product has, and its words for some errors.</summary>
    public bool StrictPeer { get; init; }

    /// <summary>Lines that a test may log.</summary>
    public int MostLogs { get; init; } = 1_000;

    /// <summary>Characters of one of them.</summary>
    public int LongestLog { get; init; } = 10_000;
}
