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

        return ids.Count == 0
            ? null
            : new ConsentNote(JsonText.Read(consent, "provider"u8) ?? "", JsonText.Read(consent, "resolutionStrategy"u8) ?? "", ids);
    }
}
