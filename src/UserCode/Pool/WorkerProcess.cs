using System.Collections.Concurrent;
using System.Diagnostics;
using System.Globalization;
using System.IO.Pipes;
using System.Text;
using Pintle.UserCode.Wire;

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
    private bool _isKilledForTime;
    private bool _isBroken;

    private WorkerProcess(Process process, (AnonymousPipeServerStream In, AnonymousPipeServerStream Out) pipes, UserCodeOptions options)
    {
        (_process, _pipes, _options) = (process, pipes, options);
        _frames = new FrameStream(new BufferedStream(pipes.In, 1 << 16), new BufferedStream(pipes.Out, 1 << 16));
        _errors = ReadErrorsAsync();
    }

    /// <summary>Versions that it was given.</summary>
    public ConcurrentDictionary<string, bool> Loaded { get; } = [];

    /// <summary>Completes when the process is gone, for what reason ever.</summary>
    public Task Ended => _ended.Task;

    public int Id => _process.Id;

    /// <summary>Bytes of memory that it holds.</summary>
    public long ResidentBytes => ReadResident(_process.Id);

    /// <summary>Starts one.</summary>
    /// <param name="isAside">Its work matters less than that of the others.</param>
    public static WorkerProcess Start(UserCodeOptions options, bool isAside)
    {
        var (process, pipes) = WorkerStart.Start(options, isAside);
        return new WorkerProcess(process, pipes, options);
    }

    /// <summary>Sends a frame and returns the answer.</summary>
    /// <param name="mayRun">Asked when its turn has come.</param>
    /// <param name="ct">Ends the wait for its turn only.</param>
    /// <exception cref="WorkerEndedException">The process ended meanwhile, or the batch is to go elsewhere.</exception>
    public async Task<Frame> ExchangeAsync(FrameKind kind, int batch, Func<bool> mayRun, CancellationToken ct, params ReadOnlyMemory<byte>[] payload)
    {
        await _turn.WaitAsync(ct);
        try
        {
            if (_isBroken || _process.HasExited)
            {
                _isBroken = true;
                throw new WorkerEndedException("The worker ended while the batch waited in it.") { IsInnocent = true };
            }

            if (!mayRun())
            {
                throw new WorkerEndedException("The batch runs elsewhere.") { IsInnocent = true, IsMoved = true };
            }

            var exchange = ExchangeOnceAsync(kind, batch, payload);
            await WatchAsync(exchange);
            return exchange.IsCompleted && await exchange is { } answer ? answer : throw await EndedAsync();
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
            var first = await Task.WhenAny(exchange, _ended.Task, Task.Delay(LookEvery, look.Token));
            await look.CancelAsync();
            if (first == exchange)
            {
                return;
            }

            if (first == _ended.Task)
            {
                // What it had written is still in the pipe; its end too, unless somebody else has it open.
                await Task.WhenAny(exchange, Task.Delay(LastWords));
                return;
            }

            var resident = ResidentBytes;
            before = before == 0 ? resident : before;
            if (Stopwatch.GetElapsedTime(began) > limit)
            {
                Kill($"it ran for {limit.TotalSeconds:0.#} s and could not be interrupted. Do less at a time", isForTime: true);
            }
            else if (resident > before + _options.MostGrowth || resident > _options.MostResident)
            {
                Kill($"it took more than {_options.MostGrowth >> 20} MB of memory. Keep less at a time");
            }
        }
    }

    private void Kill(string reason, bool isForTime = false)
    {
        _killedFor ??= reason;
        _isKilledForTime |= isForTime;
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
            ? $"The code took more memory than it may ({_options.HeapMegabytes} MB). Keep less at a time."
            : $"The code was ended because {_killedFor}.") { IsForTime = _isKilledForTime };
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
