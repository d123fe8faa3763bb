using System.Text.Json;
using System.Text.RegularExpressions;

namespace Pintle.UserCode.Publishing;

/// <summary>The first difference of two JSON values, by its path. The order of members is none.</summary>
internal static partial class JsonDifference
{
    private const int LongestValue = 200;

    /// <summary>Null: they are the same.</summary>
    public static string? Find(JsonElement expected, JsonElement actual) => Find("", expected, actual);

    private static string? Find(string path, JsonElement expected, JsonElement actual) => (expected.ValueKind, actual.ValueKind) switch
    {
        (JsonValueKind.Undefined, JsonValueKind.Undefined) => null,
        (JsonValueKind.Undefined, _) => $"{path}: {Words(actual)} was not expected",
        (_, JsonValueKind.Undefined) => $"{path}: expected {Words(expected)}, but it is missing",
        (JsonValueKind.Object, JsonValueKind.Object) => expected.EnumerateObject().Concat(actual.EnumerateObject()).Select(m => m.Name).Distinct()
            .Select(name => Find($"{path}{Step(name)}", Member(expected, name), Member(actual, name))).FirstOrDefault(d => d is not null),
        (JsonValueKind.Array, JsonValueKind.Array) => Enumerable.Range(0, Math.Max(expected.GetArrayLength(), actual.GetArrayLength()))
            .Select(i => Find($"{path}[{i}]", Item(expected, i), Item(actual, i))).FirstOrDefault(d => d is not null),
        _ => JsonElement.DeepEquals(expected, actual) ? null : $"{path}: expected {Words(expected)}, but it is {Words(actual)}",
    };

    private static JsonElement Member(JsonElement of, string name) => of.TryGetProperty(name, out var value) ? value : default;

    private static JsonElement Item(JsonElement of, int place) => place < of.GetArrayLength() ? of[place] : default;

    private static string Step(string name) => Plain().IsMatch(name) ? $".{name}" : $"[\"{name}\"]";

    private static string Words(JsonElement value)
    {
        var text = value.GetRawText();
        return text.Length <= LongestValue ? text : $"{text.AsSpan(0, LongestValue)}…";
    }

    [GeneratedRegex(@"^[\p{L}_$][\p{L}\p{Nd}_$]*$", RegexOptions.CultureInvariant)]
    private static partial Regex Plain();
}
