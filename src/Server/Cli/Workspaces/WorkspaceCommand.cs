using System.CommandLine;
using System.Text.Json;

namespace Pintle.Server.Cli.Workspaces;

/// <summary><c>pintle workspace</c>: a workspace as a document, kept in a repository or taken over from elsewhere.</summary>
internal static class WorkspaceCommand
{
    private const int Differs = 2;

    public static Command Create() => new("workspace", "A workspace as a document, in YAML or JSON. A text env.NAME in it stands for that environment variable.") { Export(), Import(), Diff(), Apply() };

    private static Command Export()
    {
        var file = new Option<string?>("--file") { Description = "Where it is written; as JSON when the name ends in .json." };
        return ApiCommand.Create("export", "Writes the workspace without its secrets: env.NAME stands in the place of each.", [file], async (client, result, ct) =>
        {
            var path = result.GetValue(file);
            var document = (await client.AskWorkspaceAsync(HttpMethod.Get, "export", ct)).Body;
            var text = DocumentFile.Write(document, ApiCommand.IsJson(result) || DocumentFile.IsJson(path));
            await (path is null ? Console.Out.WriteAsync(text.AsMemory(), ct) : File.WriteAllTextAsync(path, text, ct));
            return 0;
        });
    }

    private static Command Import()
    {
        var (file, dry) = (Document(), new Option<bool>("--dry-run") { Description = "Only tells what would be done." });
        return ApiCommand.Create("import", "Adds what a document has to the workspace, and changes what is other there. A workspaceConfig.json is one.", [file, dry], async (client, result, ct) =>
        {
            ImportText.Print(await SendAsync(client, result.GetRequiredValue(file), result.GetValue(dry), prune: false, ct), ApiCommand.IsJson(result));
            return 0;
        });
    }

    private static Command Diff()
    {
        var file = Document();
        return ApiCommand.Create("diff", $"Tells what apply would do. The exit code is {Differs} when there is anything.", [file], async (client, result, ct) =>
        {
            var report = await SendAsync(client, result.GetRequiredValue(file), isDry: true, prune: true, ct);
            ImportText.Print(report, ApiCommand.IsJson(result));
            return ImportText.IsEmpty(report) ? 0 : Differs;
        });
    }

    private static Command Apply()
    {
        var (file, keep) = (Document(), new Option<bool>("--keep") { Description = "What the document doesn't have stays." });
        return ApiCommand.Create("apply", "Makes the workspace what a document says. What the document doesn't have is deleted.", [file, keep], async (client, result, ct) =>
        {
            ImportText.Print(await SendAsync(client, result.GetRequiredValue(file), isDry: false, !result.GetValue(keep), ct), ApiCommand.IsJson(result));
            return 0;
        });
    }

    private static Argument<string> Document() => new("file") { Description = "The document, YAML or JSON; - reads what comes in." };

    private static async Task<JsonElement> SendAsync(ApiClient client, string file, bool isDry, bool prune, CancellationToken ct)
    {
        var document = EnvironmentValues.Replace(await DocumentFile.ReadAsync(file, ct), Environment.GetEnvironmentVariable);
        return (await client.AskWorkspaceAsync(HttpMethod.Post, $"import?dryRun={Word(isDry)}&prune={Word(prune)}", ct, document)).Body;
    }

    private static string Word(bool flag) => flag ? "true" : "false";
}
