using YamlDotNet.Core;
using YamlDotNet.RepresentationModel;

namespace Pintle.Server.Configuration;

/// <summary>
/// Reads the configuration: defaults, then a YAML file, then environment variables (<c>PINTLE__GATEWAY__PORT</c>), then flags
/// (<c>--gateway.port 8090</c>). Every problem is reported at once, with its place and the nearest valid key.
/// </summary>
internal static class ConfigurationLoader
{
    private const string Prefix = "PINTLE__";

    /// <exception cref="ConfigurationException">Something is wrong; nothing may start.</exception>
    public static PintleOptions Load(string? file, IReadOnlyDictionary<string, string> environment, IReadOnlyList<string> flags)
    {
        var problems = new List<string>();
        var values = new List<GivenValue>();
        values.AddRange(FromFile(file, problems));
        values.AddRange(FromEnvironment(environment, problems));
        values.AddRange(FromFlags(flags, problems));
        var throttles = ThrottleAliases.Take(values, problems);
        var options = new PintleOptions();
        foreach (var given in values)
        {
            Apply(given, options, problems);
        }

        ThrottleAliases.Add(throttles, options);
        CheckTogether(options, problems);
        return problems.Count == 0 ? options : throw new ConfigurationException(problems);
    }

    private static void Apply(GivenValue given, PintleOptions options, List<string> problems)
    {
        var alias = OptionTable.Find(given.Key) is null ? Aliases.Find(given.Key) : null;
        if (OptionTable.Find(alias?.Key ?? given.Key) is not { } key)
        {
            problems.Add($"{given.Place}: {ProblemOf(given.Key)}");
            return;
        }

        var (value, problem) = ValueParser.Parse(key, alias is null ? given.Values : [.. given.Values.Select(alias.Convert)]);
        if (problem is null)
        {
            key.Write(options, value!);
        }
        else
        {
            problems.Add($"{given.Place}: {alias?.Name ?? key.Key} {problem}{(problem.EndsWith('?') ? "" : ".")}");
        }
    }

    private static string ProblemOf(string key) => OptionTable.SectionOf(key).FirstOrDefault() is { } first
        ? $"{key} must be a section with keys such as {first.Key}."
        : $"unknown key \"{key}\"; did you mean \"{OptionTable.Nearest(key)}\"?";

    // What belongs together: each key is right by itself.
    private static void CheckTogether(PintleOptions options, List<string> problems)
    {
        if (options.Store is { Kind: not "postgres", Shards.Count: > 0 })
        {
            problems.Add("store.shards: is for PostgreSQL only; did you mean to set store.kind to postgres?");
        }
    }

    private static List<GivenValue> FromFile(string? file, List<string> problems)
    {
        var values = new List<GivenValue>();
        if (file is null)
        {
            return values;
        }

        try
        {
            using var reader = File.OpenText(file);
            var yaml = new YamlStream();
            yaml.Load(reader);
            if (yaml.Documents.Count > 1)
            {
                problems.Add($"{file}, line {yaml.Documents[1].RootNode.Start.Line}: a second document begins; put everything into one.");
            }
            else if (yaml.Documents.Count > 0)
            {
                Walk(yaml.Documents[0].RootNode, "", file, values, problems);
            }
        }
        catch (YamlException broken)
        {
            problems.Add($"{file}, line {broken.Start.Line}: {broken.Message}");
        }
        catch (Exception unreadable) when (unreadable is IOException or UnauthorizedAccessException)
        {
            problems.Add($"{file}: {unreadable.Message}");
        }

        return values;
    }

    private static void Walk(YamlNode node, string path, string file, List<GivenValue> values, List<string> problems)
    {
        var place = $"{file}, line {node.Start.Line}";
        switch (node)
        {
            case YamlMappingNode mapping:
                foreach (var (name, value) in mapping.Children)
                {
                    Walk(value, path.Length == 0 ? name.ToString() : $"{path}.{name}", file, values, problems);
                }

                break;
            case not YamlScalarNode { Value: "" or null or "~" or "null" } when path.Length == 0:
                problems.Add($"{place}: there must be keys with values here, such as gateway: with port: 8080 below it.");
                break;
            case YamlSequenceNode list when list.Children.All(c => c is YamlScalarNode):
                values.Add(new GivenValue(path, [.. list.Children.Select(c => ((YamlScalarNode)c).Value ?? "")], place));
                break;
            case YamlScalarNode { Value: "" or null or "~" or "null" } when path.Length == 0 || OptionTable.SectionOf(path).Any():
                break;
            case YamlScalarNode scalar:
                values.Add(new GivenValue(path, [scalar.Value ?? ""], place));
                break;
            default:
                problems.Add($"{place}: {path} must be a value or a list of values.");
                break;
        }
    }

    private static IEnumerable<GivenValue> FromEnvironment(IReadOnlyDictionary<string, string> environment, List<string> problems)
    {
        // An environment has no order: ours come last, so that they win over the accepted ones.
        foreach (var (name, value) in environment.OrderBy(e => e.Key.StartsWith(Prefix, StringComparison.OrdinalIgnoreCase)).ThenBy(e => e.Key, StringComparer.Ordinal))
        {
            if (name.StartsWith(Prefix, StringComparison.OrdinalIgnoreCase))
            {
                var key = name[Prefix.Length..].Replace("__", ".", StringComparison.Ordinal).Replace("_", "", StringComparison.Ordinal);
                yield return new GivenValue(key, Split(key, value), $"environment variable {name}");
            }
            else if (name.StartsWith("PINTLE_", StringComparison.OrdinalIgnoreCase) && name.Contains("__", StringComparison.Ordinal))
            {
                // Not everything that begins like that is ours: Kubernetes makes PINTLE_PORT for a service of that name.
                problems.Add($"environment variable {name}: did you mean \"{Prefix}{name["PINTLE_".Length..]}\", with two underscores?");
            }
            else if (ThrottleAliases.KeyOf(name) is { } throttle)
            {
                yield return new GivenValue(throttle, [value], $"environment variable {name}");
            }
            else if (Aliases.All.Any(a => a.Variable == name))
            {
                yield return new GivenValue(name, [value], $"environment variable {name}");
            }
        }
    }

    private static IEnumerable<GivenValue> FromFlags(IReadOnlyList<string> flags, List<string> problems)
    {
        for (var i = 0; i < flags.Count; i++)
        {
            var flag = flags[i];
            if (!flag.StartsWith("--", StringComparison.Ordinal))
            {
                problems.Add($"command line: \"{flag}\" is not a flag.");
                continue;
            }

            var at = flag.IndexOf('=', StringComparison.Ordinal);
            var key = at < 0 ? flag[2..] : flag[2..at];
            var value = at >= 0 ? flag[(at + 1)..] : i + 1 < flags.Count ? flags[++i] : "";
            yield return new GivenValue(key, Split(key, value), $"flag --{key}");
        }
    }

    private static string[] Split(string key, string value) => OptionTable.Find(key) is { IsList: true } list
        ? value.Split(list.Setting.Separator, StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries)
        : [value];
}

/// <summary>Everything that is wrong with the configuration.</summary>
internal sealed class ConfigurationException(IReadOnlyList<string> problems)
    : Exception("The configuration can't be used:\n" + string.Join("\n", problems.Select(p => "  " + p)))
{
    public IReadOnlyList<string> Problems { get; } = problems;
}
