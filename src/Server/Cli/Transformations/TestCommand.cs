using System.CommandLine;
using System.Text.Json;
using Pintle.UserCode.Publishing;

namespace Pintle.Server.Cli.Transformations;

/// <summary><c>pintle transformations test</c>: runs the tests of versions, or events of a file through one.</summary>
internal static class TestCommand
{
    public static Command Create()
    {
        var id = new Argument<string?>("id") { Description = "Id or name; all that are in force when left out.", Arity = ArgumentArity.ZeroOrOne };
        var version = new Option<string?>("--version") { Description = "Exactly this version; else the one in force, or the newest." };
        var events = new Option<FileInfo?>("--events") { Description = "JSON file with an event or a list of events: shows what comes of them in place of the tests." };
        return CodeWorkspace.Command("test", "Runs the tests that are kept with the code. Ends with exit code 1 when one is not good.", [id, version, events], async (workspace, result, ct) =>
        {
            var chosen = await ChooseAsync(workspace, result.GetValue(id), result.GetValue(version), ct);
            if (result.GetValue(events) is { } file)
            {
                var test = new TestCase(file.Name, Events(file), default, default);
                chosen = [.. chosen.Select(r => r with { Tests = [test] })];
            }

            var report = await (await workspace.PublisherAsync(ct)).TestAsync(chosen, ct);
            if (workspace.IsJson)
            {
                CodeText.Print(CodeText.Json(report));
            }
            else
            {
                CodeText.Print(report, showsOutputs: result.GetValue(events) is not null);
            }

            return report.IsGood ? 0 : 1;
        });
    }

    private static async Task<IReadOnlyList<Revision>> ChooseAsync(CodeWorkspace workspace, string? id, string? version, CancellationToken ct)
    {
        if (id is null && version is null)
        {
            return [.. (await workspace.AllAsync(ct)).Where(r => r.IsPublished)];
        }

        var versions = id is null ? await workspace.AllAsync(ct) : await workspace.FindAsync(id, ct);
        return version is null
            ? [versions.LastOrDefault(v => v.IsPublished) ?? versions[^1]]
            : [versions.FirstOrDefault(v => v.VersionId == version) ?? throw new RefusedException($"There is no version \"{version}\"{(id is null ? "" : $" of {id}")}.")];
    }

    private static JsonElement Events(FileInfo file)
    {
        var json = CodeInput.Json(file);
        var list = json.ValueKind == JsonValueKind.Array ? json : JsonSerializer.SerializeToElement(new[] { json });
        return list.GetArrayLength() > 0 && list.EnumerateArray().All(e => e.ValueKind == JsonValueKind.Object)
            ? list
            : throw new RefusedException($"{file}: an event is an object; one or a list of them is needed.");
    }
}
