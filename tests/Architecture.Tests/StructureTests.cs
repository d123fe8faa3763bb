using System.Xml.Linq;

namespace Pintle.Architecture.Tests;

/// <summary>The rules of the house that a test can hold.</summary>
public sealed class StructureTests
{
    private static readonly string Root = AppContext.BaseDirectory.Split($"{Path.DirectorySeparatorChar}artifacts{Path.DirectorySeparatorChar}")[0];

    private static readonly Dictionary<string, string[]> Allowed = new()
    {
        ["Events"] = [],
        ["Workspace"] = ["Events"],
        ["Store"] = ["Events"],
        ["Lanes"] = ["Events", "Store", "Workspace"],
        ["Gateway"] = ["Events", "Workspace", "Lanes"],
        ["Processor"] = ["Events", "Workspace", "Lanes"],
        ["DestinationKit"] = ["Events", "Workspace"],
        ["Destinations"] = ["Events", "DestinationKit"],
        ["UserCode"] = ["Events"],
        ["Transformer"] = ["Events", "DestinationKit", "UserCode"],
        ["Router"] = ["Events", "Workspace", "Lanes", "Store", "DestinationKit"],
        ["Insight"] = ["Events", "Workspace", "Lanes", "Store"],
        ["ControlPlane"] = ["Events", "Workspace", "DestinationKit", "UserCode"],
    };

    private static IEnumerable<string> Sources => ((string[])["src", "tests", "bench"])
        .SelectMany(folder => Directory.GetFiles(Path.Combine(Root, folder), "*.cs", SearchOption.AllDirectories))
        .Where(f => !f.Contains("node_modules", StringComparison.Ordinal) && !f.Contains("/Migrations/", StringComparison.Ordinal));

    [Fact]
    public void Stages_know_only_what_they_may()
    {
        foreach (var project in Directory.GetFiles(Path.Combine(Root, "src"), "*.csproj", SearchOption.AllDirectories))
        {
            var name = Path.GetFileNameWithoutExtension(project);
            if (name == "Server")
            {
                continue;
            }

            var references = XDocument.Load(project).Descendants("ProjectReference").Select(r => Path.GetFileNameWithoutExtension(r.Attribute("Include")!.Value));
            Assert.Empty(references.Except(Allowed[name]));
        }
    }

    [Fact]
    public void No_file_is_longer_than_400_lines_and_most_are_short()
    {
        var lengths = Sources.Where(f => f.Contains($"{Path.DirectorySeparatorChar}src{Path.DirectorySeparatorChar}", StringComparison.Ordinal))
            .Select(f => (File: f, Lines: File.ReadLines(f).Count())).OrderBy(f => f.Lines).ToList();
        Assert.DoesNotContain(lengths, f => f.Lines > 400);
        Assert.InRange(lengths[lengths.Count / 2].Lines, 1, 70);
        Assert.InRange(lengths[(int)(lengths.Count * 0.9)].Lines, 1, 250);
    }

    [Fact]
    public void No_name_says_nothing()
    {
        string[] empty = ["Manager", "Helper", "Helpers", "Util", "Utils", "Common", "Misc", "Base", "Impl", "Service", "Interfaces", "Models", "Enums"];
        var names = Sources.Select(f => Path.GetFileNameWithoutExtension(f))
            .Concat(Sources.Select(f => new DirectoryInfo(Path.GetDirectoryName(f)!).Name)).Distinct();
        Assert.Empty(names.Intersect(empty));
    }

    [Fact]
    public void Nothing_waits_by_sleeping_and_nothing_is_left_to_do()
    {
        string[] leftovers = ["TO" + "DO", "FIX" + "ME", "NotImplemented" + "Exception", "Thread.Sle" + "ep("];
        var found = from file in Sources from line in File.ReadLines(file) where leftovers.Any(l => line.Contains(l, StringComparison.Ordinal)) select $"{file}: {line.Trim()}";
        Assert.Empty(found);
    }
}
