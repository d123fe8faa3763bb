namespace Pintle.DestinationKit.Batching;

/// <summary>Batches in the order in which they were begun. A user's later event never lands in an earlier one.</summary>
/// <typeparam name="T">A batch.</typeparam>
public sealed class OrderedBatches<T>
{
    private readonly List<T> _batches = [];
    private readonly Dictionary<string, int> _lastOfUser = [];

    /// <summary>All of them.</summary>
    public IReadOnlyList<T> All => _batches;

    /// <summary>The batch for an event: the last that it fits, unless its user has gone on since; else a new one.</summary>
    /// <param name="e">The event.</param>
    /// <param name="fits">May it go there? Null: it goes alone.</param>
    /// <param name="begin">Makes a new batch.</param>
    public T For(Event e, Predicate<T>? fits, Func<T> begin)
    {
        var user = e.Metadata["userId"].ToText() ?? e.First("userId", "anonymousId").ToText() ?? "";
        var at = fits is null ? -1 : _batches.FindLastIndex(fits);
        if (at < 0 || at < _lastOfUser.GetValueOrDefault(user, -1))
        {
            at = _batches.Count;
            _batches.Add(begin());
        }

        _lastOfUser[user] = at;
        return _batches[at];
    }
}
