namespace Pintle.UserCode.Worker;

/// <summary>Limits of user code.</summary>
internal sealed record WorkerOptions
{
    /// <summary>Of what runs without waiting.</summary>
    public TimeSpan RunLimit { get; init; } = TimeSpan.FromSeconds(4);

    /// <summary>Of a batch as a whole, without what it waits for.</summary>
    public TimeSpan TotalRunLimit { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>Heap of a version: beyond it its batch is ended.</summary>
    public int HeapMegabytes { get; init; } = 128;

    /// <summary>Versions that a worker keeps ready.</summary>
    public int MostVersions { get; init; } = 320;

    /// <summary>An isolate that has grown to this is given up after its batch.</summary>
    public int HeavyMegabytes { get; init; } = 64;

    /// <summary>Characters of an output, as JSON.</summary>
    public int LongestOutput { get; init; } = 16 << 20;

    /// <summary>Characters of the outputs of a batch.</summary>
    public int LongestResult { get; init; } = 64 << 20;

    /// <summary>Outputs of a batch.</summary>
    public int MostOutputs { get; init; } = 100_000;

    /// <summary>Levels of an output.</summary>
    public int Deepest { get; init; } = 500;

    /// <summary>Characters of an error.</summary>
    public int LongestError { get; init; } = 10_000;

    /// <summary>Characters of what one call asks the host, as JSON.</summary>
    public int LongestCall { get; init; } = 10 << 20;

    /// <summary>Only what the established product has, and its words for some errors.</summary>
    public bool StrictPeer { get; init; }

    /// <summary>Lines that a test may log.</summary>
    public int MostLogs { get; init; } = 1_000;

    /// <summary>Characters of one of them.</summary>
    public int LongestLog { get; init; } = 10_000;
}
