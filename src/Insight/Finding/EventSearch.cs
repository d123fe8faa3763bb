using System.Runtime.CompilerServices;
using Pintle.Store;
using Pintle.Store.Segments;

namespace Pintle.Insight.Finding;

/// <summary>Finds events wherever they still are, oldest first: in dead letters that outlived the log, in spills, in the log.</summary>
public sealed class EventSearch
{
    private readonly LogSearch _log;
    private readonly SpillSearch _spills;
    private readonly AgedSearch _aged;

    public EventSearch(IEventStore store, HeaderQuery query)
    {
        _log = new LogSearch(store, query);
        _spills = new SpillSearch(store, query, _log);
        _aged = new AgedSearch(store, query, _log, _spills);
    }

    /// <summary>Headers looked at so far.</summary>
    public long Seen => _log.Seen;

    /// <summary>Segments that can't be read and were passed over.</summary>
    public int Damaged => _log.Damaged;

    /// <summary>Matching events behind a place.</summary>
    public async IAsyncEnumerable<FoundEvent> FindAsync(SearchPlace? after, [EnumeratorCancellation] CancellationToken ct)
    {
        foreach (var region in (IAsyncEnumerable<FoundEvent>[])[_aged.FindAsync(after, ct), _spills.FindAsync(after, ct), _log.FindAsync(after, ct)])
        {
            await foreach (var found in region)
            {
                yield return found;
            }
        }
    }
}
