using System.Text.Json;
using Pintle.Events;
using Pintle.Workspace;

namespace Pintle.Router.UserCode;

/// <summary>Runs a destination's user transformation on events of one source. Throws only when cancelled.</summary>
public delegate Task<CodeAnswer> EventCode(CodeBatch batch, CancellationToken ct);

/// <summary>Events of one source for a destination's user transformation.</summary>
/// <param name="Transformation">What runs.</param>
/// <param name="Snapshot">The configuration that it belongs to.</param>
/// <param name="Events">They, with what <c>metadata(event)</c> gives of each.</param>
public sealed record CodeBatch(TransformationRef Transformation, WorkspaceSnapshot Snapshot, EventTexts Events)
{
    /// <summary>How many events.</summary>
    public int Count => Events.Count;
}

/// <summary>What came of a batch.</summary>
/// <param name="Name">Of the transformation, for people.</param>
/// <param name="Items">Outputs and failures, in order; an event with neither was left out by the code.</param>
/// <param name="Held">Why it could not be run now: the events are to wait. Empty when it was run.</param>
public sealed record CodeAnswer(string Name, IReadOnlyList<CodeItem> Items, string Held)
{
    /// <summary>It can't be run now.</summary>
    public static CodeAnswer Wait(string why) => new("", [], why);

    /// <summary>Where there is nothing that runs user code.</summary>
    public static EventCode Nowhere { get; } = (_, _) => Task.FromResult(Wait("this server runs no user transformations"));
}

/// <summary>An event that user code returned, or why there is none.</summary>
/// <param name="Input">Place of the event that it came from; -1: of none in particular.</param>
/// <param name="Output">The event; undefined with an error.</param>
/// <param name="Error">Empty when there is an event.</param>
public readonly record struct CodeItem(int Input, JsonElement Output, string Error);
