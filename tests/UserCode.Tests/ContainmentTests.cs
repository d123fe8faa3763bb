namespace Pintle.UserCode.Tests;

/// <summary>Code that ends, hangs or floods its worker: what it costs, and whom.</summary>
public sealed class ContainmentTests
{
    [Fact]
    public async Task Only_the_event_that_ends_the_worker_fails()
    {
        await using var running = new Running();
        var result = await running.RunAsync("export function transformEvent(e) { if (e.n === 13) { const a = []; for (;;) a.push(new Array(100000).fill(1.5)); } return e; }", count: 40);
        Assert.Equal(40, result.Items.Count);
        var failed = Assert.Single(result.Items, i => i.IsFailure);
        Assert.Equal(13, failed.Input);
        Assert.Contains("memory", failed.Error, StringComparison.Ordinal);
        Assert.Equal(39, (await running.RunAsync("export function transformEvent(e) { return e.n ? e : null; }", count: 40)).Items.Count);
    }

    [Fact]
    public async Task A_version_that_ends_three_workers_is_suspended_and_others_are_not()
    {
        const string Bad = "export function transformEvent(e) { const a = []; for (;;) a.push(new Array(100000).fill(1.5)); }";
        await using var running = new Running();
        for (var time = 0; time < 3; time++)
        {
            Assert.True((await running.RunAsync(Bad)).Items.Single().IsFailure);
        }

        var suspended = await Assert.ThrowsAsync<UserCodeSuspendedException>(() => running.RunAsync(Bad));
        Assert.Contains("base transformation", suspended.Message, StringComparison.Ordinal);
        Assert.False((await running.RunAsync("export function transformEvent(e) { return e; }")).Items.Single().IsFailure);
    }

    [Fact]
    public async Task An_endless_loop_fails_its_batch_in_time()
    {
        await using var running = new Running(options: Running.Options() with { RunLimit = TimeSpan.FromMilliseconds(300) });
        var result = await running.RunAsync("export function transformEvent(e) { if (e.n === 1) for (;;); return e; }", count: 3);
        Assert.StartsWith("Error: Script execution timed out. The code ran for 0.3 s without a pause, in event 2", Assert.Single(result.Items.Select(i => i.Error).Distinct()), StringComparison.Ordinal);
        Assert.Equal(3, result.Items.Count);
    }

    [Fact]
    public async Task A_promise_that_nobody_can_settle_fails_its_event_only()
    {
        await using var running = new Running();
        var result = await running.RunAsync("export function transformEvent(e) { return e.n === 1 ? new Promise(() => {}) : e; }", count: 3);
        Assert.Equal([0, 1, 2], result.Items.Select(i => i.Input).Order());
        Assert.Contains("can't happen", Assert.Single(result.Items, i => i.IsFailure).Error, StringComparison.Ordinal);
    }
}
