using System.Text.Json;
using Spectre.Console;

namespace Pintle.Server.Cli.Workspaces;

/// <summary>What the API answered, for people: rows of columns that programs can cut as well.</summary>
internal static class ApiText
{
    // Rows are not broken for who reads them by line.
    private const int WidthOfPipe = 1_000;

    public static void Print(IReadOnlyList<string> columns, IEnumerable<IReadOnlyList<string>> rows)
    {
        var console = AnsiConsole.Create(new AnsiConsoleSettings { Out = new AnsiConsoleOutput(Console.Out) });
        if (Console.IsOutputRedirected)
        {
            console.Profile.Width = WidthOfPipe;
        }

        var table = new Table().NoBorder();
        foreach (var column in columns)
        {
            table.AddColumn(new TableColumn(new Text(column.ToUpperInvariant(), new Style(decoration: Decoration.Bold))));
        }

        foreach (var row in rows)
        {
            table.AddRow(row.Select(cell => new Text(cell)));
        }

        console.Write(table);
    }

    /// <summary>A member of something, as a cell.</summary>
    public static string Cell(JsonElement thing, string member) => !thing.TryGetProperty(member, out var value) ? "" : value.ValueKind switch
    {
        JsonValueKind.Null => "",
        JsonValueKind.True => "yes",
        JsonValueKind.False => "no",
        JsonValueKind.String => Shown(value.GetString()!),
        _ => Shown(value.GetRawText()),
    };

    // A name must not steer the terminal.
    private static string Shown(string text) => string.Concat(text.Select(c => char.IsControl(c) ? ' ' : c));
}
