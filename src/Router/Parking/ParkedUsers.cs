using Pintle.Router.Committing;
using Pintle.Store.Outcomes;

namespace Pintle.Router.Parking;

/// <summary>All parked users of a destination, by next try. Not thread-safe: guarded by its loop.</summary>
internal sealed class ParkedUsers
{
    private readonly Dictionary<ulong, ParkedUser> _users = [];
    private readonly PriorityQueue<ParkedUser, DateTimeOffset> _schedule = new();
    private readonly HashSet<ParkedUser> _dirty = [];
    private readonly HashSet<ParkedKey> _gone = [];

    public int Count => _users.Count;

    /// <summary>Events that have not ended: the failed ones and those behind.</summary>
    public int Waiting => (int)_users.Values.Sum(u => u.Waiting);

    public bool HasChanges => _dirty.Count + _gone.Count > 0;

    public IEnumerable<ParkedUser> All => _users.Values;

    public bool TryGet(ulong user, out ParkedUser parked) => _users.TryGetValue(user, out parked!);

    /// <summary>Adds a user, new or as the store has it.</summary>
    public void Add(ParkedUser user)
    {
        _users[user.Key.User.Hash] = user;
        Touch(user);
    }

    /// <summary>The user changed: its next commit writes it.</summary>
    public void Touch(ParkedUser user)
    {
        if (user.IsDirty)
        {
            _dirty.Add(user);
        }
    }

    public void Schedule(ParkedUser user) => _schedule.Enqueue(user, user.NextTry);

    /// <summary>When the first one is due; null when none is scheduled.</summary>
    public DateTimeOffset? NextDue => _schedule.TryPeek(out _, out var due) ? due : null;

    public bool TryTakeDue(DateTimeOffset now, out ParkedUser user)
    {
        if (_schedule.TryPeek(out user!, out var due) && due <= now)
        {
            _schedule.Dequeue();
            return true;
        }

        return false;
    }

    /// <summary>Nothing of the user is left to do.</summary>
    public void Remove(ParkedUser user)
    {
        _users.Remove(user.Key.User.Hash);
        _dirty.Remove(user);
        _gone.Add(user.Key);
    }

    /// <summary>Moves the changes of one shard into a commit.</summary>
    public void CollectInto(CommitBuilder commit, Func<int, bool> inShard)
    {
        foreach (var key in _gone.Where(k => inShard(k.Lane)).ToList())
        {
            _gone.Remove(key);
            if (_users.TryGetValue(key.User.Hash, out var again) && again.Key == key)
            {
                again.ForgetFormer();
            }
            else
            {
                commit.Unparked.Add(key);
            }
        }

        foreach (var user in _dirty.Where(u => inShard(u.Key.Lane)).ToList())
        {
            _dirty.Remove(user);
            user.CollectInto(commit);
        }
    }
}
