using System.Text.Json;
using Microsoft.Extensions.Logging.Abstractions;
using Pintle.Events;
using Pintle.UserCode.Code;
using Pintle.UserCode.Running;

namespace Pintle.UserCode.Tests;

/// <summary>A runner with real workers, and short ways to put code to it.</summary>
internal sealed class Running : IAsyncDisposable
{
    private readonly UserCodeRunner _runner;

    public Running(HostCall? call = null, UserCodeOptions? options = null, TimeProvider? time = null) => _runner = new UserCodeRunner(
        options ?? Options(), call ?? ((_, _, _) => Task.FromResult(new HostAnswer(false, """{"message":"no network"}"""))), time ?? TimeProvider.System, NullLogger<UserCodeRunner>.Instance);

    public UserCodeRunner Runner => _runner;

    public static UserCodeOptions Options() => new() { Worker = ["dotnet", "exec", Path.Combine(AppContext.BaseDirectory, "pintle.dll"), "js-worker"], Workers = 1 };

    /// <summary>Events <c>{messageId: "m0", n: 0}</c>, … through code.</summary>
    public Task<BatchResult> RunAsync(string code, int count = 1, bool isTest = false, string version = "", params LibraryCode[] libraries) =>
        _runner.RunAsync(Batch(code, count, version, libraries) with { IsTest = isTest }, TestContext.Current.CancellationToken);

    public static UserBatch Batch(string code, int count = 1, string version = "", params LibraryCode[] libraries)
    {
        return new UserBatch(
            new TransformationCode(version.Length > 0 ? version : $"v{code.GetHashCode(StringComparison.Ordinal)}", "base transformation", code, libraries),
            EventTexts.Write(count, (n, message, metadata) =>
            {
                JsonSerializer.Serialize(message, new { messageId = $"m{n}", n });
                JsonSerializer.Serialize(metadata, new { messageId = $"m{n}", sourceId = "src" });
            }));
    }

    public ValueTask DisposeAsync() => _runner.DisposeAsync();
}
