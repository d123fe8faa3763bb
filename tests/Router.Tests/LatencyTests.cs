using Microsoft.Extensions.Time.Testing;
using Pintle.Router.Tests.Rig;
using Pintle.Router.Timing;

namespace Pintle.Router.Tests;

public sealed class LatencyTests
{
    private readonly FakeTimeProvider _time = new(new DateTimeOffset(2026, 11, 25, 8, 0, 30, TimeSpan.Zero));

    [Fact]
    public void Percentiles_are_at_most_3_2_percent_off_from_microseconds_to_weeks()
    {
        for (var microseconds = 1.0; microseconds < TimeSpan.FromDays(40).TotalMicroseconds; microseconds *= 1.37)
        {
            var histogram = new DelayHistogram();
            histogram.Add(TimeSpan.FromMicroseconds(microseconds));
            var (told, exact) = (histogram.ToSketch().ToPercentiles()!.P50, Math.Floor(microseconds) / 1000);
            Assert.InRange(told, exact * 0.968 - 0.001, exact * 1.032 + 0.001);
        }
    }

    [Fact]
    public void A_thousand_answers_have_their_percentiles_in_every_window()
    {
        var times = new DeliveryTimes(_time);
        for (var n = 1; n <= 1_000; n++)
        {
            times.Answered(TimeSpan.FromMilliseconds(n));
        }

        var read = times.Read("hook", null);
        foreach (var window in (LatencyWindow[])[read.Last5Minutes, read.LastHour, read.LastDay])
        {
            Assert.Null(window.Delivery);
            Assert.Equal(1_000, window.Answer!.Count);
            Assert.InRange(window.Answer.P50, 484, 516);
            Assert.InRange(window.Answer.P95, 920, 980);
            Assert.InRange(window.Answer.P99, 958, 1_022);
        }
    }

    [Fact]
    public void What_is_older_leaves_the_windows_and_stays_in_the_series_of_hours()
    {
        var times = new DeliveryTimes(_time);
        times.Answered(TimeSpan.FromMilliseconds(100));
        _time.Advance(TimeSpan.FromMinutes(5));
        times.Answered(TimeSpan.FromMilliseconds(200));
        var read = times.Read("hook", LatencyGrain.Minute);
        Assert.Equal((1, 2, 2), (read.Last5Minutes.Answer!.Count, read.LastHour.Answer!.Count, read.LastDay.Answer!.Count));
        Assert.Equal(new DateTimeOffset(2026, 11, 25, 8, 0, 0, TimeSpan.Zero), Assert.Single(read.Series!).At);

        _time.Advance(TimeSpan.FromHours(3));
        read = times.Read("hook", LatencyGrain.Hour);
        Assert.Equal((null, null, 2L), (read.Last5Minutes.Answer, read.LastHour.Answer, read.LastDay.Answer!.Count));
        Assert.Equal(2, Assert.Single(read.Series!).Answer!.Count);
        _time.Advance(TimeSpan.FromDays(1));
        Assert.Null(times.Read("hook", null).LastDay.Answer);
    }

    [Fact]
    public void Nothing_is_allocated_per_event()
    {
        var times = new DeliveryTimes(_time);
        Note(times, 1_000);
        var before = GC.GetAllocatedBytesForCurrentThread();
        Note(times, 10_000);
        Assert.Equal(0, GC.GetAllocatedBytesForCurrentThread() - before);
    }

    [Fact]
    public async Task Deliveries_are_timed_from_their_receipt()
    {
        await using var rig = await new RouterRig().StartAsync();
        await rig.AppendAsync(Enumerable.Range(0, 20).Select(n => ($"u{n}", (long)n)));
        await rig.UntilCountAsync(Store.Outcomes.OutcomeKind.Delivered, 20);
        var read = Assert.Single(rig.Router.Latency(null, null));
        Assert.Equal(("hook", 20L, 20L), (read.DestinationId, read.LastHour.Delivery!.Count, read.LastHour.Answer!.Count));
        Assert.Empty(rig.Router.Latency("nope", null));
    }

    private static void Note(DeliveryTimes times, int events)
    {
        for (var n = 0; n < events; n++)
        {
            times.Answered(TimeSpan.FromMilliseconds(n));
            times.Delivered(DateTimeOffset.UnixEpoch);
        }
    }
}
