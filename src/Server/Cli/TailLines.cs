using System.Globalization;
using System.Text;
using Pintle.Events;

namespace Pintle.Server.Cli;

/// <summary>
/// Gathers the steps of an event into one line: printed when every destination has had its say, or a moment after its first step.
/// What comes later (a retry, a slow destination) is a line of its own. Thread-safe.
/// </summary>
internal sealed class TailLines(TimeProvider time, TextWriter output)
{
    private const int MostOpen = 10_000;
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(1);

    private readonly Lock _gate = new();
    private readonly Dictionary<(string Source, string Message), OpenLine> _open = [];
    private readonly Queue<OpenLine> _order = new();

    public void Add(LiveStep step)
    {
        lock (_gate)
        {
            var key = (step.SourceId, step.MessageId);
            if (!_open.TryGetValue(key, out var line))
            {
                _open[key] = line = new OpenLine(key, time.GetTimestamp());
                _order.Enqueue(line);
            }

            line.Steps.Add(step);
            if (line.IsComplete || _open.Count > MostOpen)
            {
                Print(line);
            }
        }
    }

    /// <summary>The server left steps out because this reader is too slow.</summary>
    public void Missed(long steps)
    {
        lock (_gate)
        {
            output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"… {steps} steps were missed: more happens than can be shown; use a filter"));
        }
    }

    /// <summary>Prints lines whose time has come until cancelled, and then all that are left.</summary>
    public async Task FlushAsync(CancellationToken ct)
    {
        using var timer = new PeriodicTimer(Patience / 4, time);
        try
        {
            while (await timer.WaitForNextTickAsync(ct))
            {
                PrintDue(Patience);
            }
        }
        finally
        {
            PrintDue(TimeSpan.Zero);
        }
    }

    /// <summary>Prints the lines that were begun this long ago.</summary>
    internal void PrintDue(TimeSpan age)
    {
        lock (_gate)
        {
            while (_order.TryPeek(out var line) && (line.IsPrinted || time.GetElapsedTime(line.BeganAt) >= age))
            {
                _order.Dequeue();
                Print(line);
            }
        }
    }

    private void Print(OpenLine line)
    {
        if (!line.IsPrinted)
        {
            line.IsPrinted = true;
            _open.Remove(line.Key);
            output.WriteLine(line.Text());
        }
    }

    private sealed class OpenLine((string Source, string Message) key, long beganAt)
    {
        public (string Source, string Message) Key { get; } = key;

        public long BeganAt { get; } = beganAt;

        public bool IsPrinted { get; set; }

        public List<LiveStep> Steps { get; } = [];

        public bool IsComplete => Steps.Exists(s => s.Step == "dropped")
            || (Steps.Find(s => s.Destinations is not null)?.Destinations is { } expected
                && Steps.Where(s => s.DestinationId.Length > 0).Select(s => s.DestinationId).Distinct().Count() >= expected);

        public string Text()
        {
            var first = Steps.MinBy(s => s.At)!;
            var text = new StringBuilder();
            text.Append(first.At.UtcDateTime.ToString("HH:mm:ss.fff", CultureInfo.InvariantCulture)).Append("  ").Append(first.SourceId).Append("  ").Append(first.Type);
            text.Append(first.Name.Length > 0 ? $" \"{first.Name}\"" : "").Append("  ").Append(first.User.Length > 0 ? first.User : "(no user)");
            text.Append("  ").Append(first.MessageId.Length > 0 ? first.MessageId : "(no message id)");
            foreach (var step in Steps)
            {
                text.Append("  | ").Append(Say(step));
            }

            return text.ToString();
        }

        private static string Say(LiveStep step)
        {
            var text = step.DestinationId.Length > 0 ? $"{step.DestinationId}: {step.Step}" : step.Step;
            text += step.StatusCode > 0 && step.Step != "filtered" ? string.Create(CultureInfo.InvariantCulture, $" {step.StatusCode}") : "";
            text += step.Milliseconds is { } took ? string.Create(CultureInfo.InvariantCulture, $" in {took:0.#} ms") : "";
            return step.Detail.Length == 0 ? text : $"{text} ({step.Detail.ReplaceLineEndings(" ")})";
        }
    }
}
