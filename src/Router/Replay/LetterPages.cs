using Pintle.Store.DeadLetters;

namespace Pintle.Router.Replay;

/// <summary>The letters that a job replays, page by page.</summary>
internal sealed class LetterPages(LettersSpec spec, IDeadLetterReader letters)
{
    private const int LettersPerPage = 500;

    private readonly List<DeadLetterRef>? _chosen = spec.Letters?.Select(l => l.ToRef()).ToList();
    private string? _after;
    private int _read;

    /// <summary>Nothing is left.</summary>
    public bool IsAtEnd { get; private set; }

    /// <summary>How many there are from here on.</summary>
    public async Task<long> CountAsync(CancellationToken ct) => _chosen is null
        ? (await letters.GroupsAsync(spec.ToFilter(), ct)).Sum(g => g.Count)
        : (await letters.FindAsync(_chosen, ct)).Count(IsOfDestination);

    public async Task<IReadOnlyList<StoredDeadLetter>> NextAsync(CancellationToken ct)
    {
        if (_chosen is not null)
        {
            var page = await letters.FindAsync([.. _chosen.Skip(_read).Take(LettersPerPage)], ct);
            _read += LettersPerPage;
            IsAtEnd = _read >= _chosen.Count;
            return [.. page.Where(IsOfDestination)];
        }

        var read = await letters.PageAsync(spec.ToFilter(), _after, LettersPerPage, ct);
        (_after, IsAtEnd) = (read.Next, read.Next is null);
        return read.Letters;
    }

    private bool IsOfDestination(StoredDeadLetter letter) => letter.Letter.DestinationId == spec.DestinationId;
}
