using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using YamlDotNet.Core;

namespace Pintle.Server.Cli.Workspaces;

/// <summary>Files in YAML or JSON that commands read and write.</summary>
internal static class DocumentFile
{
    private static readonly JsonSerializerOptions Indented = new() { WriteIndented = true, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };
    private static readonly JsonDocumentOptions Strict = new() { AllowDuplicateProperties = false };

    /// <summary>Reads a file; <c>-</c> is what comes in.</summary>
    /// <exception cref="RefusedException">It is neither YAML nor JSON, or no object.</exception>
    public static async Task<JsonObject> ReadAsync(string file, CancellationToken ct)
    {
        var text = file == "-" ? await Console.In.ReadToEndAsync(ct) : await File.ReadAllTextAsync(file, ct);
        try
        {
            // What is JSON is read as JSON: YAML reads most of it as the same, but not all.
            var document = IsJson(file) || text.TrimStart().StartsWith('{') ? JsonNode.Parse(text, documentOptions: Strict) : YamlText.Read(text);
            return document as JsonObject ?? throw new RefusedException($"{file}: this must be an object, such as the document that pintle workspace export writes.");
        }
        catch (YamlException broken)
        {
            throw new RefusedException($"{file}, line {broken.Start.Line}: {broken.Message}");
        }
        catch (JsonException broken)
        {
            throw new RefusedException($"{file}, line {broken.LineNumber + 1}: {broken.Message}");
        }
    }

    /// <summary>A document for a file, or to be printed.</summary>
    public static string Write(JsonElement document, bool isJson) => isJson ? JsonSerializer.Serialize(document, Indented) + "\n" : YamlText.Write(document);

    /// <summary>Does the name say that it is JSON?</summary>
    public static bool IsJson(string? file) => file?.EndsWith(".json", StringComparison.OrdinalIgnoreCase) == true;
}
