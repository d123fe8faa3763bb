using Microsoft.ClearScript.V8;

namespace Pintle.UserCode.Worker;

/// <summary>Ends what runs for too long.</summary>
internal sealed class RunWatch : IDisposable
{
    private readonly V8ScriptEngine _engine;
    private readonly TimeSpan _limit;
    private readonly Timer _timer;
    private readonly Lock _gate = new();
    private bool _isRunning;

    public RunWatch(V8ScriptEngine engine, TimeSpan limit)
    {
        (_engine, _limit) = (engine, limit);
        _timer = new Timer(_ => End(), null, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
    }

    /// <summary>It has ended something.</summary>
    public bool IsOver { get; private set; }

    /// <summary>Watches until disposed.</summary>
    public Turn Begin()
    {
        lock (_gate)
        {
            _isRunning = true;
        }

        _timer.Change(_limit, Timeout.InfiniteTimeSpan);
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

        _timer.Change(Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
    }

    /// <summary>Something that runs.</summary>
    public readonly struct Turn(RunWatch watch) : IDisposable
    {
        public void Dispose() => watch.Leave();
    }
}
