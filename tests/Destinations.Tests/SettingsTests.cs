using Pintle.DestinationKit.Json;
using Pintle.DestinationKit.Reference;
using Pintle.DestinationKit.Settings;
using Pintle.Destinations.Tests.Fixtures;
using Pintle.TestKit;

namespace Pintle.Destinations.Tests;

/// <summary>What the settings of every destination hold.</summary>
public sealed class SettingsTests
{
    private const string Secret = "hush-hush";

    public static TheoryData<string> Names => [.. BuiltIn.Catalogue.All.Select(t => t.Name)];

    [Theory]
    [MemberData(nameof(Names))]
    public void The_reference_page_is_what_the_folder_says(string name)
    {
        var type = BuiltIn.Catalogue.Find(name)!;
        var page = Path.Combine(Repository.Root, "docs", "reference", "destinations", $"{name.ToLowerInvariant()}.md");
        Assert.True(File.Exists(page) && File.ReadAllText(page) == DestinationPage.Write(type), $"{page} is out of date: ./dev gen");
        Assert.False(string.IsNullOrWhiteSpace(type.Notes), $"{name} has no notes.md.");
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Settings_that_fixtures_show_to_work_pass_the_check(string name)
    {
        var type = BuiltIn.Catalogue.Find(name)!;
        var working = FixtureCase.All().Where(c => c.Type == type && c.Json["event"].IsObject && c.Json.Find("expect.requests").IsArray).ToList();
        Assert.NotEmpty(working);
        Assert.All(working, c => Assert.Empty(SettingsCheck.Check(type.Settings, c.Json["settings"].ToElement())));
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Empty_settings_miss_what_is_required_and_all_of_it(string name)
    {
        var model = BuiltIn.Catalogue.Find(name)!.Settings;
        var missing = SettingsCheck.Check(model, ((JsValue)new JsObject()).ToElement()).Select(p => p.Setting).ToHashSet();
        Assert.Superset(model.Fields.Where(f => f.IsRequired).Select(f => f.Key).ToHashSet(), missing);
        Assert.All(missing, key => Assert.True(model.Field(key) is { IsRequired: true } or { IsNeeded: true }));
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Nothing_secret_is_left_of_what_is_shown(string name)
    {
        var model = BuiltIn.Catalogue.Find(name)!.Settings;
        var config = new JsObject { { "other", "kept" } };
        foreach (var field in model.Fields)
        {
            var row = new JsObject();
            foreach (var column in field.Columns)
            {
                row[column.Key] = column.IsSecret ? Secret : "seen";
            }

            config[field.Key] = field.IsSecret ? Secret : field.Columns.Count > 0 ? new JsArray { row, "odd" } : "seen";
        }

        var shown = SettingsRedaction.Redact(model, ((JsValue)config).ToElement()).GetRawText();
        Assert.DoesNotContain(Secret, shown, StringComparison.Ordinal);
        Assert.Contains("\"other\":\"kept\"", shown, StringComparison.Ordinal);
        Assert.Equal(model.Fields.Concat(model.Fields.SelectMany(f => f.Columns)).Any(f => f.IsSecret), shown.Contains(SettingsRedaction.Hidden, StringComparison.Ordinal));
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Each_setting_says_what_it_is_and_its_default_is_a_choice(string name)
    {
        foreach (var field in BuiltIn.Catalogue.Find(name)!.Settings.Fields)
        {
            Assert.False(string.IsNullOrWhiteSpace(field.Label), field.Key);
            var named = ((JsValue)field.Default).ToText();
            Assert.True(field.Choices.Count == 0 || named is null || field.Choices.Any(c => c.Value == named), $"{field.Key}: {named}");
            Assert.True(!LooksSecret(field.Key) || field.IsSecret, $"{field.Key} looks like a secret and isn't one.");
        }
    }

    private static bool LooksSecret(string key) =>
        ((string[])["token", "secret", "password", "apiKey"]).Any(word => key.EndsWith(word, StringComparison.OrdinalIgnoreCase)) && key is not "publicApiKey";
}
