using Microsoft.Extensions.Time.Testing;
using Pintle.Events;
using Pintle.Server.Cli;

namespace Pintle.Server.Tests.Cli;

public sealed class TailLinesTests : IDisposable
{
    private static readonly DateTimeOffset Start = new(2026, 11, 25, 8, 0, 0, TimeSpan.Zero);
    private readonly FakeTimeProvider _time = new(Start);
    private readonly StringWriter _output = new() { NewLine = "\n" };
    private readonly TailLines _lines;

    public TailLinesTests() => _lines = new TailLines(_time, _output);

    public void Dispose() => _output.Dispose();

    [Fact]
    public void An_event_is_one_line_when_every_destination_has_had_its_say()
    {
        _lines.Add(Step("received", "") with { Destinations = 3 });
        _lines.Add(Step("delivered", "hook", 200) with { Milliseconds = 12.34 });
        _lines.Add(Step("filtered", "ads", 298, "consent denied"));
        Assert.Equal("", _output.ToString());
        _lines.Add(Step("dead", "mail", 400, "answered 400") with { Milliseconds = 3 });

        Assert.Equal(
            "08:00:00.000  src  track \"Bought\"  u1  m1  | received  | hook: delivered 200 in 12.3 ms  | ads: filtered (consent denied)  | mail: dead 400 in 3 ms (answered 400)\n",
            _output.ToString());
    }

    [Fact]
    public void What_takes_longer_is_not_waited_for_and_comes_as_a_line_of_its_own()
    {
        _lines.Add(Step("received", "") with { Destinations = 2 });
        _lines.Add(Step("delivered", "hook", 200));
        _time.Advance(TimeSpan.FromSeconds(1));
        _lines.PrintDue(TimeSpan.FromSeconds(1));
        _lines.Add(Step("delivered", "slow", 200));
        _lines.PrintDue(TimeSpan.Zero);

        var printed = _output.ToString().Split('\n', StringSplitOptions.RemoveEmptyEntries);
        Assert.Equal(2, printed.Length);
        Assert.EndsWith("| received  | hook: delivered 200", printed[0], StringComparison.Ordinal);
        Assert.EndsWith("m1  | slow: delivered 200", printed[1], StringComparison.Ordinal);
    }

    [Fact]
    public void A_dropped_event_waits_for_no_destination_and_missed_steps_are_shown()
    {
        _lines.Add(Step("received", "") with { Destinations = 2 });
        _lines.Add(Step("dropped", "", detail: "bot"));
        _lines.Missed(17);
        Assert.Contains("| received  | dropped (bot)\n… 17 steps were missed", _output.ToString(), StringComparison.Ordinal);
    }

    private static LiveStep Step(string step, string destination, int status = 0, string detail = "") =>
        new(Start, step, "src", destination, "m1", "track", "Bought", status, detail) { User = "u1" };
}
