using System.Text.Json;
using Pintle.DestinationKit;
using Pintle.DestinationKit.Json;
using Pintle.TestKit;
using Xunit.Sdk;

namespace Pintle.Destinations.Tests.Fixtures;

/// <summary>One case of a destination's fixture files (format: CONTRIBUTING.md), by its place, so that a test is named after it.</summary>
public sealed class FixtureCase : IXunitSerializable
{
    private string _file = "";
    private int _index;

    /// <summary>For the runner, which reads the rest back.</summary>
    public FixtureCase()
    {
    }

    internal FixtureCase(string file, int index, string name) => (_file, _index, Name) = (file, index, name);

    /// <summary>What the case says of itself.</summary>
    public string Name { get; private set; } = "";

    /// <summary>Folder of the destination.</summary>
    public string Folder => Path.GetFileName(Path.GetDirectoryName(Path.GetDirectoryName(_file)))!;

    /// <summary>The case as it is written.</summary>
    public JsValue Json => Read(_file)[_index];

    /// <summary>The destination of the folder.</summary>
    public DestinationType Type => Folder == TemplateTests.Folder
        ? new NewVendor.NewVendorDestination()
        : BuiltIn.Catalogue.All.Single(t => t.GetType().Namespace == $"Pintle.Destinations.{Folder}");

    /// <summary>All cases of all destinations.</summary>
    public static IEnumerable<FixtureCase> All() => In("src/Destinations");

    /// <summary>All cases in and under a folder of the repository.</summary>
    public static IEnumerable<FixtureCase> In(string folder)
    {
        foreach (var path in Directory.EnumerateFiles(Path.Combine(Repository.Root, folder), "*.json", SearchOption.AllDirectories).Where(p => p.Contains("/fixtures/", StringComparison.Ordinal)).Order())
        {
            var file = Path.GetRelativePath(Repository.Root, path);
            var cases = Read(file);
            for (var i = 0; i < cases.Length; i++)
            {
                yield return new FixtureCase(file, i, cases[i]["case"].AsText() ?? $"number {i + 1}");
            }
        }
    }

    public void Deserialize(IXunitSerializationInfo info) =>
        (_file, _index, Name) = (info.GetValue<string>("file")!, info.GetValue<int>("index"), info.GetValue<string>("name")!);

    public void Serialize(IXunitSerializationInfo info)
    {
        info.AddValue("file", _file);
        info.AddValue("index", _index);
        info.AddValue("name", Name);
    }

    public override string ToString() => $"{Folder}: {Name}";

    private static JsValue Read(string file)
    {
        try
        {
            var root = (JsValue)JsonElement.Parse(File.ReadAllText(Path.Combine(Repository.Root, file)));
            return root.IsArray ? root : new JsArray { root };
        }
        catch (JsonException wrong)
        {
            throw new InvalidDataException($"{file} is not JSON: {wrong.Message}");
        }
    }
}
