using System.Text.Json;
using Pintle.DestinationKit.Json;

namespace Pintle.Destinations.Tests.Fixtures;

/// <summary>The first place at which JSON is not what a fixture says. Headers are compared as far as they are given; texts of outcomes by what they contain.</summary>
internal static class Difference
{
    private static readonly string[] Texts = ["skip", "suppressed", "reject", "retry"];

    /// <summary>Path, wanted and got; null when there is none.</summary>
    public static string? Between(JsValue wanted, JsValue got, string path = "$")
    {
        // JSON that a vendor wants as a text is written as JSON.
        if ((wanted.IsObject || wanted.IsArray) && got.AsText() is { } text)
        {
            got = JsonElement.Parse(text);
        }

        if (wanted.IsObject && got.IsObject)
        {
            var isSubset = path.EndsWith(".headers", StringComparison.Ordinal) || (path.EndsWith(']') && !wanted["url"].IsUndefined && wanted["headers"].IsUndefined);
            var names = wanted.Members.ToList().Select(m => m.Key).Concat(isSubset ? [] : got.Members.ToList().Select(m => m.Key)).Distinct();
            return names.Select(name => Text(name, wanted[name], got[name], $"{path}.{name}")).FirstOrDefault(d => d is not null);
        }

        if (wanted.IsArray && got.IsArray)
        {
            return wanted.Length != got.Length
                ? $"{path}: wanted {wanted.Length} items, got {got.Length}: {got.ToJson()}"
                : Enumerable.Range(0, wanted.Length).Select(i => Between(wanted[i], got[i], $"{path}[{i}]")).FirstOrDefault(d => d is not null);
        }

        return wanted.Is(got) || (wanted.IsNumber && got.IsNumber && wanted.AsNumber() == got.AsNumber()) ? null : $"{path}: wanted {Shown(wanted)}, got {Shown(got)}";
    }

    private static string? Text(string name, JsValue wanted, JsValue got, string path) =>
        Texts.Contains(name) && wanted.AsText() is { } part && got.AsText() is { } text && text.Contains(part, StringComparison.Ordinal) ? null : Between(wanted, got, path);

    private static string Shown(JsValue value) => value.IsUndefined ? "nothing" : value.ToJson();
}
