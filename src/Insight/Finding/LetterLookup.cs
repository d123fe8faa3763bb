using Pintle.Store.DeadLetters;

namespace Pintle.Insight.Finding;

/// <summary>Says which of some events are dead letters, in one walk over the letters that were written since the oldest of them.</summary>
public static class LetterLookup
{
    private const int LettersPerPage = 2_000;

    /// <summary>The letters of the events asked for, of any destination.</summary>
    public static async Task<IReadOnlyList<StoredDeadLetter>> FindAsync(
        IDeadLetterReader letters, IReadOnlySet<(int Lane, long Offset)> events, DateTimeOffset since, CancellationToken ct)
    {
        var found = new List<StoredDeadLetter>();
        var filter = new DeadLetterFilter(From: since);
        string? next = null;
        do
        {
            var page = await letters.PageAsync(filter, next, LettersPerPage, ct);
            found.AddRange(page.Letters.Where(l => events.Contains((l.Letter.Lane, l.Letter.Offset))));
            next = page.Next;
        }
        while (next is not null);
        return found;
    }
}
