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
    private readonly WorkerLine _line;
    private readonly Timer _watch;
    private readonly UserCodeOptions _options;
    private readonly Task<string> _errors;
    private readonly TaskCompletionSource _ended = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private string? _killedFor;
    private bool _isKilledForTime;

    // Of the exchange in hand: when it began, and the memory that the worker had then.
    private (long Began, long Resident) _seen;

    private WorkerProcess(Process process, (AnonymousPipeServerStream In, AnonymousPipeServerStream Out) pipes, UserCodeOptions options)
    {
        (_process, _pipes, _options) = (process, pipes, options);
        _line = new WorkerLine(new FrameStream(new BufferedStream(pipes.In, 1 << 16), new BufferedStream(pipes.Out, 1 << 16)), PipeSize.Enlarge(pipes.In, pipes.Out));
        _line.Listen();
        _errors = ReadErrorsAsync();
        _watch = new Timer(_ => Look(), null, LookEvery, LookEvery);
    }

    /// <summary>Versions that it was given.</summary>
    public ConcurrentDictionary<string, bool> Loaded { get; } = [];

    /// <summary>It takes no more batches.</summary>
    public bool IsBroken => _line.IsBroken || _ended.Task.IsCompleted;

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
    /// <param name="ct">Ends the wait for its turn only.</param>
    /// <exception cref="WorkerEndedException">The process ended meanwhile, or the batch is to go elsewhere.</exception>
    public async Task<Frame> ExchangeAsync(FrameKind kind, int batch, Turn turn, CancellationToken ct, params ReadOnlyMemory<byte>[] payload) =>
        await _line.SendAsync(kind, batch, turn, payload, ct) ?? throw await EndedAsync();

    /// <summary>Gives a batch up, when the worker is there.</summary>
    public void Abandon(int batch) => _line.Abandon(batch);

    public async ValueTask DisposeAsync()
    {
        Kill("it is no longer needed");
        await _errors;
        await _process.WaitForExitAsync();
        _process.Dispose();
        await _watch.DisposeAsync();
        await _pipes.In.DisposeAsync();
        await _pipes.Out.DisposeAsync();
    }

    // V8's own limits end nearly everything; this ends the rest.
    private void Look()
    {
        if (_line.Began is not (> 0 and var began))
        {
            return;
        }

        // Twice: to run, and to read out what came of it.
        var limit = (_options.RunLimit * 2) + Slack;
        var resident = ResidentBytes;
        _seen = _seen.Began == began ? _seen : (began, resident);
        if (Stopwatch.GetElapsedTime(began) > limit)
        {
            Kill($"it ran for {limit.TotalSeconds:0.#} s and could not be interrupted. Do less at a time", isForTime: true);
        }
        else if (resident > _seen.Resident + _options.MostGrowth || resident > _options.MostResident)
        {
            Kill($"it took more than {_options.MostGrowth >> 20} MB of memory. Keep less at a time");
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
        _ = BreakAsync();
        return string.Concat(texts);
    }

    // What it had written is still in the pipe; its end too, unless somebody else has it open.
    private async Task BreakAsync()
    {
        await Task.Delay(LastWords);
        _line.Break();
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
