namespace Pintle.Router.Timing;

/// <summary>
/// How long a destination's deliveries took on this node: from receipt to delivery, and its vendor's answers. In memory, from the
/// start of the process on. Thread-safe; nothing is allocated per event.
/// </summary>
internal sealed class DeliveryTimes(TimeProvider time)
{
    private readonly DateTimeOffset _since = time.GetUtcNow();
    private readonly Lock _gate = new();
    private readonly DelaySeries _deliveries = new();
    private readonly DelaySeries _answers = new();

    /// <summary>An event was delivered; replayed ones don't count, for they were received long ago.</summary>
    public void Delivered(DateTimeOffset receivedAt)
    {
        var now = time.GetUtcNow();
        lock (_gate)
        {
            _deliveries.Add(MinuteOf(now), now - receivedAt);
        }
    }

    /// <summary>A request has ended, with an answer or without.</summary>
    public void Answered(TimeSpan took)
    {
        var minute = MinuteOf(time.GetUtcNow());
        lock (_gate)
        {
            _answers.Add(minute, took);
        }
    }

    /// <param name="destinationId">Whose times they are.</param>
    /// <param name="grain">Of the series; null: without one.</param>
    public DestinationLatency Read(string destinationId, LatencyGrain? grain)
    {
        var now = MinuteOf(time.GetUtcNow());
        lock (_gate)
        {
            return new DestinationLatency(
                destinationId, _since, Window(s => s.LastMinutes(now, 5)), Window(s => s.LastMinutes(now, 60)), Window(s => s.LastDay(now)))
            {
                Series = grain switch
                {
                    LatencyGrain.Minute => Series(s => s.ByMinute(now), TimeSpan.FromMinutes(1)),
                    LatencyGrain.Hour => Series(s => s.ByHour(now), TimeSpan.FromHours(1)),
                    _ => null,
                },
            };
        }
    }

    private LatencyWindow Window(Func<DelaySeries, DelaySketch> read) => new(read(_deliveries).ToPercentiles(), read(_answers).ToPercentiles());

    private List<LatencyPoint> Series(Func<DelaySeries, IEnumerable<(long Number, DelaySketch Sketch)>> read, TimeSpan length)
    {
        var (deliveries, answers) = (read(_deliveries).ToDictionary(s => s.Number, s => s.Sketch), read(_answers).ToDictionary(s => s.Number, s => s.Sketch));
        return [.. deliveries.Keys.Union(answers.Keys).Order().Select(number => new LatencyPoint(
            DateTimeOffset.UnixEpoch + (number * length), deliveries.GetValueOrDefault(number)?.ToPercentiles(), answers.GetValueOrDefault(number)?.ToPercentiles()))];
    }

    private static long MinuteOf(DateTimeOffset at) => at.UtcTicks / TimeSpan.TicksPerMinute - (DateTimeOffset.UnixEpoch.UtcTicks / TimeSpan.TicksPerMinute);
}
