using System.Text.Json;

namespace Pintle.Server.Cli;

/// <summary>The problem details (RFC 9457) of an answer.</summary>
internal static class AnswerProblem
{
    /// <summary>An object; undefined when the text is something else.</summary>
    public static JsonElement Read(string text)
    {
        try
        {
            return JsonElement.Parse(text) is { ValueKind: JsonValueKind.Object } problem ? problem : default;
        }
        catch (JsonException)
        {
            return default;
        }
    }

    /// <summary>Its sentence; null: it has none.</summary>
    public static string? DetailOf(JsonElement problem) =>
        problem.ValueKind == JsonValueKind.Object && problem.TryGetProperty("detail", out var detail) ? detail.GetString() : null;
}
