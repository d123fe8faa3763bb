using System.Text;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Http;
using Pintle.Gateway.Http;

namespace Pintle.Gateway.Routes;

/// <summary>Events that come as query parameters of a picture (spec gateway.md §6).</summary>
internal static class PixelEvent
{
    private static readonly byte[] Gif = Convert.FromHexString(
        "4749463839610100010080000000000000000021f90401000000002c00000000010001000002024401003b");

    /// <summary>The event as JSON; null when it has to be dropped.</summary>
    public static byte[]? Build(string? query, string type, DateTimeOffset now)
    {
        var made = now.ToString("yyyy-MM-ddTHH:mm:ss.fffffff'Z'", System.Globalization.CultureInfo.InvariantCulture);
        var root = new JsonObject
        {
            ["channel"] = "web",
            ["integrations"] = new JsonObject { ["All"] = true },
            ["originalTimestamp"] = made,
            ["sentAt"] = made,
        };
        foreach (var (path, values) in QueryParameters.Read(query))
        {
            Set(root, path.Split('.'), values[0]);
        }

        root["type"] = type;
        if (root["anonymousId"]?.GetValueKind() == System.Text.Json.JsonValueKind.String && root["anonymousId"]!.GetValue<string>() is ['"', .. var inner, '"'])
        {
            root["anonymousId"] = inner;
        }

        if (type == "page" && IsEmpty(root["name"]))
        {
            root["name"] = "Unknown Page";
        }

        return type == "track" && IsEmpty(root["event"]) ? null : Encoding.UTF8.GetBytes(root.ToJsonString());
    }

    public static Task AnswerAsync(HttpResponse response)
    {
        response.StatusCode = StatusCodes.Status200OK;
        response.ContentType = "image/gif";
        response.ContentLength = Gif.Length;
        return response.Body.WriteAsync(Gif).AsTask();
    }

    private static bool IsEmpty(JsonNode? value) => value is JsonValue text && text.TryGetValue<string>(out var content) && content.Length == 0;

    private static void Set(JsonObject root, string[] path, string value)
    {
        // The event itself is a level.
        if (path.Length > Events.JsonPolicy.MaxDepth)
        {
            return;
        }

        var at = root;
        foreach (var name in path[..^1])
        {
            if (at[name] is not JsonObject next)
            {
                at[name] = next = [];
            }

            at = next;
        }

        at[path[^1]] = value;
    }
}
