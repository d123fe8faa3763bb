namespace Pintle.Events;

/// <summary>What a watcher wants to see. Empty members don't restrict.</summary>
public sealed record LiveWish
{
    public string SourceId { get; init; } = "";

    public string DestinationId { get; init; } = "";

    /// <summary>A <c>userId</c>, or the <c>anonymousId</c> of events without one.</summary>
    public string User { get; init; } = "";

    public string Type { get; init; } = "";

    /// <summary>Only failures: parked, held back and dead.</summary>
    public bool OnlyFailures { get; init; }

    /// <summary>The event itself with each step.</summary>
    public bool WithEvents { get; init; }

    /// <summary>Most steps a second; what is more is left out and counted.</summary>
    public int MostPerSecond { get; init; } = 1_000;

    /// <summary>What can be told before the step is built.</summary>
    internal bool MayCover(string step, string sourceId, string destinationId, string type) =>
        Is(SourceId, sourceId) && Is(DestinationId, destinationId) && Is(Type, type) && (!OnlyFailures || step is "parked" or "held back" or "dead");

    internal bool Covers(LiveStep step) => Is(User, step.User) && MayCover(step.Step, step.SourceId, step.DestinationId, step.Type);

    private static bool Is(string wanted, string actual) => wanted.Length == 0 || wanted == actual;
}
