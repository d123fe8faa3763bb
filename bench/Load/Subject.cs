using System.Diagnostics;
using System.Globalization;
using Pintle.TestKit;

namespace Pintle.Load;

/// <summary>A server under load, as a process of its own: Pintle on a fresh directory, or the yardstick.</summary>
internal sealed class Subject : IDisposable
{
    private readonly Process _process;
    private readonly StoreUnderLoad? _store;

    private Subject(Process process, int port, string directory, StoreUnderLoad? store) => (_process, Port, Directory, _store) = (process, port, directory, store);

    public int Port { get; }

    public string Directory { get; }

    public int ControlPort { get; private init; }

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

    /// <summary>Bytes written to the machine's disks so far; the machine should be idle otherwise.</summary>
    public static long WrittenBytes => DiskIo.Written;

    /// <summary>Bytes that the store has written so far.</summary>
    public long StoreWrittenBytes => _store?.Written(_process.Id) ?? DiskIo.WrittenBy(_process.Id);

    public long StoredBytes => _store?.StoredBytes ?? System.IO.Directory.GetFiles(Directory, "*", SearchOption.AllDirectories).Sum(f => new FileInfo(f).Length);

    /// <summary>Starts Pintle on a directory: a fresh one, or one that another left behind.</summary>
    public static async Task<Subject> PintleAsync(string workspace, StoreUnderLoad store, string? directory = null)
    {
        directory ??= System.IO.Directory.CreateDirectory(Path.Combine(Path.GetTempPath(), $"pintle-load-{Guid.CreateVersion7()}")).FullName;
        await File.WriteAllTextAsync(Path.Combine(directory, "workspace.json"), workspace);
        var (gateway, control) = (FreePort.Take(), FreePort.Take());
        var start = new ProcessStartInfo(Executable)
        {
            ArgumentList =
            {
                "serve", "--dataDirectory", directory, "--workspace.file", Path.Combine(directory, "workspace.json"), "--gateway.host", "127.0.0.1",
                "--gateway.port", $"{gateway}", "--control.port", $"{control}", "--outbound.allow", "127.0.0.0/8", "--log.level", "warning",
            },
        };
        foreach (var argument in store.Arguments)
        {
            start.ArgumentList.Add(argument);
        }

        return await StartAsync(start, gateway, directory, store, control);
    }

    /// <summary>Starts the transformer alone, on the machine's first core.</summary>
    /// <param name="vendors">Stands for the outside world.</param>
    public static Task<Subject> TransformerAsync(string vendors)
    {
        var port = FreePort.Take();
        string[] command = ["-c", "0", Executable, "serve", "--roles", "transformer", "--transformer.port", $"{port}", "--conformance", vendors, "--log.level", "warning"];
        return StartAsync(new ProcessStartInfo("taskset", command), port, "", null);
    }

    /// <summary>Starts the transformer with its workers for user code.</summary>
    /// <param name="backend">Has the code.</param>
    public static Task<Subject> UserCodeAsync(string backend)
    {
        var port = FreePort.Take();
        string[] command = ["serve", "--roles", "transformer", "--transformer.port", $"{port}", "--workspace.backend", backend, "--log.level", "warning"];
        return StartAsync(new ProcessStartInfo(Executable, command), port, "", null);
    }

    public static Task<Subject> YardstickAsync(string kind)
    {
        var port = FreePort.Take();
        return StartAsync(new ProcessStartInfo(Environment.ProcessPath!) { ArgumentList = { "yardstick", kind, $"{port}" } }, port, "", null);
    }

    /// <summary>Has a command do something with the running server; waits for its end.</summary>
    public async Task CommandAsync(params string[] command)
    {
        var start = new ProcessStartInfo(Executable, [.. command, "--dataDirectory", Directory, "--control.port", $"{ControlPort}"]);
        using var process = Process.Start(start)!;
        await process.WaitForExitAsync();
    }

    /// <summary>The sum of a counter's, or a histogram's <c>_sum</c> or <c>_count</c>, series at <c>/metrics</c>.</summary>
    public async Task<double> MetricAsync(string name)
    {
        using var http = new HttpClient();
        var text = await http.GetStringAsync(new Uri($"http://127.0.0.1:{ControlPort}/metrics"));
        return text.Split('\n').Where(l => l.StartsWith(name + '{', StringComparison.Ordinal) || l.StartsWith(name + ' ', StringComparison.Ordinal))
            .Sum(l => double.Parse(l[(l.LastIndexOf('}') + 1)..].Split(' ', StringSplitOptions.RemoveEmptyEntries)[0], CultureInfo.InvariantCulture));
    }

    /// <summary>Kills it and leaves its directory.</summary>
    public void Kill()
    {
        _process.Kill();
        _process.WaitForExit();
    }

    public void Dispose()
    {
        Kill();
        if (System.IO.Directory.Exists(Directory))
        {
            System.IO.Directory.Delete(Directory, recursive: true);
        }
    }

    /// <summary>A workspace with as many webhooks as asked, all to one address.</summary>
    public static string Workspace(int destinations, string url) =>
        WorkspaceJson.Of([.. Enumerable.Range(0, destinations).Select(n => new Webhook($"hook-{n}", url))]);

    /// <summary>The repository that this was built from.</summary>
    public static string Repository => Pintle.TestKit.Repository.Root;

    public static string Executable => Path.Combine(Repository, "artifacts", "bin", "Server", "release", "pintle");

    private static async Task<Subject> StartAsync(ProcessStartInfo start, int port, string directory, StoreUnderLoad? store, int controlPort = 0)
    {
        var process = Process.Start(start)!;
        using var http = new HttpClient();
        while (true)
        {
            try
            {
                using var answer = await http.GetAsync(new Uri($"http://127.0.0.1:{port}/health"));
                if (answer.IsSuccessStatusCode)
                {
                    return new Subject(process, port, directory, store) { ControlPort = controlPort };
                }

            }
            catch (HttpRequestException) when (!process.HasExited)
            {
            }

            await Task.Delay(10);
        }
    }
}
