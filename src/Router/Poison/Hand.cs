namespace Pintle.Router.Poison;

/// <summary>Notes the event that a consumer transforms. Used by one thread at a time, <see cref="Take"/> and <see cref="Leave"/> by the same one.</summary>
public sealed unsafe class Hand
{
    /// <summary>Unclean ends with an event in hand after which it is taken alone.</summary>
    public const int SuspectAt = 2;

    /// <summary>And after which it is set aside.</summary>
    public const int SetAsideAt = 3;

    private readonly InHandNotes _notes;
    private readonly ulong _consumer;
    private readonly ulong* _note;
    private readonly int _number;
    private bool _isCareful;
    private bool _isReleased;

    internal Hand(InHandNotes notes, ulong consumer, ulong* note, int number)
    {
        (_notes, _consumer, _number) = (notes, consumer, number);
        _note = note;
    }

    /// <summary>The event is about to be transformed. False when it must not be: it has ended the process too often.</summary>
    public bool Take(int lane, long offset)
    {
        var packed = EventInHand.Pack(lane, offset);
        if (_notes.HasSuspects && !TryTakeCarefully(packed))
        {
            return false;
        }

        Volatile.Write(ref *_note, packed);
        return true;
    }

    /// <summary>The transformation has ended and the process is still there.</summary>
    public void Leave()
    {
        if (_isCareful)
        {
            LeaveCarefully();
        }

        Volatile.Write(ref *_note, 0);
    }

    /// <summary>The consumer has ended.</summary>
    public void Release()
    {
        if (!Interlocked.Exchange(ref _isReleased, true))
        {
            _notes.Release(_number);
        }
    }

    private bool TryTakeCarefully(ulong packed)
    {
        var e = new EventInHand(_consumer, packed);
        var strikes = _notes.StrikesOf(e);
        if (strikes >= SetAsideAt)
        {
            _notes.SetAside(e);
            return false;
        }

        if (strikes >= SuspectAt)
        {
            _notes.Turns.EnterWriteLock();
        }
        else
        {
            _notes.Turns.EnterReadLock();
        }

        return _isCareful = true;
    }

    private void LeaveCarefully()
    {
        _isCareful = false;
        _notes.Forget(new EventInHand(_consumer, *_note));
        if (_notes.Turns.IsWriteLockHeld)
        {
            _notes.Turns.ExitWriteLock();
        }
        else
        {
            _notes.Turns.ExitReadLock();
        }
    }
}
