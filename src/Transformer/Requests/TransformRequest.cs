using System.Text.Json;
using Microsoft.AspNetCore.Http;
using Pintle.DestinationKit.Json;

namespace Pintle.Transformer.Requests;

/// <summary>A parsed request for transformations; its elements live until it is disposed.</summary>
internal sealed class TransformRequest : IDisposable
{
    private const string Compacted = "json+compactedv1";

    // An event that is nested too deep fails alone; a request nested deeper than any of them could be is none.
    private static readonly JsonDocumentOptions Options = new() { MaxDepth = 1_024, AllowDuplicateProperties = true };

    private readonly JsonDocument _document;

    private TransformRequest(JsonDocument document, List<TransformInput> inputs, string destinationType) =>
        (_document, Inputs, DestinationType) = (document, inputs, destinationType);

    public IReadOnlyList<TransformInput> Inputs { get; }

    /// <summary><c>destType</c> of a router or batch request; empty when absent.</summary>
    public string DestinationType { get; }

    /// <summary>Reads an array of inputs, or an object with <c>input</c>, plain or compacted.</summary>
    /// <exception cref="BadRequestException">The body is not such a request.</exception>
    public static async Task<TransformRequest> ReadAsync(HttpRequest request, CancellationToken ct)
    {
        var document = await ParseAsync(request, ct);
        try
        {
            var root = document.RootElement;
            var list = root.ValueKind == JsonValueKind.Array ? root : TransformInput.Member(root, "input"u8);
            var isCompacted = string.Equals(request.Headers["X-Content-Format"], Compacted, StringComparison.OrdinalIgnoreCase);
            var inputs = list.ValueKind != JsonValueKind.Array ? []
                : isCompacted ? Expand(root, list)
                : list.EnumerateArray().Select(Read).ToList();
            var type = TransformInput.Member(root, "destType"u8);
            return new TransformRequest(document, inputs, type.ValueKind == JsonValueKind.String ? type.GetString()! : "");
        }
        catch
        {
            document.Dispose();
            throw;
        }
    }

    /// <summary>The body of any request.</summary>
    /// <exception cref="BadRequestException">It is not JSON.</exception>
    public static async Task<JsonDocument> ParseAsync(HttpRequest request, CancellationToken ct)
    {
        try
        {
            return await JsonDocument.ParseAsync(request.Body, Options, ct);
        }
        catch (JsonException wrong)
        {
            throw new BadRequestException($"The body is not JSON: {wrong.Message}");
        }
    }

    /// <summary>JSON that comes in a header; undefined when it doesn't.</summary>
    /// <exception cref="BadRequestException">It is not JSON.</exception>
    public static JsValue HeaderJson(HttpRequest request, string name)
    {
        try
        {
            return request.Headers[name].ToString() is { Length: > 0 } text ? JsonElement.Parse(text) : default(JsValue);
        }
        catch (JsonException)
        {
            throw new BadRequestException($"The header {name} is not JSON.");
        }
    }

    public void Dispose() => _document.Dispose();

    private static TransformInput Read(JsonElement input) => new(
        TransformInput.Member(input, "message"u8), TransformInput.Member(input, "metadata"u8), TransformInput.Member(input, "destination"u8),
        TransformInput.Member(input, "connection"u8))
    {
        Run = ((JsValue)input).Find("context.sources.job_id").ToText(),
    };

    // Each destination and connection is sent once, and named by the events' metadata (§3.2).
    private static List<TransformInput> Expand(JsonElement root, JsonElement list)
    {
        var destinations = Index(TransformInput.Member(root, "destinations"u8));
        var connections = Index(TransformInput.Member(root, "connections"u8));
        var inputs = new List<TransformInput>(list.GetArrayLength());
        foreach (var input in list.EnumerateArray().Select(Read))
        {
            var (source, destination) = (input.Metadata["sourceId"].AsText() ?? "", input.Metadata["destinationId"].AsText() ?? "");
            inputs.Add(input with
            {
                Destination = destination.Length == 0 ? default : Find(destinations, destination, "destination"),
                Connection = source.Length == 0 || destination.Length == 0 ? default : Find(connections, $"{source}:{destination}", "connection"),
            });
        }

        return inputs;
    }

    private static Dictionary<string, JsonElement> Index(JsonElement members)
    {
        var index = new Dictionary<string, JsonElement>();
        if (members.ValueKind == JsonValueKind.Object)
        {
            foreach (var member in members.EnumerateObject())
            {
                index[member.Name] = member.Value;
            }
        }

        return index;
    }

    private static JsonElement Find(Dictionary<string, JsonElement> index, string id, string what) =>
        index.TryGetValue(id, out var found) ? found : throw new CompactionException($"The {what} {id} is missing in the compacted request.");
}

/// <summary>A request that is none: 400 for the whole of it.</summary>
internal sealed class BadRequestException(string message) : Exception(message);

/// <summary>A compacted request that lacks what its events name: 500 for the whole of it (§3.2).</summary>
internal sealed class CompactionException(string message) : Exception(message);
