using Microsoft.Extensions.Time.Testing;

namespace Pintle.UserCode.Tests.Hostile;

/// <summary>What is remembered of a version that does harm, and for how long; and of workers that do nothing.</summary>
public sealed class RecordTests : IAsyncDisposable
{
    private const string Loop = "export function transformEvent(e) { for (;;); }";
    private const string Good = "export function transformEvent(e) { return e; }";

    private readonly FakeTimeProvider _time = new();
    private readonly Running _running;

    public RecordTests() => _running = new Running(options: Running.Options() with { RunLimit = TimeSpan.FromMilliseconds(500) }, time: _time);

    public ValueTask DisposeAsync() => _running.DisposeAsync();

    [Fact]
    public async Task A_version_that_loops_runs_aside_for_five_minutes()
    {
        await _running.RunAsync(Good);
        await _running.RunAsync(Loop, version: "loop");
        Assert.Single(_running.Runner.Workers);
        await _running.RunAsync(Loop, version: "loop");
        Assert.Equal(2, _running.Runner.Workers.Count);
        _time.Advance(TimeSpan.FromMinutes(6));
        await _running.RunAsync(Loop, version: "loop");
        Assert.Single(_running.Runner.Workers);
    }

    [Fact]
    public async Task A_suspended_version_runs_again_after_ten_minutes()
    {
        const string Kill = "export function transformEvent(e) { if (e.n === 1) { const a = []; for (;;) a.push(new Array(100000).fill(1.5)); } return e; }";
        await using var running = new Running(time: _time);
        for (var time = 0; time < 3; time++)
        {
            Assert.Single((await running.RunAsync(Kill, count: 2, version: "kill")).Items, i => i.IsFailure);
        }

        await Assert.ThrowsAsync<UserCodeSuspendedException>(() => running.RunAsync(Kill, version: "kill"));
        _time.Advance(TimeSpan.FromMinutes(11));
        Assert.False(Assert.Single((await running.RunAsync(Kill, version: "kill")).Items).IsFailure);
    }

    [Fact]
    public async Task Workers_start_on_first_use_and_end_when_idle_for_five_minutes()
    {
        Assert.Empty(_running.Runner.Workers);
        await _running.RunAsync(Good);
        _time.Advance(TimeSpan.FromMinutes(4));
        Assert.Single(_running.Runner.Workers);
        _time.Advance(TimeSpan.FromMinutes(2));
        Assert.Empty(_running.Runner.Workers);
    }
}
