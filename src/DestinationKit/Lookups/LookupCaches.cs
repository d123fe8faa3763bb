using System.Collections.Concurrent;

namespace Pintle.DestinationKit.Lookups;

/// <summary>What look-ups found, by look-up. One per host; a test or a conformance request has one of its own.</summary>
public sealed class LookupCaches
{
    private readonly ConcurrentDictionary<object, object> _caches = new();

    internal LookupCache<T> Of<T>(Lookup<T> lookup, TimeProvider clock)
        where T : class =>
        (LookupCache<T>)_caches.GetOrAdd(lookup, static (key, clock) => new LookupCache<T>((Lookup<T>)key, clock), clock);
}
