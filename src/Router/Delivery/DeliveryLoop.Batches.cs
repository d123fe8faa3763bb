namespace Pintle.Router.Delivery;

/// <summary>
/// Destinations that take several events in a request: events gather, one per user, and go to the destination's transformation
/// together. A group goes when it is full, when it is old, and at once when nothing else is on its way.
/// </summary>
internal sealed partial class DeliveryLoop
{
    private List<Attempt> _gathered = [];
    private DateTimeOffset _gatheredSince;

    // Events of groups that are on their way.
    private int _inGroups;

    private void Gather(Attempt attempt)
    {
        if (_gathered.Count == 0)
        {
            _gatheredSince = _setup.Time.GetUtcNow();
        }

        attempt.FirstAttempt ??= _setup.Time.GetUtcNow();
        attempt.Transformer = _transformer!;
        attempt.IsProbe = _admission.Gather();
        if (attempt.FormerAttempts > 0 || attempt.GoesAlone)
        {
            // It was refused among others, and who is to blame is not known.
            attempt.GoesAlone = true;
            SendGroup([attempt]);
            return;
        }

        _gathered.Add(attempt);
        if (_gathered.Count >= _setup.Options.MaxGathered || attempt.IsProbe)
        {
            SendGathered();
        }
    }

    /// <summary>At the end of a turn: sends what has gathered, unless more may soon come along.</summary>
    private void EndGathering()
    {
        if (_gathered.Count > 0 && !_isStopping && (_admission.InFlight == 0 || GatheringEnds <= _setup.Time.GetUtcNow()))
        {
            SendGathered();
        }
    }

    // So many events may be under way or uncommitted: more where a request takes many.
    private int MostUnderWay => _setup.Options.MaxUncommitted + _setup.Options.MaxInFlight
        + (_transformer?.Configured.IsBatching == true ? 2 * _setup.Options.MaxGathered : 0);

    private DateTimeOffset? GatheringEnds => _gathered.Count > 0 ? _gatheredSince + _setup.Options.GatherFor : null;

    private void SendGathered()
    {
        var group = _gathered;
        _gathered = [];
        SendGroup(group);
    }

    private void SendGroup(List<Attempt> group)
    {
        _admission.UseGathered();
        _inGroups += group.Count;
        var transformer = _transformer!;
        _work.Add(() => SendGroupAsync(group, transformer));
    }

    private async Task SendGroupAsync(List<Attempt> group, EventTransformer transformer)
    {
        var sender = new GroupSender(transformer, _setup.ClientOf(_destinationId), _destinationId, _setup);
        if (!await sender.SendAsync(group, _abort.Token))
        {
            return;
        }

        _inbox.Enqueue(() => SettleGroup(group));
        _wake.Set();
    }

    private void SettleGroup(List<Attempt> group)
    {
        _admission.Done();
        _inGroups -= group.Count;
        foreach (var attempt in group)
        {
            TellBreaker(attempt);
            SettleEvent(attempt);
        }
    }
}
