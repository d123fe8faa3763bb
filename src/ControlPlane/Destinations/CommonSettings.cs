using System.Text.Json;
using Pintle.ControlPlane.Definitions;
using Pintle.DestinationKit;
using Pintle.DestinationKit.Settings;
using Pintle.Workspace.Reading;

namespace Pintle.ControlPlane.Destinations;

/// <summary>
/// Checks the settings that every kind of destination may have, and that no definition lists: who sends, which events SDKs hold back, and which consent is needed. Each may have a value of
/// its own for each platform. One of the wrong form would be passed over without a word, and consent with it.
/// </summary>
internal static class CommonSettings
{
    private static readonly Dictionary<string, Func<JsonElement, string?>> Forms = new()
    {
        ["eventFilteringOption"] = value => OneOf(value, "disable", "whitelistedEvents", "blacklistedEvents"),
        ["whitelistedEvents"] = value => Rows(value, "eventName"),
        ["blacklistedEvents"] = value => Rows(value, "eventName"),
        ["oneTrustCookieCategories"] = value => Rows(value, "oneTrustCookieCategory"),
        ["ketchConsentPurposes"] = value => Rows(value, "purpose"),
        ["iubendaConsentPurposes"] = value => Rows(value, "purpose"),
        ["consentManagement"] = Consents,
    };

    /// <param name="type">The kind of destination.</param>
    /// <param name="settings">An object.</param>
    public static IEnumerable<SettingsProblem> Check(DestinationType type, JsonElement settings)
    {
        foreach (var (key, form) in Forms)
        {
            foreach (var (path, _, value) in Values(settings, key))
            {
                if (type.Settings.Field(key) is null && form(value) is { } problem)
                {
                    yield return new SettingsProblem(path, $"\"{path}\" {problem}");
                }
            }
        }

        foreach (var (path, platform, value) in Values(settings, ConnectionModes.Setting))
        {
            if (ModeProblem(type, platform, value) is { } problem)
            {
                yield return new SettingsProblem(path, $"\"{path}\" {problem}");
            }
        }
    }

    private static IEnumerable<(string Path, string? Platform, JsonElement Value)> Values(JsonElement settings, string key) =>
        !settings.TryGetProperty(key, out var setting) || setting.ValueKind == JsonValueKind.Null ? []
        : PlatformSettings.IsOne(setting) ? setting.EnumerateObject().Select(own => ($"{key}.{own.Name}", (string?)own.Name, own.Value))
        : [(key, null, setting)];

    private static string? ModeProblem(DestinationType type, string? platform, JsonElement value)
    {
        var modes = platform is not null ? ConnectionModes.Of(type, platform) : [.. ConnectionModes.Of(type).Values.SelectMany(m => m).Distinct()];
        return value.ValueKind == JsonValueKind.String && modes.Contains(value.GetString()!) ? null
            : $"must be {Listed([.. modes])}: {type.DisplayName} can be reached so{(platform is null ? "" : $" from {platform}")}. It may also be an object with a mode for each platform.";
    }

    private static string? OneOf(JsonElement value, params string[] choices) =>
        value.ValueKind == JsonValueKind.String && choices.Contains(value.GetString()) ? null : $"must be {Listed(choices)}.";

    private static string? Rows(JsonElement value, string column) =>
        value.ValueKind == JsonValueKind.Array && value.EnumerateArray().All(row => HasText(row, column)) ? null : $"must be a list of objects with the text \"{column}\".";

    private static string? Consents(JsonElement value) => value.ValueKind == JsonValueKind.Array && value.EnumerateArray().All(entry => HasText(entry, "provider")
        && entry.TryGetProperty("consents", out var consents) && Rows(consents, "consent") is null
        && (!entry.TryGetProperty("resolutionStrategy", out var strategy) || OneOf(strategy, "and", "or", "") is null))
            ? null
            : "must be a list of objects with the text \"provider\", the list \"consents\" of objects with the text \"consent\", and, if it is given, \"resolutionStrategy\" and or or.";

    private static bool HasText(JsonElement row, string column) =>
        row.ValueKind == JsonValueKind.Object && row.TryGetProperty(column, out var text) && text.ValueKind == JsonValueKind.String;

    private static string Listed(string[] choices) => choices.Length == 1 ? choices[0] : $"{string.Join(", ", choices[..^1])} or {choices[^1]}";
}
