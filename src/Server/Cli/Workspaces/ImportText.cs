using System.Text.Json;

namespace Pintle.Server.Cli.Workspaces;

/// <summary>What an import did, or would do, for people.</summary>
internal static class ImportText
{
    private static readonly string[] Lists = ["created", "updated", "removed"];

    public static void Print(JsonElement report, bool isJson)
    {
        if (isJson)
        {
            Console.Write(DocumentFile.Write(report, isJson: true));
        }
        else
        {
            if (!IsEmpty(report))
            {
                ApiText.Print(["change", "type", "id", "name"], Lists.SelectMany(list => report.GetProperty(list).EnumerateArray().Select(
                    thing => (string[])[list, ApiText.Cell(thing, "type"), ApiText.Cell(thing, "id"), ApiText.Cell(thing, "name")])));
            }

            foreach (var line in report.GetProperty("updated").EnumerateArray().SelectMany(ChangeText.Lines))
            {
                Console.WriteLine(line);
            }

            Console.WriteLine(Summary(report));
        }

        foreach (var note in report.GetProperty("notes").EnumerateArray())
        {
            Console.Error.WriteLine($"{ApiText.Cell(note, "at")}: {ApiText.Cell(note, "message")}");
        }
    }

    /// <summary>Is everything as the document says?</summary>
    public static bool IsEmpty(JsonElement report) => Lists.All(list => report.GetProperty(list).GetArrayLength() == 0);

    /// <summary>It in one line.</summary>
    public static string Summary(JsonElement report)
    {
        var counts = string.Join(", ", Lists.Select(list => $"{report.GetProperty(list).GetArrayLength()} {list}"));
        return $"{counts}, {report.GetProperty("unchanged").GetInt32()} as they were.{(report.GetProperty("dryRun").GetBoolean() ? " Nothing was changed: this is what would be done." : "")}";
    }
}
