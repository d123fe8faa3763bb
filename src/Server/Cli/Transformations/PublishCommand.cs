using System.CommandLine;
using Pintle.UserCode.Publishing;

namespace Pintle.Server.Cli.Transformations;

/// <summary><c>pintle transformations publish</c>: makes code a version and puts it in force, when its tests are good.</summary>
internal static class PublishCommand
{
    public static Command Create()
    {
        var name = new Argument<string>("name") { Description = "Id or name of a known one, or the name of a new one." };
        var code = new Option<FileInfo>("--code") { Description = "File with the code; .ts is TypeScript.", Required = true };
        var tests = new Option<FileInfo?>("--tests") { Description = "JSON file with a list of tests; those of the version before when left out." };
        var library = new Option<bool>("--library") { Description = "A new one is a library. It is tested by the transformations that import it." };
        return CodeWorkspace.Command(
            "publish", "Tests code and, when all is good, adds it to the workspace file as a version and gives it to the destinations that have another.", [name, code, tests, library],
            async (workspace, result, ct) =>
            {
                var draft = await DraftAsync(workspace, result.GetRequiredValue(name), result.GetValue(library), ct);
                var file = result.GetRequiredValue(code);
                draft = draft with
                {
                    Code = await File.ReadAllTextAsync(file.FullName, ct),
                    Language = CodeInput.Language(file),
                    Tests = result.GetValue(tests) is { } list ? CodeInput.Tests(list) : null,
                };
                var report = await (await workspace.PublisherAsync(ct)).PublishAsync(draft, ct);
                await PrintAsync(workspace, report, ct);
                return report.IsGood ? 0 : 1;
            });
    }

    private static async Task<Draft> DraftAsync(CodeWorkspace workspace, string name, bool isLibrary, CancellationToken ct)
    {
        var known = (await workspace.AllAsync(ct)).Where(r => !isLibrary || r.Kind == CodeKind.Library).ToList();
        if (!known.Exists(r => r.Id == name || r.Name.Equals(name, StringComparison.OrdinalIgnoreCase)))
        {
            return new Draft(isLibrary ? CodeKind.Library : CodeKind.Transformation, "", name, "");
        }

        var former = (await workspace.FindAsync(name, ct))[^1];
        return new Draft(former.Kind, former.Id, "", "");
    }

    private static async Task PrintAsync(CodeWorkspace workspace, PublishReport report, CancellationToken ct)
    {
        var revision = report.Tested[0].Revision;
        var destinations = report.IsGood && revision.Kind == CodeKind.Transformation ? await workspace.DestinationsAsync(revision.Id, ct) : [];
        if (workspace.IsJson)
        {
            CodeText.Print(new { published = report.IsGood, id = revision.Id, versionId = revision.VersionId, destinations, tested = CodeText.Json(report) });
            return;
        }

        CodeText.Print(report, showsOutputs: false);
        Console.WriteLine(!report.IsGood ? "Nothing is published: a test is not good."
            : revision.Kind == CodeKind.Library ? $"{revision.VersionId} is in force; it is imported as \"{revision.Handle}\"."
            : destinations.Count > 0 ? $"{revision.VersionId} is in force at {string.Join(", ", destinations)}."
            : $"{revision.VersionId} is in force, but no destination has it: give one \"transformations\": [{{\"id\": \"{revision.Id}\", \"versionId\": \"{revision.VersionId}\"}}].");
    }
}
