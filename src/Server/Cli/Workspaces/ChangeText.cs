using System.Text.Encodings.Web;
using System.Text.Json;

namespace Pintle.Server.Cli.Workspaces;

/// <summary>What is other of a thing, for people: a line for each member, and of code the lines.</summary>
internal static class ChangeText
{
    private static readonly JsonSerializerOptions Plain = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public static IEnumerable<string> Lines(JsonElement thing)
    {
        if (!thing.TryGetProperty("changes", out var changes) || changes.GetArrayLength() == 0)
        {
            yield break;
        }

        yield return $"{ApiText.Cell(thing, "type")} {ApiText.Cell(thing, "name")}:";
        foreach (var line in changes.EnumerateArray().SelectMany(Of))
        {
            yield return $"  {line}";
        }
    }

    private static IEnumerable<string> Of(JsonElement change)
    {
        var (path, before, after) = (ApiText.Cell(change, "path"), Member(change, "before"), Member(change, "after"));
        return before is null && after is null ? [path == "(secret)" ? "a secret is other" : $"{path} is other"]
            : IsText(before) || IsText(after) ? [$"{path}:", .. LineDiff.Of(Text(before), Text(after)).Select(line => $"  {line}")]
            : [$"{path}: {Value(before)} → {Value(after)}"];
    }

    private static JsonElement? Member(JsonElement of, string name) => of.TryGetProperty(name, out var value) ? value : null;

    private static bool IsText(JsonElement? value) => value is { ValueKind: JsonValueKind.String } text && text.GetString()!.Contains('\n', StringComparison.Ordinal);

    private static string Text(JsonElement? value) => value?.GetString() ?? "";

    private static string Value(JsonElement? value) => value is { } known ? JsonSerializer.Serialize(known, Plain) : "nothing";
}
