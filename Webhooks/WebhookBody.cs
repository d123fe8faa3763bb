using System.Buffers;
using System.Text;
using System.Text.Json;
using Microsoft.AspNetCore.WebUtilities;
using Microsoft.Net.Http.Headers;
using Pintle.Events;
using Pintle.Gateway.Http;

namespace Pintle.Gateway.Webhooks;

/// <summary>What a webhook sent, as JSON: forms are turned into it, all else has to be it.</summary>
internal static class WebhookBody
{
    // The content stands one level down in the event.
    private static readonly JsonReaderOptions Reader = new() { MaxDepth = JsonPolicy.MaxDepth - 1 };

    public static bool IsMultipart(string contentType) => contentType.Contains("multipart/form-data", StringComparison.OrdinalIgnoreCase);

    /// <summary>The JSON; the refusal instead when it can't be made.</summary>
    public static async ValueTask<(byte[] Json, Answer? Refusal)> ReadAsync(byte[] body, string contentType, CancellationToken ct)
    {
        if (contentType.Contains("application/x-www-form-urlencoded", StringComparison.OrdinalIgnoreCase))
        {
            return ReadForm(body);
        }

        return IsMultipart(contentType) ? await ReadMultipartAsync(body, contentType, ct) : ReadJson(body);
    }

    private static (byte[] Json, Answer? Refusal) ReadJson(byte[] body)
    {
        if (body.Length == 0)
        {
            return ("{}"u8.ToArray(), null);
        }

        var json = NulCharacters.Remove(body);
        try
        {
            var reader = new Utf8JsonReader(json, Reader);
            while (reader.Read())
            {
            }

            return (json, null);
        }
        catch (JsonException)
        {
            return ([], Answer.InvalidJson);
        }
    }

    private static (byte[] Json, Answer? Refusal) ReadForm(byte[] body)
    {
        for (var rest = body.AsSpan(); rest.IndexOf((byte)'%') is >= 0 and var at; rest = rest[(at + 3)..])
        {
            if (rest.Length < at + 3 || !char.IsAsciiHexDigit((char)rest[at + 1]) || !char.IsAsciiHexDigit((char)rest[at + 2]))
            {
                return ([], Answer.UnreadableForm);
            }
        }

        var fields = QueryParameters.Grouped(QueryParameters.Parse(Encoding.UTF8.GetString(body)));
        return (Write(writer => WriteFields(writer, fields)), null);
    }

    private static async ValueTask<(byte[] Json, Answer? Refusal)> ReadMultipartAsync(byte[] body, string contentType, CancellationToken ct)
    {
        if (!MediaTypeHeaderValue.TryParse(contentType, out var media) || HeaderUtilities.RemoveQuotes(media.Boundary) is not { Length: > 0 } boundary)
        {
            return ([], Answer.UnreadableMultipart);
        }

        var (fields, files) = (new List<KeyValuePair<string, string>>(), new List<UploadedFile>());
        try
        {
            var parts = new MultipartReader(boundary.ToString(), new MemoryStream(body));
            while (await parts.ReadNextSectionAsync(ct) is { } part)
            {
                using var content = new MemoryStream();
                await part.Body.CopyToAsync(content, ct);
                if (!ContentDispositionHeaderValue.TryParse(part.ContentDisposition, out var disposition)
                    || HeaderUtilities.RemoveQuotes(disposition.Name) is not { Length: > 0 } name)
                {
                    continue;
                }

                if (HeaderUtilities.RemoveQuotes(disposition.FileName) is { Length: > 0 } file)
                {
                    files.Add(new UploadedFile(name.ToString(), file.ToString(), part.Headers ?? [], content.Length));
                }
                else
                {
                    fields.Add(new(name.ToString(), Encoding.UTF8.GetString(content.GetBuffer(), 0, (int)content.Length)));
                }
            }
        }
        catch (Exception broken) when (broken is IOException or InvalidDataException)
        {
            return ([], Answer.UnreadableMultipart);
        }

        return (Write(writer =>
        {
            writer.WriteStartObject();
            writer.WritePropertyName("Value");
            WriteFields(writer, QueryParameters.Grouped(fields));
            writer.WritePropertyName("File");
            UploadedFile.Write(writer, files);
            writer.WriteEndObject();
        }), null);
    }

    private static void WriteFields(Utf8JsonWriter writer, IReadOnlyList<KeyValuePair<string, List<string>>> fields)
    {
        writer.WriteStartObject();
        foreach (var (name, values) in fields)
        {
            writer.WriteStartArray(Encodable(name));
            values.ForEach(v => writer.WriteStringValue(Encodable(v)));
            writer.WriteEndArray();
        }

        writer.WriteEndObject();
    }

    // A writer refuses halves of surrogate pairs; a percent escape can't make any, but a header may.
    private static byte[] Encodable(string text) => Encoding.UTF8.GetBytes(text.Replace("\0", "", StringComparison.Ordinal));

    private static byte[] Write(Action<Utf8JsonWriter> write)
    {
        var buffer = new ArrayBufferWriter<byte>();
        using (var writer = new Utf8JsonWriter(buffer, JsonPolicy.Writer))
        {
            write(writer);
        }

        return buffer.WrittenSpan.ToArray();
    }
}
