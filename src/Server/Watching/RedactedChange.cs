using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Pintle.UserCode.Comparing;

namespace Pintle.Server.Watching;

/// <summary>A difference between two events without what people don't see.</summary>
internal static class RedactedChange
{
    public static JsonChange Of(JsonChange change, PayloadRedaction redaction)
    {
        // Items of a list have the path of the list: [0].properties.items[2].price is properties.items.price.
        List<string> path = [.. change.Path.Split('.').Select(part => part.Split('[')[0]).Where(part => part.Length > 0)];
        return change with { Before = Shown(change.Before, path, redaction), After = Shown(change.After, path, redaction) };
    }

    // Put where it stands in an event, so that the rules see its path.
    private static JsonElement? Shown(JsonElement? value, List<string> path, PayloadRedaction redaction)
    {
        if (value is not { } known)
        {
            return null;
        }

        var whole = JsonNode.Parse(known.GetRawText());
        for (var i = path.Count - 1; i >= 0; i--)
        {
            whole = new JsonObject { [path[i]] = whole };
        }

        if (redaction.Apply(Encoding.UTF8.GetBytes(whole?.ToJsonString() ?? "null"), int.MaxValue) is not { } applied)
        {
            return null;
        }

        var shown = applied.Shown;
        foreach (var part in path)
        {
            // What is hidden further up is a text.
            if (shown.ValueKind != JsonValueKind.Object)
            {
                break;
            }

            shown = shown.GetProperty(part);
        }

        return shown;
    }
}
