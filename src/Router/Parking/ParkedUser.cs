using Pintle.Router.Progress;
using Pintle.Store.Outcomes;
using Pintle.Store.Segments;

namespace Pintle.Router.Parking;

/// <summary>
/// A user whose event failed: that event with its next try, and the events behind it as places in the log. Short queues are
/// in memory, long ones only in the store, page by page. Not thread-safe: guarded by its consumer.
/// </summary>
internal sealed class ParkedUser(ParkedKey key)
{
    private const byte Version = 2;

    // Only where there are outputs of user code.
    private const byte WithOutputs = 3;
    private const byte WithoutCount = 1;
    private const int MostInMemory = 4_096;

    private readonly Queue<EventAddress> _loaded = new();
    private readonly List<EventAddress> _fresh = [];
    private readonly Queue<(long First, long Last)> _chunks = new();
    private readonly List<long> _doneChunks = [];
    private long _lastBehind = -1;
    private long _doneBelow;
    private long _reached;
    private long _behind;

    public ParkedKey Key { get; } = key;

    /// <summary>The event that failed; null while the events behind it are being worked off.</summary>
    public FailedEvent? Failed { get; private set; }

    public DateTimeOffset NextTry { get; private set; }

    /// <summary>A request or a load of this user is on its way.</summary>
    public bool IsBusy { get; set; }

    /// <summary>Something changed since the last commit.</summary>
    public bool IsDirty { get; private set; } = true;

    /// <summary>There are events behind that only the store lists.</summary>
    public bool MoreInStore { get; private set; }

    public int BehindCount => _loaded.Count;

    /// <summary>The failed event and those behind it, in memory or not.</summary>
    public long Waiting => (Failed is null ? 0 : 1) + _behind;

    /// <summary>Stored by a version that did not count the events behind.</summary>
    public bool IsUncounted { get; private set; }

    /// <summary>Nothing failed and nothing waits behind: the user can go on from the log.</summary>
    public bool IsEmpty => Failed is null && _loaded.Count == 0 && !MoreInStore;

    /// <summary>Lowest sequence that it needs from the log. What only the store lists lies above what was reached last.</summary>
    public long LowestSequence =>
        Failed?.Address.Sequence ?? (_loaded.TryPeek(out var first) ? first.Sequence : MoreInStore ? _reached : long.MaxValue);

    /// <summary>Under which key an event's user parks; an event of nobody parks alone.</summary>
    public static Events.UserKey KeyOf(Events.EventHeader header) => header.User.IsNone ? new Events.UserKey(header.MessageHash) : header.User;

    /// <summary>May an event of the user at this offset be one that it still has? Errs towards yes.</summary>
    public bool MayHold(long offset) => offset >= (Failed?.Address.Offset ?? _doneBelow) && offset <= Math.Max(Failed?.Address.Offset ?? -1, _lastBehind);

    /// <summary>Where to load more from: ranges that begin at or above this offset.</summary>
    public long LoadFrom { get; private set; }

    public void Fail(FailedEvent failed, DateTimeOffset nextTry) => (Failed, NextTry, IsDirty) = (failed, nextTry, true);

    /// <summary>Tries later without counting an attempt.</summary>
    public void Postpone(DateTimeOffset nextTry) => NextTry = nextTry;

    /// <summary>The failed event has ended, one way or the other.</summary>
    public void FailedIsDone() => (_reached, Failed, IsDirty) = (Failed!.Address.Sequence, null, true);

    /// <summary>An event of the user came up in the log: it waits its turn.</summary>
    public void AddBehind(EventAddress address)
    {
        _fresh.Add(address);
        _behind++;
        _lastBehind = address.Offset;
        IsDirty = true;
        if (!MoreInStore && _loaded.Count < MostInMemory)
        {
            _loaded.Enqueue(address);
        }
        else
        {
            MoreInStore = true;
        }
    }

    public bool TryPeekBehind(out EventAddress next) => _loaded.TryPeek(out next);

    /// <summary>The first event behind has ended, or has become the failed one.</summary>
    public void TakeBehind()
    {
        var taken = _loaded.Dequeue();
        _behind--;
        (_doneBelow, _reached) = (taken.Offset + 1, taken.Sequence);
        IsDirty = true;
        while (_chunks.TryPeek(out var chunk) && chunk.Last < _doneBelow)
        {
            _doneChunks.Add(_chunks.Dequeue().First);
        }
    }

