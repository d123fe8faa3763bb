using System.CommandLine;
using System.Globalization;
using System.Text.Json;
using Pintle.Server.Admin;
using Pintle.Server.Transformations;

namespace Pintle.Server.Cli.Transformations;

/// <summary><c>pintle transformations replay</c>: a version on events of the log, beside the one in use. Asks the server.</summary>
internal static class ReplayVersionCommand
{
    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web);

    public static Command Create()
    {
        var id = new Argument<string>("id") { Description = "The transformation, or a destination that has one." };
        var version = new Option<string?>("--version") { Description = "The version that is tried." };
        var code = new Option<FileInfo?>("--code") { Description = "A file with code that is tried; .ts is TypeScript." };
        var destination = new Option<string?>("--destination") { Description = "Whose events; else those of the first destination that has it." };
        var since = new Option<string>("--since") { Description = "Events from then on: 24h, or a time.", DefaultValueFactory = _ => "24h" };
        var limit = NumberOption.Create("--limit", "Most events.", 100_000, 10_000_000);
        var show = NumberOption.Create("--show", "Most differences that are shown.", 20, 1_000);
        var json = new Option<bool>("--json") { Description = "One JSON object a line." };
        var command = AdminClient.Command(
            "replay", "Runs a version on events that are still in the log and shows what would change. Nothing is delivered.", [version, code, destination, since, limit, show, json],
            async (client, result, ct) =>
            {
                var query = new List<string>
                {
                    $"since={Uri.EscapeDataString(Times.Read("--since", result.GetValue(since), TimeProvider.System.GetUtcNow())!)}",
                    string.Create(CultureInfo.InvariantCulture, $"limit={result.GetValue(limit)}&show={result.GetValue(show)}"),
                };
                Option<string?>[] optional = [version, destination];
                query.AddRange(optional.Where(o => result.GetValue(o) is not null).Select(o => $"{o.Name[2..]}={Uri.EscapeDataString(result.GetValue(o)!)}"));
                string? draft = null;
                if (result.GetValue(code) is { } file)
                {
                    query.Add($"language={CodeInput.Language(file)}");
                    draft = await File.ReadAllTextAsync(file.FullName, ct);
                }

                var path = $"transformations/{Uri.EscapeDataString(result.GetValue(id)!)}/replay?{string.Join('&', query)}";
                await foreach (var line in client.LinesAsync(HttpMethod.Post, path, draft, ct))
                {
                    Console.WriteLine(result.GetValue(json) ? line : Readable(line));
                }
            });
        command.Arguments.Add(id);
        return command;
    }

    private static string Readable(string line)
    {
        using var document = JsonDocument.Parse(line);
        return document.RootElement.TryGetProperty("counts", out _)
            ? Of(document.RootElement.Deserialize<ReplayEnd>(Json)!)
            : Of(document.RootElement.Deserialize<ToldDifference>(Json)!);
    }

    private static string Of(ToldDifference told)
    {
        var what = told.Change switch
        {
            "leftOut" => "is left out now",
            "letIn" => "is no longer left out",
            "fails" => $"fails now: {told.After}",
            "mended" => $"no longer fails: {told.Before}",
            "error" => $"fails with other words: {told.After}",
            _ => "comes out differently",
        };
        var changes = told.Changes.Where(_ => told.Change is not ("leftOut" or "letIn")).Select(c => $"\n    {(c.Path.Length == 0 ? "(the event)" : c.Path)}: {c.Before?.GetRawText() ?? "nothing"} → {c.After?.GetRawText() ?? "nothing"}");
        return $"{told.ReceivedAt:u} {told.Type} {told.Name} {told.MessageId} {what}{string.Concat(changes)}";
    }

    private static string Of(ReplayEnd end)
    {
        var changed = end.Events - end.Counts["unchanged"];
        var parts = end.Counts.Where(c => c.Key != "unchanged" && c.Value > 0).Select(c => $"{c.Value} {Words(c.Key)}");
        return string.Create(CultureInfo.InvariantCulture, $"{end.Events} events since {end.Since:u}{(end.Cut ? " (there are more)" : "")}, {end.Before} → {end.After}: {changed} change")
            + (changed == 0 ? "." : $": {string.Join(", ", parts)}.");
    }

    private static string Words(string change) => change switch
    {
        "leftOut" => "are left out now",
        "letIn" => "are no longer left out",
        "fails" => "fail now",
        "mended" => "no longer fail",
        "error" => "fail with other words",
        _ => "come out differently",
    };
}
