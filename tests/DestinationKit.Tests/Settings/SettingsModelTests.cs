using System.Text.Json;
using Pintle.DestinationKit.Json;
using Pintle.DestinationKit.Settings;

namespace Pintle.DestinationKit.Tests.Settings;

/// <summary>What is made of the attributes of a settings record.</summary>
public sealed class SettingsModelTests
{
    private static readonly SettingsModel Model = SettingsModel.Of(typeof(Sample));

    [Fact]
    public void Fields_are_in_the_order_of_the_record_with_what_their_attributes_say()
    {
        Assert.Equal(
            ["apiKey", "region", "endpoint", "retries", "isOn", "names", "channels", "rows", "pace"], Model.Fields.Select(f => f.Key));
        Assert.Equal(
            [FieldKind.Text, FieldKind.Choice, FieldKind.Text, FieldKind.Number, FieldKind.Switch, FieldKind.Names, FieldKind.Names, FieldKind.Rows, FieldKind.Choice],
            Model.Fields.Select(f => f.Kind));
        Assert.Equal([new("us", "United States"), new("eu", "eu")], Model.Field("region")!.Choices);
        Assert.Equal([new("slow", "Slow and steady"), new("veryFast", "veryFast")], Model.Field("pace")!.Choices);
        Assert.Equal("veryFast", Model.Field("pace")!.Default.GetString());
        Assert.Equal("us", Model.Field("region")!.Default.GetString());
        Assert.Equal(3, Model.Field("retries")!.Default.GetInt32());
        Assert.Equal(JsonValueKind.True, Model.Field("isOn")!.Default.ValueKind);
        Assert.Equal(["from", "to"], Model.Field("rows")!.Columns.Select(c => c.Key));
        Assert.Equal("Sent to", Model.Field("rows")!.Columns[1].Label);
        Assert.Equal(["apiKey", "rows.to"], Model.SecretKeys);
    }

    [Theory]
    [InlineData("""{}""", "apiKey: is required")]
    [InlineData("""{"apiKey":null}""", "apiKey: is required")]
    [InlineData("""{"apiKey":" \t"}""", "apiKey: is required")]
    [InlineData("""{"apiKey":{}}""", "apiKey: must be text")]
    [InlineData("""{"apiKey":"k","retries":"many"}""", "retries: must be a number")]
    [InlineData("""{"apiKey":"k","isOn":"perhaps"}""", "isOn: must be true or false")]
    [InlineData("""{"apiKey":"k","rows":{}}""", "rows: must be a list")]
    [InlineData("""{"apiKey":"k","rows":[{"from":"a"},{"from":{}}]}""", "rows[1].from: has a value of the wrong type")]
    [InlineData("""{"apiKey":"k","names":5}""", "names: must be a list of texts")]
    [InlineData("""{"apiKey":"k","names":["a",["b"]]}""", "names: must be a list of texts")]
    [InlineData("""{"apiKey":"K K"}""", "apiKey: does not have the expected form")]
    [InlineData("""{"retries":[],"isOn":7,"rows":""}""", "apiKey: is required; retries: must be a number; isOn: must be true or false")]
    [InlineData("""{"apiKey":"k","pace":"quick"}""", "pace: must be one of its choices")]
    [InlineData("[]", "config: The settings must be an object")]
    public void All_that_can_not_work_is_named_at_once(string config, string expected)
    {
        var wrong = Assert.Throws<SettingsException>(() => SettingsBinder.Bind<Sample>(JsonElement.Parse(config)));
        var told = expected.Split("; ").Select(e => e.Split(": ")).ToList();
        Assert.Equal(told.Select(t => t[0]), wrong.Problems.Select(p => p.Setting));
        Assert.All(told.Zip(wrong.Problems), pair => Assert.EndsWith($"{pair.First[1]}.", pair.Second.Message, StringComparison.Ordinal));
        Assert.All(wrong.Problems, p => Assert.Contains(p.Setting == "config" ? "settings" : $"\"{p.Setting}\" (", p.Message, StringComparison.Ordinal));
        Assert.Equal(string.Join(' ', wrong.Problems.Select(p => p.Message)), wrong.Message);
    }

    [Fact]
    public void Values_come_in_the_forms_that_others_store()
    {
        var settings = SettingsBinder.Bind<Sample>(JsonElement.Parse(
            """{"apiKey":12.50,"retries":"7","isOn":"","region":null,"endpoint":"","names":[{"name":" a "},"b",null,{"other":1},"",5],"channels":"sms","rows":[null,{"from":true,"to":{"x":1}}],"unknown":[]}"""));
        Assert.Equal(("12.50", 7, false, "us", ""), (settings.ApiKey, settings.Retries, settings.IsOn, settings.Region, settings.Endpoint));
        Assert.Equal(["a", "b", "5"], settings.Names);
        Assert.Equal(["sms"], settings.Channels);
        Assert.Equal(["", "true"], settings.Rows.Select(r => r?.From ?? ""));
    }

