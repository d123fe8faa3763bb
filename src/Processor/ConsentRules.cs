using System.Text.Json;
using Pintle.Lanes.Processing;

namespace Pintle.Processor;

/// <summary>Compares a noted consent with a destination's settings (pipeline.md §4): the first rule that applies decides.</summary>
internal static class ConsentRules
{
    public static bool Allow(ConsentNote note, JsonElement config)
    {
        if (Generic(note, config) is { } generic)
        {
            return generic;
        }

        if (note.Provider is "" or "oneTrust" && Values(config, "oneTrustCookieCategories", "oneTrustCookieCategory") is { Count: > 0 } categories)
        {
            return !categories.Any(note.DeniedIds.Contains);
        }

        if (note.Provider is "" or "ketch" && Values(config, "ketchConsentPurposes", "purpose") is { Count: > 0 } purposes)
        {
            return !purposes.All(note.DeniedIds.Contains);
        }

        return true;
    }

    private static bool? Generic(ConsentNote note, JsonElement config)
    {
        foreach (var entry in Items(config, "consentManagement"))
        {
            if (JsonText.Read(entry, "provider"u8) != note.Provider || Values(entry, "consents", "consent") is not { Count: > 0 } configured)
            {
                continue;
            }

            var strategy = note.Provider == "custom" ? JsonText.Read(entry, "resolutionStrategy"u8) : note.ResolutionStrategy;
            return strategy == "or" ? configured.Exists(id => !note.DeniedIds.Contains(id)) : !configured.Exists(note.DeniedIds.Contains);
        }

        return null;
    }

    private static List<string> Values(JsonElement parent, string list, string member) =>
    [
        .. from item in Items(parent, list)
           let value = item.ValueKind == JsonValueKind.Object && item.TryGetProperty(member, out var v) ? JsonText.Of(v) : null
           where !string.IsNullOrWhiteSpace(value)
           select value.Trim(),
    ];

    private static JsonElement.ArrayEnumerator Items(JsonElement parent, string list) =>
        parent.ValueKind == JsonValueKind.Object && parent.TryGetProperty(list, out var items) && items.ValueKind == JsonValueKind.Array
            ? items.EnumerateArray()
            : default;
}
