using System.Diagnostics;
using Pintle.TestKit;

namespace Pintle.EndToEnd.Tests;

/// <summary>The transformer's API as a process of its own.</summary>
internal sealed class TransformerProcess : IDisposable
{
    private readonly Process _process;
    private readonly CancellationToken _ct;

    private TransformerProcess(Process process, Uri address, CancellationToken ct) => (_process, Address, _ct) = (process, address, ct);

    public Uri Address { get; }

    /// <summary>Starts it in a directory; when it returns, requests are taken.</summary>
    public static async Task<TransformerProcess> StartAsync(string directory, CancellationToken ct, params string[] flags)
    {
        var address = new Uri($"http://127.0.0.1:{FreePort.Take()}");
        var start = new ProcessStartInfo("dotnet", ["exec", Path.Combine(AppContext.BaseDirectory, "pintle.dll"), "serve", "--roles", "transformer", "--transformer.port", $"{address.Port}", .. flags])
        {
            WorkingDirectory = directory,
            RedirectStandardOutput = true,
        };
        var process = Process.Start(start)!;
        Assert.Contains($"http://127.0.0.1:{address.Port}", await process.StandardOutput.ReadLineAsync(ct), StringComparison.Ordinal);
        return new TransformerProcess(process, address, ct);
    }

    /// <summary>SIGTERM; the exit code, and what it has said since its start.</summary>
    public async Task<(int Code, string Output)> StopAsync()
    {
        using var term = Process.Start("kill", $"-TERM {_process.Id}");
        var output = await _process.StandardOutput.ReadToEndAsync(_ct);
        await _process.WaitForExitAsync(_ct);
        return (_process.ExitCode, output);
    }

    public void Dispose()
    {
        if (!_process.HasExited)
        {
            _process.Kill();
        }

        _process.Dispose();
    }
}
