using System.Net;
using Microsoft.Extensions.Time.Testing;
using Pintle.Router.Retry;
using Pintle.Router.Tests.Rig;
using Pintle.Store.Outcomes;

namespace Pintle.Router.Tests;

public sealed class ThrottleTests
{
    private readonly FakeTimeProvider _time = new();

    [Theory]
    [InlineData(1, 1)]
    [InlineData(10, 1)]
    [InlineData(100, 1)]
    [InlineData(1_000, 60)]
    [InlineData(37, 7)]
    public void No_window_has_more_than_the_limit_and_little_is_given_away(int limit, int seconds)
    {
        var window = TimeSpan.FromSeconds(seconds);
        var throttle = new Throttle(new Rate(limit, window), _time);
        var taken = new List<long>();
        var end = _time.GetUtcNow() + (10 * window);
        var random = new Random(limit);
        while (_time.GetUtcNow() < end)
        {
            while (throttle.TryTake() is null)
            {
                taken.Add(_time.GetUtcNow().Ticks);
            }

            // Now and then nobody asks for a while: what was saved up then must not come as a surge.
            _time.Advance(random.Next(8 * limit) == 0 ? window / 3 : window / limit / 4);
        }

        var most = taken.Select((at, index) => index - taken.FindIndex(t => t > at - window.Ticks) + 1).Max();
        Assert.InRange(most, 1, limit);
        Assert.InRange(most, limit * 0.9, limit);
    }

    [Fact]
    public void It_says_when_to_ask_again_and_then_lets_one_pass()
    {
        var throttle = new Throttle(new Rate(10, TimeSpan.FromSeconds(1)), _time);
        Assert.Null(throttle.TryTake());
        var again = throttle.TryTake()!.Value;
        Assert.Equal(TimeSpan.FromMilliseconds(100), again - _time.GetUtcNow());
        _time.Advance(TimeSpan.FromMilliseconds(100));
        Assert.Null(throttle.TryTake());
        Assert.NotNull(throttle.TryTake());
        throttle.GiveBack();
        Assert.Null(throttle.TryTake());
    }

    [Theory]
    [InlineData("100/1s", 100, 1_000)]
    [InlineData("500/s", 500, 1_000)]
    [InlineData(" 5 / 250ms ", 5, 250)]
    [InlineData("10/5m", 10, 300_000)]
    public void A_rate_is_read(string text, int limit, double milliseconds) =>
        Assert.Equal(new Rate(limit, TimeSpan.FromMilliseconds(milliseconds)), Rate.Parse(text));

    [Theory]
    [InlineData("100")]
    [InlineData("0/1s")]
    [InlineData("1/0s")]
    [InlineData("-1/1s")]
    [InlineData("1/25h")]
    [InlineData("fast")]
    public void What_is_no_rate_is_none(string text) => Assert.Null(Rate.Parse(text));

    [Theory]
    [InlineData("WEBHOOK=100", "WEBHOOK=100/1s")]
    [InlineData("WEBHOOK:50/10s", "WEBHOOK=50/10s")]
    [InlineData("SLACK", "SLACK=100/1s")]
    [InlineData("SLACK=0/1s", "SLACK=1/1s")]
    [InlineData("=5/1s", "WEBHOOK=5/1s")]
    public void What_is_no_throttle_is_answered_with_the_nearest_form(string text, string nearest)
    {
        Assert.Equal(nearest, ThrottleRule.Parse(text).Nearest);
        Assert.Null(ThrottleRule.Parse(text).Rule);
        Assert.NotNull(ThrottleRule.Parse(nearest).Rule);
    }

    [Fact]
    public void A_destinations_own_rule_wins_over_its_types_and_each_has_a_bucket_of_its_own()
    {
        var throttles = new Throttles([new("b", new Rate(1, TimeSpan.FromHours(1))), new("WEBHOOK", new Rate(2, TimeSpan.FromHours(1)))], _time);
        Assert.Null(throttles.Of("a", "SLACK"));
        Assert.Same(throttles.Of("a", "webhook"), throttles.Of("a", "WEBHOOK"));
        Assert.NotSame(throttles.Of("a", "WEBHOOK"), throttles.Of("c", "WEBHOOK"));
        var own = throttles.Of("b", "WEBHOOK")!;
        own.TryTake();
        _time.Advance(TimeSpan.FromMinutes(31));
        Assert.NotNull(own.TryTake());
    }

    [Fact]
    public async Task A_throttled_destination_waits_without_parking_anyone_or_opening_the_breaker_and_others_keep_their_pace()
    {
        await using var rig = new RouterRig { Options = new() { Throttles = [new("hook", new Rate(20, TimeSpan.FromSeconds(1)))] } };
        rig.Configure(RouterRig.Hook(), RouterRig.Hook("other"));
        await rig.StartAsync();
        var start = rig.Time.GetUtcNow();
        await rig.AppendAsync(Enumerable.Range(0, 200).Select(n => ($"u{n % 30}", (long)n)));
        await rig.UntilAsync(() => rig.Vendor("other").AcceptedCount == 200);
        Assert.InRange((rig.Time.GetUtcNow() - start).TotalSeconds, 0, 3);
        await rig.UntilAsync(
            () =>
            {
                Assert.Equal((0, "", "deliver"), (rig.Status().ParkedUsers, rig.Status().Problem, rig.Status().Mode));
                return rig.Vendor().AcceptedCount == 200;
            });
        Assert.InRange((rig.Time.GetUtcNow() - start).TotalSeconds, 9.9, 15);
        Assert.Empty(new Arrivals(rig.Vendor().Accepted).OutOfOrder);
        await rig.UntilCountAsync(OutcomeKind.Delivered, 200);
    }

    [Fact]
    public async Task Retries_of_many_parked_users_are_throttled_too()
    {
        await using var rig = await new RouterRig { Options = new() { Throttles = [new("WEBHOOK", new Rate(50, TimeSpan.FromSeconds(1)))] } }.StartAsync();
        var at = new List<DateTimeOffset>();
        var tried = new HashSet<RigCall>();
        rig.Vendor().Answer = (call, _) =>
        {
            lock (at)
            {
                at.Add(rig.Time.GetUtcNow());
                return Task.FromResult(RigVendor.Of(call.Number % 3 != 0 && tried.Add(call) ? HttpStatusCode.InternalServerError : HttpStatusCode.OK));
            }
        };
        await rig.AppendAsync(Enumerable.Range(0, 300).Select(n => ($"u{n}", (long)n)));
        await rig.UntilAsync(() => rig.Vendor().AcceptedCount == 300, TimeSpan.FromMilliseconds(10));
        lock (at)
        {
            Assert.InRange(at.Max(t => at.Count(o => o > t.AddSeconds(-1) && o <= t)), 1, 50);
        }
    }
}
