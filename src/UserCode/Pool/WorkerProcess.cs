using System.Diagnostics;
using System.Globalization;
using System.IO.Pipes;
using System.Text;
using System.Text.Json;
using Pintle.UserCode.Wire;
using Pintle.UserCode.Worker;

namespace Pintle.UserCode.Pool;

/// <summary>A worker process: sends one frame at a time and hears its answer, within limits of time and memory.</summary>
internal sealed class WorkerProcess : IAsyncDisposable
{
    private const int MostErrorText = 4_000;
    private static readonly TimeSpan LookEvery = TimeSpan.FromMilliseconds(100);
    private static readonly TimeSpan Slack = TimeSpan.FromSeconds(3);

    // A process that dies by itself says why.
    private static readonly TimeSpan LastWords = TimeSpan.FromSeconds(2);

    private readonly Process _process;
    private readonly (AnonymousPipeServerStream In, AnonymousPipeServerStream Out) _pipes;
    private readonly FrameStream _frames;
    private readonly UserCodeOptions _options;
    private readonly SemaphoreSlim _turn = new(1);
    private readonly Task<string> _errors;
    private readonly TaskCompletionSource _ended = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private string? _killedFor;
    private bool _isBroken;

    private WorkerProcess(Process process, (AnonymousPipeServerStream In, AnonymousPipeServerStream Out) pipes, UserCodeOptions options)
    {
        (_process, _pipes, _options) = (process, pipes, options);
        _frames = new FrameStream(new BufferedStream(pipes.In, 1 << 16), new BufferedStream(pipes.Out, 1 << 16));
        _errors = ReadErrorsAsync();
    }

    /// <summary>Versions that it was given.</summary>
    public HashSet<string> Loaded { get; } = [];

    /// <summary>Completes when the process is gone, for what reason ever.</summary>
    public Task Ended => _ended.Task;

    public int Id => _process.Id;

    /// <summary>Bytes of memory that it holds.</summary>
    public long ResidentBytes => ReadResident(_process.Id);

    public static WorkerProcess Start(UserCodeOptions options)
    {
        var limits = JsonSerializer.Serialize(new WorkerOptions { RunLimit = options.RunLimit, HeapMegabytes = options.HeapMegabytes, StrictPeer = options.StrictPeer });

        // Pipes of their own: V8 writes its last words to standard output.
        var pipes = (In: new AnonymousPipeServerStream(PipeDirection.In, HandleInheritability.Inheritable), Out: new AnonymousPipeServerStream(PipeDirection.Out, HandleInheritability.Inheritable));
        var start = new ProcessStartInfo(options.Worker[0], [.. options.Worker.Skip(1), pipes.Out.GetClientHandleAsString(), pipes.In.GetClientHandleAsString(), limits])
        {
            RedirectStandardInput = true, RedirectStandardOutput = true, RedirectStandardError = true, WorkingDirectory = Path.GetTempPath(),
        };

        // User code can't read it anyway; what isn't there can't leak.
        foreach (var name in start.Environment.Keys.Where(k => k is not ("PATH" or "TMPDIR") && !k.StartsWith("DOTNET_", StringComparison.Ordinal)).ToList())
        {
            start.Environment.Remove(name);
        }

        start.Environment["DOTNET_gcServer"] = "0";
        var process = Process.Start(start)!;
        pipes.In.DisposeLocalCopyOfClientHandle();
        pipes.Out.DisposeLocalCopyOfClientHandle();
        return new WorkerProcess(process, pipes, options);
    }

    /// <summary>Sends a frame and returns the answer.</summary>
    /// <param name="ct">Ends the wait for its turn only.</param>
    /// <exception cref="WorkerEndedException">The process ended meanwhile.</exception>
    public async Task<Frame> ExchangeAsync(FrameKind kind, int batch, CancellationToken ct, params ReadOnlyMemory<byte>[] payload)
    {
        await _turn.WaitAsync(ct);
        try
        {
            if (_isBroken || _process.HasExited)
            {
                _isBroken = true;
                throw new WorkerEndedException("The worker ended while the batch waited in it.") { IsInnocent = true };
            }

            var exchange = ExchangeOnceAsync(kind, batch, payload);
            await WatchAsync(exchange);
            return await exchange ?? throw await EndedAsync();
        }
        catch (Exception broken) when (broken is IOException or ObjectDisposedException or InvalidDataException or InvalidOperationException)
        {
            throw await EndedAsync();
        }
        finally
        {
            _turn.Release();
        }
    }

