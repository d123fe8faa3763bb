using System.Text.Json;
using Pintle.UserCode.Running;

namespace Pintle.ControlPlane.Transformations;

/// <summary>What came of code and events.</summary>
/// <param name="Error">Why the code could not be run at all; null: it ran.</param>
/// <param name="Events">What came of each event, in their order.</param>
/// <param name="Others">What the code returned without saying of which event.</param>
/// <param name="Logs">What the code logged, in order: events run at the same time, so it is of all of them.</param>
/// <param name="Milliseconds">How long it took: all events together, with what was waited for and, of code that is new, with reading it.</param>
internal sealed record RunAnswer(string? Error, IReadOnlyList<RunEvent> Events, RunEvent Others, IReadOnlyList<string> Logs, double Milliseconds)
{
    public static RunAnswer Of(BatchResult result, int count, TimeSpan took) => new(
        result.OfAll.Length > 0 ? result.OfAll : null,
        [.. Enumerable.Range(0, count).Select(i => RunEvent.Of(result.Items.Where(item => item.Input == i)))],
        RunEvent.Of(result.Items.Where(item => item.Input < 0)),
        result.Logs,
        Math.Round(took.TotalMilliseconds, 1));
}

/// <summary>What came of an event; neither outputs nor errors: it was dropped.</summary>
internal sealed record RunEvent(IReadOnlyList<JsonElement> Outputs, IReadOnlyList<string> Errors)
{
    public static RunEvent Of(IEnumerable<BatchItem> items) =>
        new([.. items.Where(i => !i.IsFailure).Select(i => i.Output)], [.. items.Where(i => i.IsFailure).Select(i => i.Error)]);
}