    /// <summary>A page of ranges from the store, read after everything added before was durable.</summary>
    public void Load(IReadOnlyList<ParkedRange> page, bool isLast)
    {
        foreach (var range in page)
        {
            var addresses = EventAddress.Unpack(Key.Lane, range.Events);
            if (addresses[^1].Offset < _doneBelow)
            {
                _doneChunks.Add(range.Key.FirstOffset);
            }
            else if (_chunks.All(c => c.First != range.Key.FirstOffset))
            {
                _chunks.Enqueue((range.Key.FirstOffset, addresses[^1].Offset));
            }

            foreach (var address in addresses.Where(a => a.Offset >= _doneBelow))
            {
                _loaded.Enqueue(address);
                _lastBehind = Math.Max(_lastBehind, address.Offset);
            }

            LoadFrom = range.Key.FirstOffset + 1;
        }

        var lastLoaded = _loaded.Count == 0 ? _doneBelow - 1 : _loaded.Last().Offset;
        var nothingLeft = page.Count == 0 && _fresh.Count == 0;
        MoreInStore = !isLast || (lastLoaded < _lastBehind && !nothingLeft);
    }

    /// <summary>Moves the changes into a commit.</summary>
    public void CollectInto(Committing.CommitBuilder commit)
    {
        if (!IsDirty)
        {
            return;
        }

        commit.Parked.Add(new ParkedRow(Key, NextTry, Pack()));
        if (_fresh.Count > 0)
        {
            commit.ParkedRanges.Add(new ParkedRange(new ParkedRangeKey(Key, _fresh[0].Offset), EventAddress.Pack(_fresh)));
            Track(_fresh[0].Offset, _fresh[^1].Offset);
            _fresh.Clear();
        }

        commit.DoneParkedRanges.AddRange(_doneChunks.Select(first => new ParkedRangeKey(Key, first)));
        _doneChunks.Clear();
        IsDirty = false;
    }

    /// <summary>
    /// The user was parked before and set free since the last commit: the store still lists the ranges of that time. They lie
    /// below everything that is behind now.
    /// </summary>
    public void ForgetFormer()
    {
        _doneBelow = Math.Max(_doneBelow, Failed?.Address.Offset ?? 0);
        LoadFrom = Math.Max(LoadFrom, _doneBelow);
        IsDirty = true;
    }

    /// <summary>Counts the events behind from the ranges that the store lists; once, for a user of an older version.</summary>
    public void CountBehind(IEnumerable<ParkedRange> page) =>
        _behind += page.SelectMany(range => EventAddress.Unpack(Key.Lane, range.Events)).Count(a => a.Offset >= _doneBelow);

    public static ParkedUser Restore(ParkedRow row)
    {
        var reader = new ByteReader(row.State);
        var version = reader.Byte();
        if (version is not (WithOutputs or Version or WithoutCount))
        {
            throw new Store.SegmentDamagedException($"Parked state version {version} is unknown to this version of Pintle.");
        }

        var user = new ParkedUser(row.Key) { _doneBelow = reader.Long(), _lastBehind = reader.Long() - 1 };
        user.MoreInStore = user._lastBehind >= user._doneBelow;
        user.Failed = reader.Byte() == 1 ? FailedEvent.Read(ref reader) : null;
        user.NextTry = row.NextTry;
        user.IsDirty = false;
        user.IsUncounted = version == WithoutCount;
        user._behind = version == WithoutCount ? 0 : reader.Long();
        user.Failed = version == WithOutputs ? user.Failed! with { Outputs = KeptOutputs.Read(ref reader) } : user.Failed;
        return user;
    }

    // While the store lists more than memory, chunks are tracked when they are loaded.
    private void Track(long first, long last)
    {
        if (last < _doneBelow)
        {
            _doneChunks.Add(first);
        }
        else if (!MoreInStore)
        {
            _chunks.Enqueue((first, last));
            LoadFrom = first + 1;
        }
    }

    private byte[] Pack()
    {
        var writer = new ByteWriter();
        writer.Byte(Failed?.Outputs is null ? Version : WithOutputs);
        writer.Varint(_doneBelow);
        writer.Varint(_lastBehind + 1);
        writer.Byte((byte)(Failed is null ? 0 : 1));
        Failed?.Write(writer);
        writer.Varint(_behind);
        Failed?.Outputs?.Write(writer);
        return writer.ToArray();
    }
}
