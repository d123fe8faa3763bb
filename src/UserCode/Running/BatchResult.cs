using System.Text.Json;

namespace Pintle.UserCode.Running;

/// <summary>What came of a batch.</summary>
/// <param name="Items">Outputs and failures, in the order of the code's answers. An input with neither was left out on purpose.</param>
/// <param name="Logs">What a test logged.</param>
public sealed record BatchResult(IReadOnlyList<BatchItem> Items, IReadOnlyList<string> Logs)
{
    /// <summary>This, and then what came of the events behind.</summary>
    /// <param name="offset">Place of the first of them.</param>
    public BatchResult Then(BatchResult behind, int offset) =>
        new([.. Items, .. behind.Items.Select(i => i with { Input = i.Input < 0 ? -1 : i.Input + offset })], [.. Logs, .. behind.Logs]);

    /// <summary>Why the batch failed before its events had their turn: the code can't be loaded, or ran for too long; empty otherwise.</summary>
    public string OfAll { get; init; } = "";

    /// <summary>Every event fails alike.</summary>
    public static BatchResult Failed(int count, string error) => new([.. Enumerable.Range(0, count).Select(i => new BatchItem(i, default, error))], []) { OfAll = error };
}

/// <summary>An event that the code returned, or why there is none.</summary>
/// <param name="Input">Place of the event that it came from; -1: of no one in particular.</param>
/// <param name="Output">The event; undefined with an error.</param>
/// <param name="Error">Empty when there is an event.</param>
public readonly record struct BatchItem(int Input, JsonElement Output, string Error)
{
    public bool IsFailure => Error.Length > 0;
}
