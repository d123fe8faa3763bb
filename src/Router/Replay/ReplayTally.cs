using Pintle.Store.Outcomes;

namespace Pintle.Router.Replay;

/// <summary>Counts what becomes of a job's events. Guarded by its owner.</summary>
internal sealed class ReplayTally
{
    private long _passedOver;
    private long _delivered;
    private long _filtered;
    private long _dropped;
    private long _failed;

    public ReplayTally(JobProgress? former = null)
    {
        if (former is not null)
        {
            (_passedOver, _delivered, _filtered, _dropped, _failed) =
                (former.Read - former.Matched, former.Delivered, former.Filtered, former.Dropped, former.Failed);
        }
    }

    /// <summary>Rises with every change.</summary>
    public long Version { get; private set; }

    /// <summary>An event that the filter doesn't cover.</summary>
    public void PassOver()
    {
        _passedOver++;
        Version++;
    }

    public void Count(OutcomeKind kind)
    {
        Version++;
        switch (kind)
        {
            case OutcomeKind.Delivered:
                _delivered++;
                break;
            case OutcomeKind.Filtered:
                _filtered++;
                break;
            case OutcomeKind.Dead:
                _failed++;
                break;
            default:
                _dropped++;
                break;
        }
    }

    /// <param name="waiting">Events that were taken and have not ended.</param>
    public JobProgress ToProgress(long waiting)
    {
        var matched = _delivered + _filtered + _dropped + _failed + waiting;
        return new JobProgress(_passedOver + matched, matched, _delivered, _filtered, _dropped, _failed, waiting, Share: 0);
    }
}
