using System.CommandLine;
using Pintle.UserCode.Publishing;

namespace Pintle.Server.Cli.Transformations;

/// <summary><c>pintle transformations</c>: user code, on the workspace file and on what the server has.</summary>
internal static class TransformationsCommand
{
    public static Command Create() => new("transformations", "User transformations and libraries. All but replay work on the workspace file and need no server.")
    {
        CodeWorkspace.Command("list", "Names them, with the version that is in force.", [], ListAsync), Show(), TestCommand.Create(), PublishCommand.Create(), ReplayVersionCommand.Create(),
    };

    private static async Task<int> ListAsync(CodeWorkspace workspace, ParseResult result, CancellationToken ct)
    {
        var all = (await workspace.AllAsync(ct)).GroupBy(r => (r.Kind, r.Id)).ToList();
        if (workspace.IsJson)
        {
            CodeText.Print(all.Select(g => new { kind = Word(g.Key.Kind), id = g.Key.Id, name = g.Last().Name, published = Published(g), versions = g.Select(r => r.VersionId) }));
            return 0;
        }

        foreach (var one in all)
        {
            var published = string.Join(", ", Published(one));
            Console.WriteLine($"{Word(one.Key.Kind),-15} {one.Key.Id,-24} {(published.Length > 0 ? published : "(none in force)"),-28} {one.Last().Name}");
        }

        return 0;
    }

    private static Command Show()
    {
        var id = new Argument<string>("id") { Description = "Its id or name." };
        return CodeWorkspace.Command("show", "Shows its versions, and the code of the one in force, or of the newest.", [id], async (workspace, result, ct) =>
        {
            var versions = await workspace.FindAsync(result.GetRequiredValue(id), ct);
            var shown = versions.LastOrDefault(v => v.IsPublished) ?? versions[^1];
            if (workspace.IsJson)
            {
                CodeText.Print(versions.Select(CodeText.Json));
                return 0;
            }

            Console.WriteLine($"{Word(shown.Kind)} {shown.Id}: {shown.Name}");
            if (shown.Description.Length > 0)
            {
                Console.WriteLine(shown.Description);
            }

            if (shown.Kind == CodeKind.Library)
            {
                Console.WriteLine($"Imported as \"{shown.Handle}\".");
            }

            foreach (var version in versions)
            {
                Console.WriteLine($"  {version.VersionId,-24} {version.CreatedAt?.ToString("u") ?? "",-22} {version.Language,-11} tests: {version.Tests.Count}{(version.IsPublished ? ", in force" : "")}");
            }

            Console.WriteLine($"\n{shown.Code.TrimEnd()}");
            return 0;
        });
    }

    private static string Word(CodeKind kind) => kind.ToString().ToLowerInvariant();

    private static IEnumerable<string> Published(IEnumerable<Revision> versions) => versions.Where(v => v.IsPublished).Select(v => v.VersionId);
}
