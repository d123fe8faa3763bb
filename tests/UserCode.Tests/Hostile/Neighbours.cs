using System.Text.Json;
using Pintle.UserCode.Running;

namespace Pintle.UserCode.Tests.Hostile;

/// <summary>Harmful code and code of others in one runner: how much of the harm the others have to wait for.</summary>
internal sealed class Neighbours : IAsyncDisposable
{
    private readonly Running _running = new((_, _, _) => Task.FromResult(new HostAnswer(true, "1")), Running.Options() with { Workers = 2, RunLimit = TimeSpan.FromMilliseconds(500) });
    private int _harmDone;

    /// <summary>Batches of others that came out while harm was done.</summary>
    public int Good { get; private set; }

    /// <summary>Harmful batches that ended while one batch of others was on its way, at most.</summary>
    public int MostWaitedFor { get; private set; }

    /// <summary>Every harmful batch failed.</summary>
    public bool HasFailedAllHarm { get; private set; } = true;

    /// <summary>One harmful batch, and nothing beside.</summary>
    public Task<BatchResult> HarmAsync(string harm) => _running.RunAsync(harm, version: "harmful");

    /// <summary>Harmful batches, all at once; others one after the other until these have ended.</summary>
    public async Task RunAsync(string harm, int times)
    {
        var harming = Task.WhenAll(Enumerable.Range(0, times).Select(_ => CountAsync(harm)));
        while (!harming.IsCompleted)
        {
            var before = Volatile.Read(ref _harmDone);
            var result = await _running.RunAsync("export async function transformEvent(e) { return { ...e, got: await fetch('x') }; }", count: 20, version: "good");
            Assert.Equal(20, result.Items.Count(i => i.Output.ValueKind == JsonValueKind.Object));
            MostWaitedFor = Math.Max(MostWaitedFor, Volatile.Read(ref _harmDone) - before);
            Good++;
        }

        await harming;
    }

    public ValueTask DisposeAsync() => _running.DisposeAsync();

    private async Task CountAsync(string harm)
    {
        var result = await HarmAsync(harm);
        HasFailedAllHarm &= result.Items.All(i => i.IsFailure);
        Interlocked.Increment(ref _harmDone);
    }
}
