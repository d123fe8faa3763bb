using System.Text.Json;
using System.Text.Json.Serialization;

namespace Pintle.ControlPlane.Transfer;

/// <summary>What an import did, or would do.</summary>
/// <param name="DryRun">Nothing was changed.</param>
/// <param name="Created">What is new.</param>
/// <param name="Updated">What is other than it was.</param>
/// <param name="Removed">What is not in the document, and was taken away because that was asked for.</param>
/// <param name="Unchanged">How many things are as they were.</param>
/// <param name="Notes">What is not known here, or not in order: each is named with its place in the document.</param>
internal sealed record ImportReport(
    bool DryRun, IReadOnlyList<ImportedThing> Created, IReadOnlyList<ImportedThing> Updated, IReadOnlyList<ImportedThing> Removed, int Unchanged, IReadOnlyList<ImportNote> Notes);

/// <summary>A thing that an import touched.</summary>
/// <param name="Changes">Of one that was there: what is other.</param>
internal sealed record ImportedThing(string Type, string Id, string Name, IReadOnlyList<ImportedChange> Changes);

/// <summary>A member that is other than it was.</summary>
/// <param name="Path">Which: <c>settings.webhookUrl</c>.</param>
/// <param name="Before">What it was; left out: it was not there, or is secret.</param>
/// <param name="After">What it is; left out: it is not there, or is secret.</param>
internal sealed record ImportedChange(
    string Path,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] JsonElement? Before,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] JsonElement? After);

/// <summary>Something that the document says and that an import can't take as it is.</summary>
/// <param name="At">The place in the document: <c>sources[0].destinations[2].config</c>.</param>
internal sealed record ImportNote(string At, string Message);
