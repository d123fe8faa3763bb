using System.Text.Json;
using Pintle.UserCode.Publishing;
using Pintle.Workspace;
using Pintle.Workspace.Reading;

namespace Pintle.Server.Cli.Transformations;

/// <summary>Files that commands are given.</summary>
internal static class CodeInput
{
    /// <exception cref="RefusedException">It is no JSON.</exception>
    public static JsonElement Json(FileInfo file)
    {
        try
        {
            return JsonElement.Parse(File.ReadAllBytes(file.FullName));
        }
        catch (JsonException broken)
        {
            throw new RefusedException($"{file}: {broken.Message}");
        }
    }

    /// <summary>A list of tests, as the workspace file has them.</summary>
    /// <exception cref="RefusedException">It is none.</exception>
    public static IReadOnlyList<TestCase> Tests(FileInfo file)
    {
        try
        {
            return [.. CodeTest.ReadAll(Json(file)).Select(t => new TestCase(t.Name, t.Events, t.Expected, t.Metadata))];
        }
        catch (WorkspaceException wrong)
        {
            throw new RefusedException($"{file}: {wrong.Message}");
        }
    }

    /// <summary>The language that a file's name says it is in.</summary>
    /// <exception cref="RefusedException">It can't be run.</exception>
    public static string Language(FileInfo file) => file.Extension.ToLowerInvariant() switch
    {
        ".ts" or ".mts" => "typescript",
        ".py" => throw new RefusedException($"{file}: Python is not run; JavaScript and TypeScript are."),
        _ => "javascript",
    };
}
