using System.Text.Json;
using Pintle.ControlPlane.Http;

namespace Pintle.ControlPlane.Transfer;

/// <summary>What is other between two states of a thing, as the API shows them.</summary>
internal static class Differences
{
    // They follow from the rest.
    private static readonly string[] Passed = ["version", "createdAt", "updatedAt", "revisionId", "createdBy"];

    /// <summary>Member by member; objects are gone into, lists are not.</summary>
    public static IReadOnlyList<ImportedChange> Of(object before, object after)
    {
        var changes = new List<ImportedChange>();
        Compare("", JsonSerializer.SerializeToElement(before, MergePatch.Json), JsonSerializer.SerializeToElement(after, MergePatch.Json), changes);
        return changes;
    }

    private static void Compare(string path, JsonElement before, JsonElement after, List<ImportedChange> changes)
    {
        foreach (var name in before.EnumerateObject().Concat(after.EnumerateObject()).Select(m => m.Name).Distinct().Where(name => path.Length > 0 || !Passed.Contains(name)))
        {
            var (was, now) = (Member(before, name), Member(after, name));
            if (was is { ValueKind: JsonValueKind.Object } && now is { ValueKind: JsonValueKind.Object })
            {
                Compare($"{path}{name}.", was.Value, now.Value, changes);
            }
            else if (!IsSame(was, now))
            {
                changes.Add(new ImportedChange(path + name, was, now));
            }
        }
    }

    private static JsonElement? Member(JsonElement of, string name) => of.TryGetProperty(name, out var value) && value.ValueKind != JsonValueKind.Null ? value : null;

    private static bool IsSame(JsonElement? one, JsonElement? other) => one is { } a && other is { } b ? JsonElement.DeepEquals(a, b) : one is null && other is null;
}
