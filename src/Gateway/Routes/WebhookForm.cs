using System.Text;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.WebUtilities;
using Microsoft.Net.Http.Headers;
using Pintle.Gateway.Http;

namespace Pintle.Gateway.Routes;

/// <summary>Forms that a webhook sends, as JSON (spec gateway.md §11). They are read from a body that passed the limits.</summary>
internal static class WebhookForm
{
    private const int MostHeaders = 10_000;
    private const int SmallestBuffer = 4 * 1024;

    /// <summary>URL-encoded fields: an array of texts by name.</summary>
    public static JsonObject ReadFields(ReadOnlySpan<byte> body)
    {
        var fields = new JsonObject();
        foreach (var (name, values) in QueryParameters.Read(Encoding.UTF8.GetString(body)))
        {
            fields[Clean(name)] = new JsonArray([.. values.Select(v => (JsonNode?)Clean(v))]);
        }

        return fields;
    }

    /// <summary>Parts of a multipart form: values by name, and what files there are.</summary>
    public static async Task<(JsonNode? Form, Answer? Refusal)> ReadPartsAsync(string contentType, ReadOnlyMemory<byte> body)
    {
        if (!MediaTypeHeaderValue.TryParse(contentType, out var type) || HeaderUtilities.RemoveQuotes(type.Boundary) is not { Length: > 0 } boundary)
        {
            return (null, Answer.BrokenMultipart);
        }

        var (values, files) = (new JsonObject(), new JsonObject());
        try
        {
            var reader = new MultipartReader(boundary.ToString(), new MemoryStream(body.ToArray()), Math.Max(SmallestBuffer, 2 * boundary.Length))
            {
                HeadersCountLimit = MostHeaders,
                HeadersLengthLimit = body.Length,
            };
            while (await reader.ReadNextSectionAsync() is { } part)
            {
                if (!ContentDispositionHeaderValue.TryParse(part.ContentDisposition, out var about)
                    || !about.DispositionType.Equals("form-data", StringComparison.OrdinalIgnoreCase)
                    || Clean(HeaderUtilities.RemoveQuotes(about.Name).ToString()) is not { Length: > 0 } name)
                {
                    continue;
                }

                using var content = new MemoryStream();
                await part.Body.CopyToAsync(content);
                if (Clean(Path.GetFileName(HeaderUtilities.RemoveQuotes(about.FileName).ToString())) is { Length: > 0 } file)
                {
                    Add(files, name, new JsonObject { ["Filename"] = file, ["Header"] = Headers(part), ["Size"] = content.Length });
                }
                else
                {
                    Add(values, name, Clean(Encoding.UTF8.GetString(content.ToArray())));
                }
            }
        }
        catch (Exception broken) when (broken is IOException or InvalidDataException)
        {
            return (null, Answer.BrokenMultipart);
        }

        return (new JsonObject { ["Value"] = values, ["File"] = files }, null);
    }

    private static void Add(JsonObject to, string name, JsonNode? value)
    {
        if (to[name] is JsonArray known)
        {
            known.Add(value);
        }
        else
        {
            to[name] = new JsonArray(value);
        }
    }

    // Names in their usual spelling, Content-Type, however they were sent.
    private static JsonObject Headers(MultipartSection part)
    {
        var headers = new JsonObject();
        foreach (var (name, values) in part.Headers!)
        {
            var words = Clean(name).Split('-').Select(w => w.Length == 0 ? w : char.ToUpperInvariant(w[0]) + w[1..].ToLowerInvariant());
            headers[string.Join('-', words)] = new JsonArray([.. values.Select(v => (JsonNode?)Clean(v ?? ""))]);
        }

        return headers;
    }

    private static string Clean(string text) => text.Replace("\0", "", StringComparison.Ordinal);
}
