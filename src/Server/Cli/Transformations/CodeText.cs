using System.Text.Encodings.Web;
using System.Text.Json;
using Pintle.UserCode.Publishing;

namespace Pintle.Server.Cli.Transformations;

/// <summary>Versions and what came of their tests, for people and for programs.</summary>
internal static class CodeText
{
    private static readonly JsonSerializerOptions Indented = new() { WriteIndented = true, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public static void Print(object value) => Console.WriteLine(JsonSerializer.Serialize(value, Indented));

    public static object Json(Revision revision) => new
    {
        kind = revision.Kind.ToString().ToLowerInvariant(),
        id = revision.Id,
        versionId = revision.VersionId,
        name = revision.Name,
        handleName = revision.Kind == CodeKind.Library ? revision.Handle : null,
        language = revision.Language,
        codeVersion = revision.CodeVersion,
        description = revision.Description,
        createdAt = revision.CreatedAt,
        isPublished = revision.IsPublished,
        tests = revision.Tests.Select(t => t.Name),
        code = revision.Code,
    };

    public static object Json(PublishReport report) => report.Tested.Select(t => new
    {
        id = t.Revision.Id,
        versionId = t.Revision.VersionId,
        results = t.Results.Select(r => new { name = r.Name, verdict = Word(r.Verdict), reason = r.Reason, outputs = r.Outputs, logs = r.Logs }),
    });

    /// <summary>One line a test, with the reason and the logs below.</summary>
    /// <param name="report">What was tested.</param>
    /// <param name="showsOutputs">Also what came out.</param>
    public static void Print(PublishReport report, bool showsOutputs)
    {
        foreach (var tested in report.Tested)
        {
            Console.WriteLine($"{tested.Revision.VersionId}  {tested.Revision.Name}");
            foreach (var result in tested.Results)
            {
                Console.WriteLine($"  {Word(result.Verdict),-7} {result.Name}");
                foreach (var line in result.Reason.Split('\n', StringSplitOptions.RemoveEmptyEntries).Concat(result.Logs))
                {
                    Console.WriteLine($"          {line.TrimEnd()}");
                }

                if (showsOutputs)
                {
                    Print(result.Outputs);
                }
            }
        }
    }

    private static string Word(TestVerdict verdict) => verdict.ToString().ToLowerInvariant();
}
