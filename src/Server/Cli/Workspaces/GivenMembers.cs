using System.Text.Json;
using System.Text.Json.Nodes;

namespace Pintle.Server.Cli.Workspaces;

/// <summary>Members of a body, as a command line says them: <c>settings.webhookUrl=https://shop.example</c>.</summary>
internal static class GivenMembers
{
    /// <summary>Puts each into the body. A value that is JSON is that; all else is text.</summary>
    /// <exception cref="RefusedException">One is not of that form.</exception>
    public static JsonObject Put(JsonObject body, IEnumerable<string> members)
    {
        foreach (var member in members)
        {
            var at = member.IndexOf('=', StringComparison.Ordinal);
            var path = at < 0 ? [] : member[..at].Split('.');
            if (path.Length == 0 || path.Contains(""))
            {
                throw new RefusedException($"--set takes name=value, such as --set enabled=false; \"{member}\" is not of that form.");
            }

            var parent = body;
            foreach (var step in path[..^1])
            {
                if (!parent.TryGetPropertyValue(step, out var next))
                {
                    parent[step] = next = new JsonObject();
                }

                parent = next as JsonObject ?? throw new RefusedException($"--set {member[..at]}: \"{step}\" is given as a value too; it can't have members.");
            }

            parent[path[^1]] = Value(member[(at + 1)..]);
        }

        return body;
    }

    private static JsonNode? Value(string text)
    {
        try
        {
            return JsonNode.Parse(text);
        }
        catch (JsonException)
        {
            return JsonValue.Create(text);
        }
    }
}
