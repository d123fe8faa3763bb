using Pintle.DestinationKit.Lookups;

namespace Pintle.DestinationKit;

/// <summary>What transformations use beside the event: clock, ids, the way out for look-ups, and what they remember. One per host.</summary>
public sealed class TransformEnvironment
{
    /// <summary>The event's "now".</summary>
    public TimeProvider Clock { get; init; } = TimeProvider.System;

    /// <summary>Ids for what has none of its own.</summary>
    public Func<Guid> NewId { get; init; } = Guid.CreateVersion7;

    /// <summary>Makes requests of look-ups; refuses all when the host gave none.</summary>
    public VendorHttp Http { get; init; } = VendorHttp.None;

    /// <summary>Told of a bug that was one event's end: what failed, the exception.</summary>
    public Action<string, Exception> OnBug { get; init; } = static (_, _) => { };

    /// <summary>What look-ups found.</summary>
    public LookupCaches Caches { get; init; } = new();
}
