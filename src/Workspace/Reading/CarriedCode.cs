using System.Globalization;

namespace Pintle.Workspace.Reading;

/// <summary>
/// User code of a document: <c>transformationVersions</c> and <c>libraryVersions</c>, which are ours, and <c>libraries</c>, those that are in force.
/// </summary>
internal sealed class CarriedCode
{
    public const string TransformationList = "transformationVersions";
    public const string LibraryList = "libraryVersions";

    private static readonly string[] Languages = ["javascript", "typescript"];

    public CarriedCode(JsonNavigator root)
    {
        Transformations = [.. root.Objects(TransformationList).Select(ReadTransformation)];
        LibraryVersions = [.. root.Objects(LibraryList).Select(ReadLibrary)];
        Libraries = [.. root.Objects("libraries").Select(l => l.Required("versionId"))];
        CheckUnique(root, TransformationList, Transformations.Select(t => t.VersionId));
        CheckUnique(root, LibraryList, LibraryVersions.Select(l => l.VersionId));
        CheckUnique(root, "libraries", Libraries);
        CheckHandles($"{root.Path}.{LibraryList}");
    }

    public IReadOnlyList<TransformationVersion> Transformations { get; }

    public IReadOnlyList<LibraryVersion> LibraryVersions { get; }

    /// <summary>Versions in force.</summary>
    public IReadOnlyList<string> Libraries { get; }

    /// <summary>Whatever is in use must be here, for there is nowhere else to get it from.</summary>
    /// <exception cref="WorkspaceException">Some isn't.</exception>
    public void CheckComplete(IReadOnlyList<Source> sources)
    {
        const string WhereFrom = "and there is no workspace.backend that it could come from";
        var carried = Transformations.Select(t => t.VersionId).ToHashSet();
        foreach (var destination in sources.SelectMany(s => s.Destinations).Where(d => d.ReceivesEvents))
        {
            if (destination.Transformations is [var first, ..] && !carried.Contains(first.VersionId))
            {
                throw new WorkspaceException(
                    $"The destination \"{destination.Id}\" has the transformation version \"{first.VersionId}\", which {TransformationList} doesn't hold, {WhereFrom}.");
            }
        }

        if (Libraries.Except(LibraryVersions.Select(l => l.VersionId)).FirstOrDefault() is { } missing)
        {
            throw new WorkspaceException($"libraries has the version \"{missing}\", which {LibraryList} doesn't hold, {WhereFrom}.");
        }
    }

    private static TransformationVersion ReadTransformation(JsonNavigator version) => new()
    {
        Id = version.Required("id"),
        VersionId = version.Required("versionId"),
        Name = version.Required("name"),
        Code = ReadCode(version),
        CodeVersion = ReadChoice(version, "codeVersion", ["1", "0"]),
        Language = ReadChoice(version, "language", Languages),
        Description = version.Text("description"),
        CreatedAt = ReadTime(version, "createdAt"),
        Tests = [.. version.Objects("tests").Select(ReadTest)],
    };

    private static LibraryVersion ReadLibrary(JsonNavigator version) => new()
    {
        Id = version.Required("id"),
        VersionId = version.Required("versionId"),
        Name = version.Required("name"),
        Handle = ReadHandle(version),
        Code = ReadCode(version),
        Language = ReadChoice(version, "language", Languages),
        Description = version.Text("description"),
        CreatedAt = ReadTime(version, "createdAt"),
    };

    private static CodeTest ReadTest(JsonNavigator test)
    {
        var events = test.Array("events") ?? throw new WorkspaceException($"{test.Path}.events is missing.");
        if (test.Objects("events").ToList() is [])
        {
            throw new WorkspaceException($"{test.Path}.events is empty.");
        }

        return new CodeTest(test.Required("name"), events, test.Array("expected") ?? default, test.Object("metadata")?.Element ?? default);
    }

    private static string ReadCode(JsonNavigator version) => version.Member("code") is not null && version.Member("file") is not null
        ? throw new WorkspaceException($"{version.Path} has both code and file; one of them is enough.")
        : version.Required("code");

    private static string ReadHandle(JsonNavigator version)
    {
        foreach (var name in (string[])["handleName", "importName"])
        {
            if (version.Text(name) is { Length: > 0 } given)
            {
                return given;
            }
        }

        return LibraryHandle.Of(version.Text("name")) is { Length: > 0 } made
            ? made
            : throw new WorkspaceException($"{version.Path}.name: \"{version.Text("name")}\" gives nothing to import it by; add a handleName.");
    }

    private static string ReadChoice(JsonNavigator version, string name, string[] choices)
    {
        var given = version.Text(name);
        return given.Length == 0 ? choices[0]
            : choices.Contains(given) ? given
            : throw new WorkspaceException($"{version.Path}.{name} must be {string.Join(" or ", choices)}, but is \"{given}\".");
    }

    private static DateTimeOffset? ReadTime(JsonNavigator version, string name)
    {
        var given = version.Text(name);
        return given.Length == 0 ? null
            : DateTimeOffset.TryParse(given, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var at) ? at
            : throw new WorkspaceException($"{version.Path}.{name} must be a time, as 2026-01-31T08:00:00Z, but is \"{given}\".");
    }

    private static void CheckUnique(JsonNavigator root, string list, IEnumerable<string> versionIds)
    {
        var seen = new HashSet<string>();
        foreach (var (place, id) in versionIds.Index())
        {
            if (!seen.Add(id))
            {
                throw new WorkspaceException($"{root.Path}.{list}[{place}].versionId: \"{id}\" stands there already.");
            }
        }
    }

    // Versions of one library share theirs; of those in force, each has its own.
    private void CheckHandles(string path)
    {
        var (owners, inForce) = (new Dictionary<string, string>(), new Dictionary<string, string>());
        foreach (var (place, library) in LibraryVersions.Index())
        {
            if (!owners.TryAdd(library.Handle, library.Id) && owners[library.Handle] != library.Id)
            {
                throw new WorkspaceException($"{path}[{place}]: \"{library.Handle}\" is what the library \"{owners[library.Handle]}\" is imported by.");
            }

            if (Libraries.Contains(library.VersionId) && !inForce.TryAdd(library.Handle, library.VersionId))
            {
                throw new WorkspaceException(
                    $"{path}[{place}]: libraries has two versions of \"{library.Handle}\", \"{inForce[library.Handle]}\" and \"{library.VersionId}\"; one can be in force.");
            }
        }
    }
}
