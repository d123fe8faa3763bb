using System.Diagnostics;
using Microsoft.ClearScript.V8;

namespace Pintle.UserCode.Worker;

/// <summary>Ends what runs for too long.</summary>
internal sealed class RunWatch : IDisposable
{
    private readonly V8ScriptEngine _engine;
    private readonly (TimeSpan Once, TimeSpan InAll) _limits;
    private readonly Timer _timer;
    private readonly Lock _gate = new();
    private bool _isRunning;
    private long _began;

    /// <param name="once">Of what runs without a pause.</param>
    /// <param name="inAll">Of all that runs in it.</param>
    public RunWatch(V8ScriptEngine engine, TimeSpan once, TimeSpan inAll)
    {
        (_engine, _limits) = (engine, (once, inAll));
        _timer = new Timer(_ => End(), null, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
    }

    /// <summary>It has ended something.</summary>
    public bool IsOver { get; private set; }

    /// <summary>How long it has run.</summary>
    public TimeSpan Ran { get; private set; }

    /// <summary>Watches until disposed.</summary>
    public Turn Begin()
    {
        lock (_gate)
        {
            _isRunning = true;
        }

        _began = Stopwatch.GetTimestamp();
        var left = _limits.InAll - Ran;
        _timer.Change(left <= TimeSpan.Zero ? TimeSpan.Zero : left < _limits.Once ? left : _limits.Once, Timeout.InfiniteTimeSpan);
        return new Turn(this);
    }

    public void Dispose() => _timer.Dispose();

    private void End()
    {
        lock (_gate)
        {
            if (_isRunning)
            {
                IsOver = true;
                _engine.Interrupt();
            }
        }
    }

    private void Leave()
    {
        lock (_gate)
        {
            _isRunning = false;
        }

        Ran += Stopwatch.GetElapsedTime(_began);

        _timer.Change(Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
    }

    /// <summary>Something that runs.</summary>
    public readonly struct Turn(RunWatch watch) : IDisposable
    {
        public void Dispose() => watch.Leave();
    }
}
