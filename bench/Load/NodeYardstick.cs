using System.Diagnostics;
using System.Globalization;

namespace Pintle.Load;

/// <summary>Node.js, in one process, with the same code and events.</summary>
internal sealed class NodeYardstick : IDisposable
{
    private readonly string _directory = Directory.CreateTempSubdirectory("pintle-node-").FullName;
    private readonly Process _node;

    public NodeYardstick(string script, ReadOnlyMemory<byte> events)
    {
        var (code, batch) = (Path.Combine(_directory, "code.js"), Path.Combine(_directory, "events.json"));
        File.WriteAllText(code, script);
        File.WriteAllBytes(batch, events.ToArray());
        var program = Path.Combine(Subject.Repository, "bench", "Load", "node-yardstick.js");
        _node = Process.Start(new ProcessStartInfo("node", [program, code, batch]) { RedirectStandardInput = true, RedirectStandardOutput = true })!;
    }

    /// <summary>Batches a second.</summary>
    /// <param name="isFresh">Each in a context of its own.</param>
    public async Task<double> RateAsync(bool isFresh, TimeSpan window)
    {
        await _node.StandardInput.WriteLineAsync($"{(isFresh ? "fresh" : "kept")} {(int)window.TotalMilliseconds}");
        await _node.StandardInput.FlushAsync();
        return double.Parse(await _node.StandardOutput.ReadLineAsync() ?? throw new InvalidOperationException("Node.js ended."), CultureInfo.InvariantCulture);
    }

    public void Dispose()
    {
        _node.Kill();
        _node.WaitForExit();
        _node.Dispose();
        Directory.Delete(_directory, recursive: true);
    }
}
