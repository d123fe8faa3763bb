using System.Text.Json;
using Pintle.Lanes.Processing;
using Pintle.Workspace;

namespace Pintle.Processor;

/// <summary>Which destinations an event goes to (pipeline.md §4): integrations object, pinned destination, consent.</summary>
internal static class DestinationSelector
{
    private static readonly FilterDecision NotInIntegrations = new(298, "integrations object");
    private static readonly FilterDecision Pinned = new(298, "pinned to another destination");
    private static readonly FilterDecision Denied = new(298, "consent denied");

    /// <summary>Null = the destination gets the event.</summary>
    public static FilterDecision? Select(ProcessedEvent e, Destination destination)
    {
        if (e.Header.DestinationId.Length > 0 && e.Header.DestinationId != destination.Id)
        {
            return Pinned;
        }

        if (!IsIncluded(e.Message, destination.Definition.DisplayName))
        {
            return NotInIntegrations;
        }

        return e.Consent is { } consent && !ConsentRules.Allow(consent, destination.Config) ? Denied : null;
    }

    /// <summary>
    /// True when nothing in an event's bytes can make <see cref="Select"/> refuse it, but a pinned destination: no consent, and no
    /// integrations but those that SDKs send by default. Errs towards false: an escape could hide a name.
    /// </summary>
    public static bool IsForAll(ReadOnlySpan<byte> stored)
    {
        if (stored.IndexOf("\\u"u8) >= 0 || stored.IndexOf("\"consentManagement\""u8) >= 0)
        {
            return false;
        }

        var integrations = "\"integrations\""u8;
        for (var at = stored.IndexOf(integrations); at >= 0; at = stored.IndexOf(integrations))
        {
            stored = stored[(at + integrations.Length)..];
            if (!stored.StartsWith(":{\"All\":true}"u8) && !stored.StartsWith(":{}"u8))
            {
                return false;
            }
        }

        return true;
    }

    private static bool IsIncluded(JsonElement message, string displayName)
    {
        if (!message.TryGetProperty("integrations"u8, out var integrations))
        {
            return true;
        }

        if (integrations.ValueKind != JsonValueKind.Object)
        {
            return false;
        }

        var all = true;
        if (integrations.TryGetProperty("All"u8, out var given))
        {
            if (given.ValueKind is not (JsonValueKind.True or JsonValueKind.False))
            {
                return false;
            }

            all = given.ValueKind == JsonValueKind.True;
        }

        return integrations.TryGetProperty(displayName, out var own)
            ? own.ValueKind switch
            {
                JsonValueKind.True or JsonValueKind.Object => true,
                JsonValueKind.False => false,
                _ => all,
            }
            : all;
    }
}
