using System.Text.Json;
using Pintle.UserCode.Running;

namespace Pintle.UserCode.Tests.Hostile;

/// <summary>One runner for the whole set, with limits that are soon met.</summary>
public sealed class HostileSet : IAsyncDisposable
{
    /// <summary>Bytes that a worker may hold when it does nothing.</summary>
    public const long MostAtRest = 300L << 20;

    internal static UserCodeOptions Options { get; } = Running.Options() with
    {
        RunLimit = TimeSpan.FromSeconds(2), TotalRunLimit = TimeSpan.FromSeconds(4), HeapMegabytes = 96, MostGrowth = 256L << 20, RenewAt = MostAtRest,
    };

    internal Running Running { get; } = new(AnswerAsync, Options);

    public ValueTask DisposeAsync() => Running.DisposeAsync();

    private static async Task<HostAnswer> AnswerAsync(string kind, JsonElement arguments, CancellationToken ct)
    {
        switch (arguments[0].GetString())
        {
            case "never":
                await Task.Delay(Timeout.InfiniteTimeSpan, ct);
                goto default;
            case "huge":
                return new HostAnswer(true, $"\"{new string('x', 10_000_000)}\"");
            default:
                return new HostAnswer(true, "{\"a\":1}");
        }
    }
}
