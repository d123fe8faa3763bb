using Pintle.Router.Retry;

namespace Pintle.Router.Delivery;

/// <summary>Says whether one more request may go: places in flight, breaker, throttles. A place that was given and not used is kept for the next event of the turn.</summary>
internal sealed class Admission(Breaker breaker, int maxInFlight)
{
    private bool _isHeld;
    private bool _isProbe;

    public int InFlight { get; private set; }

    /// <summary>All must agree.</summary>
    public IReadOnlyList<Throttle> Throttles { get; set; } = [];

    /// <summary>When to ask again, when time alone will help; null otherwise.</summary>
    public DateTimeOffset? AskAgainAt { get; private set; }

    public bool TryGet()
    {
        AskAgainAt = null;
        if (_isHeld)
        {
            return true;
        }

        if (InFlight >= maxInFlight)
        {
            return false;
        }

        if (!breaker.TryEnter(out _isProbe))
        {
            AskAgainAt = breaker.ProbeAt;
            return false;
        }

        if (TakeOfThrottles() is { } wait)
        {
            if (_isProbe)
            {
                breaker.CancelProbe();
            }

            AskAgainAt = wait;
            return false;
        }

        return _isHeld = true;
    }

    /// <summary>The place given last is used; true when the request is a probe.</summary>
    public bool Use()
    {
        _isHeld = false;
        InFlight++;
        return _isProbe;
    }

    /// <summary>The throttles' permission given last is used by an event that waits for others; true when it is a probe.</summary>
    public bool Gather()
    {
        _isHeld = false;
        return _isProbe;
    }

    /// <summary>The event given the last place is the probe; otherwise the place stays for the next event.</summary>
    public bool TakeProbe()
    {
        _isHeld &= !_isProbe;
        return _isProbe;
    }

    /// <summary>Events that have gathered take one place together.</summary>
    public void UseGathered() => InFlight++;

    /// <summary>No event needs the place given last: neither a probe nor a throttle must be charged with it.</summary>
    public void GiveBack()
    {
        if (!_isHeld)
        {
            return;
        }

        _isHeld = false;
        if (_isProbe)
        {
            breaker.CancelProbe();
        }

        GiveBack(Throttles.Count);
    }

    public void Done() => InFlight--;

    private DateTimeOffset? TakeOfThrottles()
    {
        for (var i = 0; i < Throttles.Count; i++)
        {
            if (Throttles[i].TryTake() is { } wait)
            {
                GiveBack(i);
                return wait;
            }
        }

        return null;
    }

    private void GiveBack(int ofThrottles)
    {
        for (var i = 0; i < ofThrottles; i++)
        {
            Throttles[i].GiveBack();
        }
    }
}
