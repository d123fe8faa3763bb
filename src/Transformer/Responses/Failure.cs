using System.Text.Json;
using Pintle.DestinationKit;
using Pintle.DestinationKit.Json;

namespace Pintle.Transformer.Responses;

/// <summary>An outcome without requests, as the items of every route say it (transformer API §3, §5).</summary>
internal readonly record struct Failure(int Status, string Reason, (string Category, string Type)? Tags)
{
    /// <param name="outcome">Any but <see cref="Outcome.Send"/>.</param>
    public static Failure Of(Outcome outcome) => outcome switch
    {
        Outcome.Skip skip => new Failure(298, skip.Reason, null),
        Outcome.Suppressed suppressed => new Failure(299, suppressed.Reason, null),
        Outcome.Reject reject => new Failure(reject.StatusCode, reject.Message, StatTags.Of(reject.Kind)),
        Outcome.Retry retry => new Failure(retry.StatusCode, retry.Message, ("network", "retryable")),
        _ => throw new ArgumentException($"{outcome.GetType().Name} is no failure.", nameof(outcome)),
    };

    /// <summary>Writes <c>error</c> and <c>statTags</c>.</summary>
    /// <param name="writer">Within an item.</param>
    /// <param name="feature"><c>processor</c> or <c>router</c>.</param>
    /// <param name="destinationType">Definition name.</param>
    /// <param name="metadata">The event's.</param>
    public void Write(Utf8JsonWriter writer, string feature, string destinationType, JsValue metadata)
    {
        var stage = feature == "router" ? "Router" : "Processor";
        writer.WriteString("error"u8, Reason.Length > 0 ? Reason : $"[{stage} Transform] Error occurred while processing the payload.");
        if (Tags is { } tags)
        {
            StatTags.Write(writer, tags, destinationType, feature, metadata);
        }
    }
}
