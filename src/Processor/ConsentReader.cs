using System.Text.Json;
using Pintle.Lanes.Processing;

namespace Pintle.Processor;

/// <summary>Notes what a person denied (pipeline.md §4). A malformed object or an empty list restricts nothing.</summary>
internal static class ConsentReader
{
    public static ConsentNote? Read(JsonElement context)
    {
        if (context.ValueKind != JsonValueKind.Object || !context.TryGetProperty("consentManagement"u8, out var consent)
            || consent.ValueKind != JsonValueKind.Object || !consent.TryGetProperty("deniedConsentIds"u8, out var denied)
            || denied.ValueKind != JsonValueKind.Array)
        {
            return null;
        }

        var ids = new HashSet<string>();
        foreach (var item in denied.EnumerateArray())
        {
            if (JsonText.Of(item) is not { } id)
            {
                return null;
            }

            if (!string.IsNullOrWhiteSpace(id))
            {
                ids.Add(id.Trim());
            }
        }

        return ids.Count > 0 && TryReadText(consent, "provider"u8, out var provider) && TryReadText(consent, "resolutionStrategy"u8, out var strategy)
            ? new ConsentNote(provider, strategy, ids)
            : null;
    }

    // Absent and null are empty; anything else that is no text makes the object malformed.
    private static bool TryReadText(JsonElement consent, ReadOnlySpan<byte> name, out string text)
    {
        text = "";
        if (!consent.TryGetProperty(name, out var value) || value.ValueKind == JsonValueKind.Null)
        {
            return true;
        }

        text = JsonText.Of(value) ?? "";
        return value.ValueKind == JsonValueKind.String;
    }
}
