namespace Pintle.Router.Timing;

/// <summary>One kind of duration over the last day: the minute that runs, the 60 before it, and 24 hours. Not thread-safe.</summary>
internal sealed class DelaySeries
{
    private const int Minutes = 60;
    private const int Hours = 24;

    private readonly DelayHistogram _running = new();
    private readonly Slot[] _minutes = new Slot[Minutes];
    private readonly Slot[] _hours = new Slot[Hours];
    private long _minute;

    /// <param name="minute">Number of the minute that it is now, since 1970.</param>
    public void Add(long minute, TimeSpan delay)
    {
        GoTo(minute);
        _running.Add(delay);
    }

    /// <summary>The last minutes, the one that runs included.</summary>
    public DelaySketch LastMinutes(long now, int count)
    {
        GoTo(now);
        return DelaySketch.Merge(_minutes.Where(s => s.Sketch is not null && s.Number > now - count && s.Number < now).Select(s => s.Sketch!).Append(_running.ToSketch()));
    }

    /// <summary>The last 24 hours of the clock, the one that runs included.</summary>
    public DelaySketch LastDay(long now)
    {
        GoTo(now);
        return DelaySketch.Merge(_hours.Where(s => s.Sketch is not null && s.Number > (now / 60) - Hours).Select(s => s.Sketch!).Append(_running.ToSketch()));
    }

    /// <summary>Minutes of the last hour that have ended and had something, oldest first, by their number.</summary>
    public IEnumerable<(long Number, DelaySketch Sketch)> ByMinute(long now)
    {
        GoTo(now);
        return Filled(_minutes, now - Minutes);
    }

    /// <summary>Hours of the last day that had something, oldest first, by their number.</summary>
    public IEnumerable<(long Number, DelaySketch Sketch)> ByHour(long now)
    {
        GoTo(now);
        return Filled(_hours, (now / 60) - Hours);
    }

    private static IEnumerable<(long Number, DelaySketch Sketch)> Filled(Slot[] slots, long after) =>
        slots.Where(s => s.Sketch is not null && s.Number > after).OrderBy(s => s.Number).Select(s => (s.Number, s.Sketch!));

    // The clock may be set back: what comes then goes to the minute that runs.
    private void GoTo(long minute)
    {
        if (minute <= _minute)
        {
            return;
        }

        if (_running.Count > 0)
        {
            var ended = _running.ToSketch();
            _running.Clear();
            _minutes[_minute % Minutes] = new Slot(_minute, ended);
            ref var hour = ref _hours[_minute / 60 % Hours];
            hour = new Slot(_minute / 60, hour.Number == _minute / 60 && hour.Sketch is { } before ? DelaySketch.Merge([before, ended]) : ended);
        }

        _minute = minute;
    }

    private readonly record struct Slot(long Number, DelaySketch? Sketch);
}
