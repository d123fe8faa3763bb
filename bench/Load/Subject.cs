using System.Diagnostics;
using System.Globalization;
using Pintle.TestKit;

namespace Pintle.Load;

/// <summary>A server under load, as a process of its own: Pintle on a fresh directory, or the yardstick.</summary>
internal sealed class Subject : IDisposable
{
    private readonly Process _process;

    private Subject(Process process, int port, string directory) => (_process, Port, Directory) = (process, port, directory);

    public int Port { get; }

    public string Directory { get; }

    /// <summary>Resident memory in MB.</summary>
    public double ResidentMb
    {
        get
        {
            _process.Refresh();
            return _process.WorkingSet64 / 1048576.0;
        }
    }

    public TimeSpan Cpu
    {
        get
        {
            _process.Refresh();
            return _process.TotalProcessorTime;
        }
    }

    /// <summary>Bytes that the process has caused to be written to the disk.</summary>
    public long WrittenBytes => long.Parse(
        File.ReadLines($"/proc/{_process.Id}/io").First(l => l.StartsWith("write_bytes", StringComparison.Ordinal)).Split(' ')[1], CultureInfo.InvariantCulture);

    public long StoredBytes => System.IO.Directory.GetFiles(Directory, "*", SearchOption.AllDirectories).Sum(f => new FileInfo(f).Length);

    public static async Task<Subject> PintleAsync(string workspace)
    {
        var directory = Path.Combine(Path.GetTempPath(), $"pintle-load-{Guid.CreateVersion7()}");
        System.IO.Directory.CreateDirectory(directory);
        await File.WriteAllTextAsync(Path.Combine(directory, "workspace.json"), workspace);
        var (gateway, control) = (FreePort.Take(), FreePort.Take());
        var root = AppContext.BaseDirectory.Split($"{Path.DirectorySeparatorChar}artifacts{Path.DirectorySeparatorChar}")[0];
        var start = new ProcessStartInfo(Path.Combine(root, "artifacts", "bin", "Server", "release", "pintle"))
        {
            ArgumentList =
            {
                "serve", "--dataDirectory", directory, "--workspace.file", Path.Combine(directory, "workspace.json"), "--gateway.host", "127.0.0.1",
                "--gateway.port", $"{gateway}", "--control.port", $"{control}", "--outbound.allow", "127.0.0.0/8", "--log.level", "warning",
            },
        };
        return await StartAsync(start, gateway, directory);
    }

    public static Task<Subject> YardstickAsync()
    {
        var port = FreePort.Take();
        return StartAsync(new ProcessStartInfo(Environment.ProcessPath!) { ArgumentList = { "yardstick", $"{port}" } }, port, "");
    }

    public void Dispose()
    {
        _process.Kill();
        _process.WaitForExit();
        if (Directory.Length > 0)
        {
            System.IO.Directory.Delete(Directory, recursive: true);
        }
    }

    /// <summary>A workspace with as many webhooks as asked, all to one address.</summary>
    public static string Workspace(int destinations, string url) =>
        WorkspaceJson.Of([.. Enumerable.Range(0, destinations).Select(n => new Webhook($"hook-{n}", url))]);

    private static async Task<Subject> StartAsync(ProcessStartInfo start, int port, string directory)
    {
        var process = Process.Start(start)!;
        using var http = new HttpClient();
        while (true)
        {
            try
            {
                using var answer = await http.GetAsync(new Uri($"http://127.0.0.1:{port}/health"));
                return new Subject(process, port, directory);
            }
            catch (HttpRequestException) when (!process.HasExited)
            {
                await Task.Delay(10);
            }
        }
    }
}
