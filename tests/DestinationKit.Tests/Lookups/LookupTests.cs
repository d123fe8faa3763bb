using Microsoft.Extensions.Time.Testing;
using Pintle.DestinationKit.Lookups;
using Pintle.TestKit;

namespace Pintle.DestinationKit.Tests.Lookups;

/// <summary>How long answers hold, and how many.</summary>
public sealed class LookupTests
{
    private readonly FakeTimeProvider _clock = new(Some.Time);
    private readonly TransformEnvironment _environment;
    private readonly Lookup<string> _lookup = new("people") { Ttl = TimeSpan.FromMinutes(5), MaxEntries = 3 };
    private int _asked;

    public LookupTests() => _environment = new TransformEnvironment { Clock = _clock };

    [Fact]
    public async Task An_answer_holds_until_its_time_is_over()
    {
        Assert.Equal("a1", await AskAsync("a"));
        _clock.Advance(TimeSpan.FromMinutes(5) - TimeSpan.FromTicks(1));
        Assert.Equal("a1", await AskAsync("a"));
        _clock.Advance(TimeSpan.FromTicks(1));
        Assert.Equal("a2", await AskAsync("a"));
        Assert.Equal(2, _asked);
    }

    [Fact]
    public async Task An_answer_that_is_used_does_not_live_longer()
    {
        await AskAsync("a");
        for (var i = 0; i < 5; i++)
        {
            _clock.Advance(TimeSpan.FromMinutes(1));
            await AskAsync("a");
        }

        Assert.Equal(2, _asked);
    }

    [Fact]
    public async Task Time_counts_from_the_answer_and_not_from_the_question()
    {
        var vendor = new TaskCompletionSource<string?>();
        var waiting = _lookup.GetAsync(_environment, "a", () => vendor.Task, TestContext.Current.CancellationToken);
        _clock.Advance(TimeSpan.FromHours(1));
        vendor.SetResult("slow");
        Assert.Equal("slow", await waiting);
        _clock.Advance(TimeSpan.FromMinutes(4));
        Assert.Equal("slow", await AskAsync("a"));
    }

    [Fact]
    public async Task That_there_is_nothing_is_asked_again_each_time()
    {
        Assert.Null(await AskAsync("nobody", found: false));
        Assert.Null(await AskAsync("nobody", found: false));
        Assert.Equal("nobody3", await AskAsync("nobody"));
    }

    [Fact]
    public async Task That_there_is_nothing_holds_as_long_as_it_is_told_to()
    {
        var lookup = new Lookup<string>("people") { NegativeTtl = TimeSpan.FromSeconds(30) };
        Assert.Null(await AskAsync("nobody", found: false, lookup));
        _clock.Advance(TimeSpan.FromSeconds(29));
        Assert.Null(await AskAsync("nobody", found: true, lookup));
        _clock.Advance(TimeSpan.FromSeconds(1));
        Assert.Equal("nobody2", await AskAsync("nobody", found: true, lookup));
    }

    [Fact]
    public async Task The_oldest_answers_make_room()
    {
        foreach (var key in (string[])["a", "b", "c", "a", "d"])
        {
            await AskAsync(key);
        }

        Assert.Equal(4, _asked);
        Assert.Equal(["b2", "c3", "d4"], [await AskAsync("b"), await AskAsync("c"), await AskAsync("d")]);
        Assert.Equal("a5", await AskAsync("a"));
        Assert.Equal("b6", await AskAsync("b"));
    }

    [Fact]
    public async Task An_answer_can_be_forgotten()
    {
        await AskAsync("a");
        await AskAsync("b");
        _lookup.Forget(_environment, "a");
        _lookup.Forget(_environment, "never asked");
        Assert.Equal(("a3", "b2"), (await AskAsync("a"), await AskAsync("b")));
    }

    [Fact]
    public async Task Look_ups_and_hosts_know_nothing_of_each_other()
    {
        var other = new Lookup<string>("people");
        Assert.Equal("a1", await AskAsync("a"));
        Assert.Equal("a2", await AskAsync("a", found: true, other));
        Assert.Equal("elsewhere", await _lookup.GetAsync(new TransformEnvironment { Clock = _clock }, "a", static () => Task.FromResult<string?>("elsewhere"), TestContext.Current.CancellationToken));
        Assert.Equal("a1", await AskAsync("a"));
    }

    // The answer says how many were asked for before it.
    private Task<string?> AskAsync(string key, bool found = true, Lookup<string>? lookup = null) => (lookup ?? _lookup).GetAsync(
        _environment, key, () => Task.FromResult(++_asked > 0 && found ? $"{key}{_asked}" : null), TestContext.Current.CancellationToken);
}