    [Theory]
    [InlineData("""{"apiKey":"k"}""", "")]
    [InlineData("""{"apiKey":"k","region":"mars"}""", "\"region\" (Region) must be one of us, eu; it is \"mars\".")]
    [InlineData("""{"apiKey":"k","region":"eu"}""", "\"endpoint\" (Endpoint) is required while \"region\" is eu.")]
    [InlineData("""{"apiKey":"k","region":"eu","endpoint":"e"}""", "")]
    [InlineData("""{"apiKey":"k","channels":["email","fax"]}""", "\"channels\" (Channels) must be one of email, sms; it is \"fax\".")]
    [InlineData("""{"apiKey":"{{ event.key || x }}","region":"{{ event.region || \"mars\" }}","retries":"{{ event.n || many }}"}""", "")]
    [InlineData("""{"region":"mars","retries":"x"}""", "\"apiKey\" (API key) is required. \"region\" (Region) must be one of us, eu; it is \"mars\". \"retries\" (Retries) must be a number.")]
    public void What_is_saved_is_checked_for_choices_and_for_what_they_need(string config, string expected) =>
        Assert.Equal(expected, string.Join(' ', SettingsCheck.Check(Model, JsonElement.Parse(config)).Select(p => p.Message)));

    [Fact]
    public void Secrets_are_hidden_where_they_are_filled_in()
    {
        var shown = SettingsRedaction.Redact(Model, JsonElement.Parse("""{"apiKey":"hush","region":"eu","rows":[{"from":"a","to":"hush"},{"from":"b","to":""},null],"other":1}"""));
        Assert.Equal("""{"apiKey":"***","region":"eu","rows":[{"from":"a","to":"***"},{"from":"b","to":""},null],"other":1}""", shown.GetRawText());
        Assert.Equal("""{"apiKey":null}""", SettingsRedaction.Redact(Model, JsonElement.Parse("""{"apiKey":null}""")).GetRawText());
        Assert.Equal("[1]", SettingsRedaction.Redact(Model, JsonElement.Parse("[1]")).GetRawText());
    }

    [Fact]
    public void The_form_says_what_to_ask_and_when()
    {
        JsValue form = SettingsForm.Write(Model);
        Assert.Equal("""{"key":"apiKey","label":"API key","help":"Of the account.","example":"abc","kind":"text","secret":true,"required":true,"pattern":"^[a-z0-9.]*$"}""", form[0].ToJson());
        Assert.Equal("""{"key":"endpoint","label":"Endpoint","kind":"text","needed":true,"when":{"key":"region","values":["eu"]}}""", form[2].ToJson());
        Assert.Equal("""{"key":"names","label":"Names","kind":"names","item":"name"}""", form[5].ToJson());
        Assert.Equal("""[{"key":"from","label":"From","kind":"text"},{"key":"to","label":"Sent to","kind":"text","secret":true}]""", form[7]["columns"].ToJson());
    }

    [Theory]
    [InlineData(typeof(DependsOnNothing))]
    [InlineData(typeof(OfAnOddType))]
    public void A_record_that_can_not_be_described_is_a_bug_found_at_once(Type type) => Assert.ThrowsAny<InvalidOperationException>(() => SettingsModel.Of(type));

    private sealed record Sample
    {
        [Field("API key", Help = "Of the account.", Secret = true, Example = "abc", Pattern = "^[a-z0-9.]*$")]
        public required string ApiKey { get; init; }

        [Field("Region", Choices = ["us: United States", "eu"])]
        public string Region { get; init; } = "us";

        [Field("Endpoint", When = "region=eu", Needed = true)]
        public string Endpoint { get; init; } = "";

        [Field("Retries")]
        public int Retries { get; init; } = 3;

        [Field("On")]
        public bool IsOn { get; init; } = true;

        [Field("Names", Item = "name")]
        public IReadOnlyList<string> Names { get; init; } = [];

        [Field("Channels", Choices = ["email", "sms"])]
        public IReadOnlyList<string> Channels { get; init; } = [];

        [Field("Rows")]
        public IReadOnlyList<Row?> Rows { get; init; } = [];

        [Field("Pace")]
        public Pace Pace { get; init; } = Pace.VeryFast;

        public string NotASetting { get; init; } = "";
    }

    private enum Pace
    {
        [Choice("Slow and steady")]
        Slow,
        VeryFast,
    }

    private sealed record Row(string? From, [property: Field("Sent to", Secret = true)] JsonElement To);

    private sealed record DependsOnNothing
    {
        [Field("A", When = "b=c")]
        public string A { get; init; } = "";
    }

    private sealed record OfAnOddType
    {
        [Field("A")]
        public DateTimeOffset A { get; init; }
    }
}
