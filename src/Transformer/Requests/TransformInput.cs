using System.Text.Json;
using Pintle.DestinationKit.Json;

namespace Pintle.Transformer.Requests;

/// <summary>One event of a request, with what belongs to it (transformer API §3). Members that are absent are undefined elements.</summary>
/// <param name="Message">The event.</param>
/// <param name="Metadata">Echoed back unchanged.</param>
/// <param name="Destination">The destination with its <c>Config</c>.</param>
/// <param name="Connection">Settings of the connection.</param>
internal readonly record struct TransformInput(JsonElement Message, JsValue Metadata, JsonElement Destination, JsonElement Connection)
{
    /// <summary>The run that the event came with (<c>context.sources.job_id</c> beside the event, not in it); null when the caller doesn't say.</summary>
    public string? Run { get; init; }

    /// <summary>The destination's settings; undefined when there are none.</summary>
    public JsonElement Config => Member(Destination, "Config"u8);

    /// <summary>False when the caller knows that the settings take nothing from events.</summary>
    public bool? HasDynamicConfig => Member(Destination, "hasDynamicConfig"u8).ValueKind switch
    {
        JsonValueKind.False => false,
        JsonValueKind.True => true,
        _ => null,
    };

    /// <summary>With OAuth tokens in its metadata; the same when there are none.</summary>
    public TransformInput WithSecret(JsValue secret)
    {
        if (secret.IsUndefined)
        {
            return this;
        }

        var metadata = Metadata.ToObject();
        metadata["secret"] = secret;
        return this with { Metadata = metadata };
    }

    internal static JsonElement Member(JsonElement parent, ReadOnlySpan<byte> name) =>
        parent.ValueKind == JsonValueKind.Object && parent.TryGetProperty(name, out var value) ? value : default;
}
