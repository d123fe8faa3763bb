namespace Pintle.DestinationKit.Lookups;

/// <summary>
/// Something that transformations ask a vendor again and again, and how long its answers hold. Declared once, as a static
/// field; what was found lies in <see cref="TransformEnvironment.Caches"/>.
/// </summary>
/// <typeparam name="T">What is found; null when the vendor has no such thing.</typeparam>
/// <param name="name">For metrics and messages.</param>
public sealed class Lookup<T>(string name)
    where T : class
{
    public string Name { get; } = name;

    /// <summary>How long something that was found is taken for true.</summary>
    public TimeSpan Ttl { get; init; } = TimeSpan.FromMinutes(5);

    /// <summary>How long it is taken for true that there is nothing; zero: it is asked again each time.</summary>
    public TimeSpan NegativeTtl { get; init; } = TimeSpan.Zero;

    /// <summary>Answers kept at most; the oldest go first.</summary>
    public int MaxEntries { get; init; } = 10_000;

    /// <summary>The answer for a key: a remembered one, that of a request already on its way, or a new one. Failures are not remembered.</summary>
    /// <param name="environment">Whose cache it is.</param>
    /// <param name="key">All that the answer depends on, the account included.</param>
    /// <param name="ask">Asks the vendor; null: there is no such thing.</param>
    /// <param name="ct">Ends the waiting, not a request that others wait for.</param>
    public Task<T?> GetAsync(TransformEnvironment environment, string key, Func<Task<T?>> ask, CancellationToken ct = default) =>
        environment.Caches.Of(this, environment.Clock).GetAsync(key, ask).WaitAsync(ct);

    /// <summary>Forgets an answer that has proved wrong.</summary>
    public void Forget(TransformEnvironment environment, string key) => environment.Caches.Of(this, environment.Clock).Forget(key);
}
