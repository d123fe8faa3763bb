using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Http;

namespace Pintle.ControlPlane.Http;

/// <summary>JSON merge patches (RFC 7396): what a patch doesn't name stays, null takes away.</summary>
internal static class MergePatch
{
    /// <summary>How the API reads and writes JSON.</summary>
    public static JsonSerializerOptions Json { get; } = ApiJson.Configure(new JsonSerializerOptions(JsonSerializerDefaults.Web));

    /// <summary>What can be edited of something, with a patch applied.</summary>
    /// <exception cref="ApiException">The result can't be read.</exception>
    public static T Apply<T>(T current, JsonElement patch)
    {
        if (patch.ValueKind != JsonValueKind.Object)
        {
            throw new ApiException(StatusCodes.Status400BadRequest, "A patch is a JSON object with the members to change.");
        }

        try
        {
            return Merge(JsonSerializer.SerializeToNode(current, Json), patch).Deserialize<T>(Json)!;
        }
        catch (JsonException wrong)
        {
            throw Unreadable(wrong);
        }
    }

    /// <summary>The problem with a body that is not what it should be.</summary>
    public static ApiException Unreadable(JsonException wrong)
    {
        var member = wrong.Path is { Length: > 2 } path ? path[2..] : "";
        var message = wrong.Message.Split(" Path: ")[0].Replace("Pintle.ControlPlane.", "", StringComparison.Ordinal);
        return new ApiException(StatusCodes.Status400BadRequest, $"The body can't be read: {message}")
        {
            Errors = member.Length == 0 ? new Dictionary<string, string[]>() : new Dictionary<string, string[]> { [member] = [message] },
        };
    }

    private static JsonObject Merge(JsonNode? target, JsonElement patch)
    {
        var result = target as JsonObject ?? [];
        foreach (var member in patch.EnumerateObject())
        {
            if (member.Value.ValueKind == JsonValueKind.Null)
            {
                result.Remove(member.Name);
            }
            else
            {
                result[member.Name] = member.Value.ValueKind == JsonValueKind.Object ? Merge(result[member.Name]?.DeepClone(), member.Value) : JsonSerializer.SerializeToNode(member.Value);
            }
        }

        return result;
    }
}
