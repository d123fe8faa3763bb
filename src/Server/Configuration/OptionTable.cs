using System.Reflection;
using System.Text.Json;

namespace Pintle.Server.Configuration;

/// <summary>Every configuration key, found from the options records.</summary>
internal static class OptionTable
{
    public static readonly IReadOnlyList<OptionKey> Keys = [.. Find(typeof(PintleOptions), "", [])];

    public static OptionKey? Find(string key) => Keys.FirstOrDefault(k => k.Key.Equals(key, StringComparison.OrdinalIgnoreCase));

    /// <summary>The keys of a section.</summary>
    public static IEnumerable<OptionKey> SectionOf(string name) => Keys.Where(k => k.Key.StartsWith(name + ".", StringComparison.OrdinalIgnoreCase));

    /// <summary>The known key that is most like a wrong one; an accepted one only when ours are less like it.</summary>
    public static string Nearest(string key) => Nearest(key, [.. Keys.Select(k => k.Key), .. Aliases.All.Select(a => a.Name)]);

    /// <summary>The name that is most like a wrong one.</summary>
    public static string Nearest(string name, IEnumerable<string> known) => known.MinBy(k => Distance(k.ToLowerInvariant(), name.ToLowerInvariant()))!;

    private static IEnumerable<OptionKey> Find(Type section, string prefix, IReadOnlyList<PropertyInfo> path)
    {
        foreach (var property in section.GetProperties())
        {
            var key = prefix + JsonNamingPolicy.CamelCase.ConvertName(property.Name);
            if (property.GetCustomAttribute<SettingAttribute>() is { } setting)
            {
                yield return new OptionKey(key, setting, [.. path, property]);
            }
            else
            {
                foreach (var inner in Find(property.PropertyType, key + ".", [.. path, property]))
                {
                    yield return inner;
                }
            }
        }
    }

    private static int Distance(string a, string b)
    {
        var row = Enumerable.Range(0, b.Length + 1).ToArray();
        for (var i = 1; i <= a.Length; i++)
        {
            var diagonal = row[0]++;
            for (var j = 1; j <= b.Length; j++)
            {
                var above = row[j];
                row[j] = Math.Min(Math.Min(row[j] + 1, row[j - 1] + 1), diagonal + (a[i - 1] == b[j - 1] ? 0 : 1));
                diagonal = above;
            }
        }

        return row[^1];
    }
}

/// <summary>One key and where its value goes.</summary>
internal sealed record OptionKey(string Key, SettingAttribute Setting, IReadOnlyList<PropertyInfo> Path)
{
    public Type Type => Path[^1].PropertyType;

    public bool IsList => Type == typeof(IReadOnlyList<string>);

    public object? Read(PintleOptions options) => Path.Aggregate((object?)options, (at, property) => property.GetValue(at));

    public void Write(PintleOptions options, object value) =>
        Path[^1].SetValue(Path.SkipLast(1).Aggregate((object)options, (at, property) => property.GetValue(at)!), value);
}
