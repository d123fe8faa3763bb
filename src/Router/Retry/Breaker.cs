namespace Pintle.Router.Retry;

/// <summary>
/// Decides whether a destination as a whole is refusing. Opens at ≥ 90 % failures of ≥ 20 outcomes in 10 s, at 5 connection
/// failures in a row, and at once when told to; then lets one event probe after 1, 2, 4 … 60 s. Passive: its owner asks, and
/// guards it.
/// </summary>
internal sealed class Breaker(TimeProvider time)
{
    private const int FewestOutcomes = 20;
    private const double FailureShare = 0.9;
    private const int ConnectionFailuresInARow = 5;
    private static readonly TimeSpan Window = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan FirstPause = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan LongestPause = TimeSpan.FromSeconds(60);
    private static readonly TimeSpan LongestRetryAfter = TimeSpan.FromHours(1);

    private readonly Queue<(long At, bool Failed)> _outcomes = new();
    private int _failures;
    private int _connectionFailures;
    private TimeSpan _pause;
    private bool _isProbing;

    public bool IsOpen { get; private set; }

    /// <summary>Why it is open, for people; empty when closed.</summary>
    public string Reason { get; private set; } = "";

    /// <summary>When the next probe may go; meaningful while open and not probing.</summary>
    public DateTimeOffset ProbeAt { get; private set; }

    /// <summary>May an event go now? While open, one at a time and only when its time has come.</summary>
    public bool TryEnter(out bool isProbe)
    {
        isProbe = IsOpen;
        if (!IsOpen)
        {
            return true;
        }

        if (_isProbing || time.GetUtcNow() < ProbeAt)
        {
            return false;
        }

        _isProbing = true;
        return true;
    }

    /// <summary>An admitted probe was not needed after all.</summary>
    public void CancelProbe() => _isProbing = false;

    public void Succeeded(bool isProbe)
    {
        _connectionFailures = 0;
        if (isProbe)
        {
            _isProbing = false;
            Close();
        }
        else if (!IsOpen)
        {
            Count(failed: false);
        }
    }

    /// <summary>An outcome that speaks against the destination.</summary>
    /// <param name="isConnection">No answer at all: connection, DNS, TLS, time-out.</param>
    /// <param name="isProbe">It was the probe.</param>
    /// <param name="retryAfter">How long the vendor asks to wait; opens at once, obeyed up to an hour.</param>
    /// <param name="openNow">One is enough (a configuration fault).</param>
    /// <param name="reason">For people.</param>
    public void Failed(bool isConnection, bool isProbe, TimeSpan? retryAfter, bool openNow, string reason)
    {
        _connectionFailures = isConnection ? _connectionFailures + 1 : 0;
        if (isProbe)
        {
            _isProbing = false;
            Open(_pause * 2, retryAfter, reason);
            return;
        }

        if (IsOpen)
        {
            return;
        }

        Count(failed: true);
        if (openNow || retryAfter is not null || _connectionFailures >= ConnectionFailuresInARow
            || (_outcomes.Count >= FewestOutcomes && _failures >= FailureShare * _outcomes.Count))
        {
            Open(FirstPause, retryAfter, reason);
        }
    }

    private void Open(TimeSpan pause, TimeSpan? retryAfter, string reason)
    {
        (IsOpen, Reason) = (true, reason);
        _pause = pause < LongestPause ? pause : LongestPause;
        var asked = retryAfter is { } wait ? (wait < LongestRetryAfter ? wait : LongestRetryAfter) : TimeSpan.Zero;
        ProbeAt = time.GetUtcNow() + (asked > _pause ? asked : _pause);
    }

    private void Close()
    {
        (IsOpen, Reason) = (false, "");
        _outcomes.Clear();
        _failures = 0;
    }

    private void Count(bool failed)
    {
        var now = time.GetTimestamp();
        _outcomes.Enqueue((now, failed));
        _failures += failed ? 1 : 0;
        while (time.GetElapsedTime(_outcomes.Peek().At, now) > Window)
        {
            _failures -= _outcomes.Dequeue().Failed ? 1 : 0;
        }
    }
}
