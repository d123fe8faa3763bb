using System.Text;
using Pintle.DestinationKit.Json;
using Pintle.DestinationKit.Settings;

namespace Pintle.DestinationKit.Reference;

/// <summary>The reference page of a destination, in Markdown: what it does, its settings, and its notes.</summary>
public static class DestinationPage
{
    public static string Write(DestinationType type)
    {
        var page = new StringBuilder();
        page.Append($"# {type.DisplayName}\n\n<!-- generated from the destination's folder: ./dev gen -->\n\n");
        page.Append($"Definition `{type.Name}`{(type.Identity.Aliases.Length == 0 ? "" : $", also {Codes(type.Identity.Aliases)}")}. ");
        page.Append(type.EventTypes.Count == 0 ? "Takes every type of event." : $"Takes {Codes(type.EventTypes)} events.");
        page.Append(type.IsBatching ? " Sends events together where their order per user allows it." : " Sends each event by itself.");
        page.Append(type.Deletes ? " Deletes people on request." : "");
        page.Append(type.Identity.Docs.Length == 0 ? "\n" : $" [The vendor's documentation]({type.Identity.Docs}).\n");
        page.Append("\n## Settings\n\n");
        Table(page, type.Settings.Fields);
        foreach (var list in type.Settings.Fields.Where(f => f.Columns.Count > 0))
        {
            List(page, list);
        }

        if (type.Notes is { Length: > 0 } notes)
        {
            page.Append("\n## Notes\n\n").Append(WithoutTitle(notes));
        }

        return page.ToString();
    }

    private static void List(StringBuilder page, SettingsField list)
    {
        page.Append($"\nEach of `{list.Key}`:\n\n");
        Table(page, list.Columns);
        foreach (var inner in list.Columns.Where(c => c.Columns.Count > 0))
        {
            List(page, inner);
        }
    }

    private static void Table(StringBuilder page, IEnumerable<SettingsField> fields)
    {
        page.Append("| key | setting | holds | notes |\n|---|---|---|---|\n");
        foreach (var field in fields)
        {
            page.Append($"| `{field.Key}` | {Cell(field.Label)} | {Cell(Holds(field))} | {Cell(Explained(field))} |\n");
        }
    }

    private static string Holds(SettingsField field)
    {
        var what = field.Kind switch
        {
            FieldKind.Switch => "`true` or `false`",
            FieldKind.Number => "number",
            FieldKind.Choice => string.Join(", ", field.Choices.Select(c => c.Value == c.Label ? $"`{c.Value}`" : $"`{c.Value}` ({c.Label})")),
            FieldKind.Names when field.Choices.Count > 0 => $"list of {Codes(field.Choices.Select(c => c.Value))}",
            FieldKind.Names => field.Item.Length > 0 ? $"list of names, each `{{\"{field.Item}\": \"…\"}}` or the name" : "list of names",
            FieldKind.Rows => "list",
            _ => "text",
        };
        return what + (field.IsSecret ? "; secret" : "") + (((JsValue)field.Default).ToText() is { Length: > 0 } value ? $"; default `{value}`" : "");
    }

    private static string Explained(SettingsField field)
    {
        var when = field.When is { } condition ? $"{(field.IsNeeded ? "Required" : "Only")} while `{condition.Key}` is {Codes(condition.Values, " or ")}." : "";
        return string.Join(' ', ((string[])
        [
            field.IsRequired ? "Required." : when, field.Help, field.Example.Length > 0 ? $"Example: `{field.Example}`." : "",
        ]).Where(text => text.Length > 0));
    }

    private static string Codes(IEnumerable<string> names, string between = ", ") => string.Join(between, names.Select(n => $"`{n}`"));

    private static string Cell(string text) => text.Replace("|", "\\|", StringComparison.Ordinal).Replace('\n', ' ');

    // The page has one already.
    private static string WithoutTitle(string notes) =>
        (notes.StartsWith("# ", StringComparison.Ordinal) ? notes[(notes.IndexOf('\n', StringComparison.Ordinal) + 1)..] : notes).Trim() + "\n";
}
