using System.Diagnostics;
using System.Text.Json;
using Pintle.UserCode.Running;

namespace Pintle.UserCode.Tests.Hostile;

/// <summary>Code that does harm keeps code of others from running for a turn at most.</summary>
public sealed class NeighbourTests
{
    private const string Loop = "export function transformEvent(e) { for (;;); }";
    private const string LateLoop = "export async function transformEvent(e) { await fetch('x'); for (;;); }";

    [Fact]
    public async Task A_version_that_is_known_to_loop_keeps_nobody_waiting()
    {
        await using var neighbours = new Neighbours();
        await neighbours.HarmAsync(Loop);
        await neighbours.RunAsync(Loop, times: 6);
        Assert.True(neighbours.HasFailedAllHarm);
        Assert.InRange(neighbours.Good, 30, int.MaxValue);

        // Had one to wait for all of them, it would be six.
        Assert.InRange(neighbours.MostWaitedFor, 0, 2);
    }

    [Theory]
    [InlineData(Loop)]
    [InlineData(LateLoop)]
    public async Task Of_many_batches_that_loop_at_once_the_others_wait_for_one_turn_of_each_worker(string harm)
    {
        await using var neighbours = new Neighbours();
        await neighbours.RunAsync(harm, times: 10);
        Assert.True(neighbours.HasFailedAllHarm);
        Assert.InRange(neighbours.Good, 30, int.MaxValue);
        Assert.InRange(neighbours.MostWaitedFor, 0, 4);
    }

    [Fact]
    public async Task A_batch_that_waits_in_a_worker_that_is_killed_runs_again()
    {
        var (asked, answer, calls) = (new TaskCompletionSource(), new TaskCompletionSource(), 0);
        await using var running = new Running(
            async (_, _, ct) =>
            {
                asked.TrySetResult();
                if (Interlocked.Increment(ref calls) == 1)
                {
                    await answer.Task.WaitAsync(ct);
                }

                return new HostAnswer(true, "1");
            },
            Running.Options() with { MostGrowth = 256L << 20 });
        var waiting = running.RunAsync("export async function transformEvent(e) { return { got: await fetch('x') }; }", version: "good");
        await asked.Task;
        var killer = await running.RunAsync("export function transformEvent(e) { for (const a = []; ;) { const m = new WebAssembly.Memory({ initial: 1024 }); new Uint8Array(m.buffer).fill(1); a.push(m); } }", version: "harmful");
        Assert.Contains("memory", Assert.Single(killer.Items).Error, StringComparison.Ordinal);
        answer.SetResult();
        Assert.Equal(1, Assert.Single((await waiting).Items).Output.GetProperty("got").GetInt32());
        Assert.Equal(2, calls);
    }

    [Theory]
    [InlineData("export function transformEvent(e) { const end = Date.now() + 4000; while (Date.now() < end); return e; }")]
    [InlineData("export async function transformEvent(e) { await fetch('x'); const end = Date.now() + 3500; while (Date.now() < end); return e; }")]
    public async Task A_loop_of_four_seconds_in_each_of_200_events_costs_twelve_at_most(string code)
    {
        await using var running = new Running((_, _, _) => Task.FromResult(new HostAnswer(true, "1")));
        await running.RunAsync("export function transformEvent(e) { return e; }", version: "good");
        var began = Stopwatch.GetTimestamp();
        var result = await running.RunAsync(code, count: 200, version: "harmful");
        Assert.InRange(Stopwatch.GetElapsedTime(began), TimeSpan.FromSeconds(4), TimeSpan.FromSeconds(12));
        Assert.Equal(200, result.Items.Count(i => i.IsFailure));
        Assert.StartsWith("Error: Script execution timed out.", result.Items[0].Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_waits_for_longer_than_a_batch_may_take_fails_alone()
    {
        await using var running = new Running(
            async (_, arguments, ct) =>
            {
                if (arguments[0].ValueKind == JsonValueKind.Number)
                {
                    await Task.Delay(Timeout.InfiniteTimeSpan, ct);
                }

                return new HostAnswer(true, "1");
            },
            Running.Options() with { BatchLimit = TimeSpan.FromSeconds(3) });
        var result = await running.RunAsync("export async function transformEvent(e) { await fetch(e.n === 1 ? 1 : 'x'); return e; }", count: 3);
        var failed = Assert.Single(result.Items, i => i.IsFailure);
        Assert.Equal(1, failed.Input);
        Assert.StartsWith("Timed out: the batch took more than 3 s", failed.Error, StringComparison.Ordinal);
    }
}
