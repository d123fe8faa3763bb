using System.Text.Json;

namespace Pintle.DestinationKit.Settings;

/// <summary>
/// Says all that is wrong with settings that a person is about to save. Stricter than what runs: stored settings of other
/// installations may lack what only matters in a case that never comes.
/// </summary>
public static class SettingsCheck
{
    /// <summary>Every problem, in the order of the form; empty when there is none. Settings that take their value from the event are not looked at.</summary>
    public static IReadOnlyList<SettingsProblem> Check(SettingsModel model, JsonElement config) => config.ValueKind != JsonValueKind.Object
        ? [SettingsBinder.NotAnObject]
        : [.. model.Fields.Select(field => Check(model, field, config)).OfType<SettingsProblem>()];

    private static SettingsProblem? Check(SettingsModel model, SettingsField field, JsonElement config)
    {
        var given = config.TryGetProperty(field.Key, out var value) ? value : default;
        if (DynamicSettings.AreIn(given))
        {
            return null;
        }

        if (SettingsBinder.Read(field, given, out var read) is { } problem)
        {
            return problem;
        }

        if (SettingsField.IsBlank(given))
        {
            return field.IsNeeded && IsShown(model, field, config) ? field.Problem($"is required{Because(field)}.") : null;
        }

        var known = field.Choices.Select(c => c.Value).ToList();
        var other = read switch
        {
            string text when !known.Contains(text.Trim()) => text,
            IReadOnlyList<string> names => names.FirstOrDefault(name => !known.Contains(name)),
            _ => null,
        };
        return known.Count > 0 && other is not null ? field.Problem($"must be one of {string.Join(", ", known)}; it is \"{other}\".") : null;
    }

    private static bool IsShown(SettingsModel model, SettingsField field, JsonElement config) =>
        field.When is not { } when || when.Holds(model.Field(when.Key)!, config);

    private static string Because(SettingsField field) => field.When is { } when ? $" while \"{when.Key}\" is {string.Join(" or ", when.Values)}" : "";
}
