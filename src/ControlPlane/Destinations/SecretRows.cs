using System.Text.Json;
using System.Text.Json.Nodes;
using Pintle.DestinationKit.Settings;

namespace Pintle.ControlPlane.Destinations;

/// <summary>
/// Lists with secret columns, such as a webhook's headers. People get the rows without their secrets and send all of them back, so that
/// a row must find its secret again. It does by its other members: a row that doesn't name its secret keeps that of the row which was like it in everything else,
/// wherever that stood. Rows may be added, taken away and moved without a word about the others' secrets; a row that is changed needs its secret anew.
/// Rows that are alike in everything else are taken in their order; when there are more or fewer of them than before, and their secrets differ,
/// nobody can tell which is which, and the secrets must be sent.
/// </summary>
internal static class SecretRows
{
    /// <summary>Columns of a list that are secret, or that hold secrets.</summary>
    public static IReadOnlySet<string> SecretColumns(SettingsField? list) =>
        list is null || list.IsSecret ? new HashSet<string>() : list.Columns.Where(IsSecret).Select(c => c.Key).ToHashSet();

    /// <summary>Has it the form of rows: a list of objects?</summary>
    public static bool AreIn(JsonElement list) =>
        list.ValueKind == JsonValueKind.Array && list.EnumerateArray().All(row => row.ValueKind is JsonValueKind.Object or JsonValueKind.Null);

    /// <summary>The settings as they were sent, with the secrets that their rows keep.</summary>
    /// <param name="before">The whole settings as they were, with secrets.</param>
    /// <param name="sent">Null in a secret column takes the secret away.</param>
    /// <param name="problems">Takes a problem for each row that must send its secret.</param>
    public static JsonElement Keep(SettingsModel model, JsonElement before, JsonElement sent, List<SettingsProblem> problems)
    {
        var kept = JsonSerializer.SerializeToNode(sent)!.AsObject();
        foreach (var list in model.Fields)
        {
            if (SecretColumns(list) is { Count: > 0 } columns && sent.TryGetProperty(list.Key, out var rows) && AreIn(rows))
            {
                var old = before.TryGetProperty(list.Key, out var known) && AreIn(known) ? JsonSerializer.SerializeToNode(known)!.AsArray() : [];
                Keep(list.Key, columns, old, kept[list.Key]!.AsArray(), problems);
            }
        }

        return JsonSerializer.SerializeToElement(kept);
    }

    private static void Keep(string list, IReadOnlySet<string> columns, JsonArray before, JsonArray rows, List<SettingsProblem> problems)
    {
        var old = before.OfType<JsonObject>().ToLookup(row => Text(row.Where(m => !columns.Contains(m.Key))));
        foreach (var alike in rows.Index().Where(r => r.Item is JsonObject).GroupBy(r => Text(r.Item!.AsObject().Where(m => !columns.Contains(m.Key)))).ToList())
        {
            var known = old[alike.Key].ToList();
            if (known.Count != alike.Count() && known.DistinctBy(row => Text(row.Where(m => columns.Contains(m.Key)))).Count() > 1)
            {
                problems.AddRange(from row in alike
                                  from column in columns
                                  where !row.Item!.AsObject().ContainsKey(column)
                                  select Untold($"{list}[{row.Index}].{column}"));
                continue;
            }

            foreach (var (row, like) in alike.Zip(known))
            {
                Keep(columns, like, row.Item!.AsObject());
            }
        }

        foreach (var row in rows.OfType<JsonObject>())
        {
            TakeNulls(columns, row);
        }
    }

    private static void Keep(IReadOnlySet<string> columns, JsonObject before, JsonObject row)
    {
        foreach (var (column, secret) in before.Where(m => columns.Contains(m.Key) && !row.ContainsKey(m.Key)))
        {
            row[column] = secret?.DeepClone();
        }
    }

    private static void TakeNulls(IReadOnlySet<string> columns, JsonObject row)
    {
        foreach (var column in columns.Where(c => row[c] is null))
        {
            row.Remove(column);
        }
    }

    private static bool IsSecret(SettingsField column) => column.IsSecret || column.Columns.Any(IsSecret);

    private static string Text(IEnumerable<KeyValuePair<string, JsonNode?>> members) =>
        new JsonObject(members.OrderBy(m => m.Key, StringComparer.Ordinal).Select(m => KeyValuePair.Create(m.Key, m.Value?.DeepClone()))).ToJsonString();

    private static SettingsProblem Untold(string path) =>
        new(path, $"\"{path}\" must be sent: there were rows that differ only in it, so nobody can tell which value this row keeps.");
}