    /// <summary>Gives a batch up, when the worker is there.</summary>
    public async Task AbandonAsync(int batch)
    {
        await _turn.WaitAsync();
        try
        {
            await _frames.WriteAsync(FrameKind.Abandon, batch, CancellationToken.None);
        }
        catch (Exception gone) when (gone is IOException or ObjectDisposedException)
        {
            // Then there is nothing to give up.
        }
        finally
        {
            _turn.Release();
        }
    }

    public async ValueTask DisposeAsync()
    {
        Kill("it is no longer needed");
        await _errors;
        await _process.WaitForExitAsync();
        _process.Dispose();
        _turn.Dispose();
        await _pipes.In.DisposeAsync();
        await _pipes.Out.DisposeAsync();
    }

    private async Task<Frame?> ExchangeOnceAsync(FrameKind kind, int batch, ReadOnlyMemory<byte>[] payload)
    {
        await _frames.WriteAsync(kind, batch, CancellationToken.None, payload);
        return await _frames.ReadAsync(CancellationToken.None);
    }

    // V8's own limits end nearly everything; this ends the rest.
    private async Task WatchAsync(Task exchange)
    {
        // Twice: to run, and to read out what came of it.
        var limit = (_options.RunLimit * 2) + Slack;
        var began = Stopwatch.GetTimestamp();
        long before = 0;
        while (!exchange.IsCompleted)
        {
            using var look = new CancellationTokenSource();
            if (await Task.WhenAny(exchange, Task.Delay(LookEvery, look.Token)) == exchange)
            {
                await look.CancelAsync();
                return;
            }

            var resident = ResidentBytes;
            before = before == 0 ? resident : before;
            if (Stopwatch.GetElapsedTime(began) > limit)
            {
                Kill("it ran for too long and could not be interrupted");
            }
            else if (resident > before + _options.MostGrowth)
            {
                Kill($"it took more than {_options.MostGrowth >> 20} MB of memory");
            }
        }
    }

    private void Kill(string reason)
    {
        _killedFor ??= reason;
        try
        {
            _process.Kill(entireProcessTree: true);
        }
        catch (InvalidOperationException)
        {
            // It is gone already.
        }
    }

    private async Task<WorkerEndedException> EndedAsync()
    {
        _isBroken = true;
        await Task.WhenAny(_ended.Task, Task.Delay(LastWords));
        Kill("it stopped answering");
        await _process.WaitForExitAsync();
        var errors = await _errors;
        return new WorkerEndedException(errors.Contains("out of memory", StringComparison.OrdinalIgnoreCase)
            ? $"The code took more memory than it may ({_options.HeapMegabytes} MB)."
            : $"The code was ended because {_killedFor}.");
    }

    private async Task<string> ReadErrorsAsync()
    {
        var texts = await Task.WhenAll(ReadAsync(_process.StandardOutput), ReadAsync(_process.StandardError));
        _ended.TrySetResult();
        return string.Concat(texts);
    }

    private static async Task<string> ReadAsync(StreamReader from)
    {
        var text = new StringBuilder();
        while (await from.ReadLineAsync() is { } line)
        {
            if (text.Length < MostErrorText)
            {
                text.AppendLine(line);
            }
        }

        return text.ToString();
    }

    private static long ReadResident(int process)
    {
        try
        {
            return long.Parse(File.ReadAllText($"/proc/{process}/statm").Split(' ')[1], CultureInfo.InvariantCulture) * Environment.SystemPageSize;
        }
        catch (Exception gone) when (gone is IOException or UnauthorizedAccessException)
        {
            return 0;
        }
    }
}
