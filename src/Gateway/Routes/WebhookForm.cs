using System.Text;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.WebUtilities;
using Microsoft.Net.Http.Headers;
using Pintle.Gateway.Http;

namespace Pintle.Gateway.Routes;

/// <summary>Forms that a webhook sends, as JSON (spec gateway.md §11). They are read from a body that passed the limits.</summary>
internal static class WebhookForm
{
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
            var reader = new MultipartReader(boundary.ToString(), new MemoryStream(body.ToArray()));
            while (await reader.ReadNextSectionAsync() is { } part)
            {
                if (!ContentDispositionHeaderValue.TryParse(part.ContentDisposition, out var about))
                {
                    continue;
                }

                using var content = new MemoryStream();
                await part.Body.CopyToAsync(content);
                var name = Clean(HeaderUtilities.RemoveQuotes(about.Name).ToString());
                if (about.IsFileDisposition())
                {
                    Add(files, name, new JsonObject { ["Filename"] = Clean(HeaderUtilities.RemoveQuotes(about.FileName).ToString()), ["Size"] = content.Length });
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

    private static string Clean(string text) => text.Replace("\0", "", StringComparison.Ordinal);
}
