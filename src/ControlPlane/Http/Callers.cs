namespace Pintle.ControlPlane.Http;

/// <summary>Those whom a limit counts.</summary>
internal static class Callers
{
    private const int Most = 50_000;

    /// <summary>Before one more is counted: forgets who counts no more, when there are many.</summary>
    /// <param name="known">What is known of each.</param>
    /// <param name="isOver">Who can be forgotten.</param>
    public static void MakeRoom<T>(Dictionary<string, T> known, Func<T, bool> isOver)
    {
        if (known.Count < Most)
        {
            return;
        }

        foreach (var caller in known.Where(k => isOver(k.Value)).Select(k => k.Key).ToList())
        {
            known.Remove(caller);
        }

        // So many at once are an attack from everywhere: memory is worth more than the count.
        if (known.Count >= Most)
        {
            known.Clear();
        }
    }
}
