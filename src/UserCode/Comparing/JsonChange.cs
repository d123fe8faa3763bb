using System.Text.Json;

namespace Pintle.UserCode.Comparing;

/// <summary>One difference between two JSON values.</summary>
/// <param name="Path">Where: <c>properties.items[2].price</c>; empty = the value itself.</param>
/// <param name="Before">What stood there; null when nothing did.</param>
/// <param name="After">What stands there; null when nothing does.</param>
public sealed record JsonChange(string Path, JsonElement? Before, JsonElement? After)
{
    /// <summary>The first differences, in the order of the members.</summary>
    /// <param name="before">One value.</param>
    /// <param name="after">The other.</param>
    /// <param name="most">No more than so many.</param>
    public static IReadOnlyList<JsonChange> Between(JsonElement before, JsonElement after, int most = 20)
    {
        var changes = new List<JsonChange>();
        Compare("", before, after, changes, most);
        return changes;
    }

    private static void Compare(string path, JsonElement before, JsonElement after, List<JsonChange> changes, int most)
    {
        if (changes.Count >= most || JsonElement.DeepEquals(before, after))
        {
            return;
        }

        switch (before.ValueKind, after.ValueKind)
        {
            case (JsonValueKind.Object, JsonValueKind.Object):
                CompareMembers(path, before, after, changes, most);
                break;
            case (JsonValueKind.Array, JsonValueKind.Array):
                CompareItems(path, before, after, changes, most);
                break;
            default:
                changes.Add(new JsonChange(path, before, after));
                break;
        }
    }

    private static void CompareMembers(string path, JsonElement before, JsonElement after, List<JsonChange> changes, int most)
    {
        string To(string name) => path.Length == 0 ? name : $"{path}.{name}";
        foreach (var member in before.EnumerateObject())
        {
            if (after.TryGetProperty(member.Name, out var other))
            {
                Compare(To(member.Name), member.Value, other, changes, most);
            }
            else if (changes.Count < most)
            {
                changes.Add(new JsonChange(To(member.Name), member.Value, null));
            }
        }

        foreach (var member in after.EnumerateObject().Where(m => !before.TryGetProperty(m.Name, out _)).Take(most - changes.Count))
        {
            changes.Add(new JsonChange(To(member.Name), null, member.Value));
        }
    }

    private static void CompareItems(string path, JsonElement before, JsonElement after, List<JsonChange> changes, int most)
    {
        var (was, isNow) = (before.GetArrayLength(), after.GetArrayLength());
        for (var i = 0; i < Math.Max(was, isNow) && changes.Count < most; i++)
        {
            if (i < was && i < isNow)
            {
                Compare($"{path}[{i}]", before[i], after[i], changes, most);
            }
            else
            {
                changes.Add(new JsonChange($"{path}[{i}]", i < was ? before[i] : null, i < isNow ? after[i] : null));
            }
        }
    }
}
