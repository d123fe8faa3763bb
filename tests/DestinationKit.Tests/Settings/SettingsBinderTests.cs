using System.Text.Json;
using Pintle.DestinationKit.Settings;

namespace Pintle.DestinationKit.Tests.Settings;

/// <summary>How much is forgiven in what people and other programs store as settings.</summary>
public sealed class SettingsBinderTests
{
    [Fact]
    public void Keys_are_the_names_of_properties_in_camel_case_and_others_are_ignored()
    {
        var settings = Bound("""{"apiKey":"k","APIKEY":"no","limit":5,"isOn":true,"zone":"europe","unknown":{"apiKey":1}}""");
        Assert.Equal(("k", 5, true, Zone.Europe), (settings.ApiKey, settings.Limit, settings.IsOn, settings.Zone));
    }

    [Fact]
    public void What_is_absent_or_null_is_the_default()
    {
        foreach (var json in (string[])["""{"apiKey":"k"}""", """{"apiKey":"k","limit":null,"isOn":null,"zone":null,"note":null,"events":null}"""])
        {
            var settings = Bound(json);
            Assert.Equal((10, false, Zone.World, "none"), (settings.Limit, settings.IsOn, settings.Zone, settings.Note));
            Assert.Empty(settings.Events);
        }
    }

    [Theory]
    [InlineData("5", 5)]
    [InlineData("\"5\"", 5)]
    [InlineData("-1", -1)]
    public void Numbers_may_come_as_text(string json, int limit) => Assert.Equal(limit, Bound($$"""{"apiKey":"k","limit":{{json}}}""").Limit);

    [Theory]
    [InlineData("true", true)]
    [InlineData("false", false)]
    [InlineData("\"true\"", true)]
    [InlineData("\"False\"", false)]
    [InlineData("\"\"", false)]
    public void Booleans_may_come_as_text(string json, bool isOn) => Assert.Equal(isOn, Bound($$"""{"apiKey":"k","isOn":{{json}}}""").IsOn);

    [Theory]
    [InlineData("\"text\"", "text")]
    [InlineData("12.50", "12.50")]
    [InlineData("true", "true")]
    [InlineData("\"\"", "")]
    public void Texts_may_come_as_number_or_boolean(string json, string note) => Assert.Equal(note, Bound($$"""{"apiKey":"k","note":{{json}}}""").Note);

    [Fact]
    public void Lists_hold_records_of_the_same_kind()
    {
        var settings = Bound("""{"apiKey":"k","events":[{"from":"a","to":1},{"from":"b"},{}]}""");
        Assert.Equal([("a", "1"), ("b", ""), ("", "")], settings.Events.Select(e => (e.From, e.To)));
    }

    [Theory]
    [InlineData("{}")]
    [InlineData("""{"apiKey":null}""")]
    [InlineData("""{"apiKey":" "}""")]
    [InlineData("[]")]
    [InlineData("\"apiKey\"")]
    [InlineData("""{"apiKey":{}}""")]
    [InlineData("""{"apiKey":"k","limit":"many"}""")]
    [InlineData("""{"apiKey":"k","limit":1.5}""")]
    [InlineData("""{"apiKey":"k","isOn":"perhaps"}""")]
    [InlineData("""{"apiKey":"k","zone":"moon"}""")]
    [InlineData("""{"apiKey":"k","events":{}}""")]
    public void What_can_not_work_is_refused(string json) => Assert.Throws<SettingsException>(() => Bound(json));

    [Theory]
    [InlineData("ab-12", true)]
    [InlineData("", true)]
    [InlineData("ab12", false)]
    public void A_form_is_demanded_of_what_is_filled_in(string code, bool isTaken)
    {
        var json = $$"""{"apiKey":"k","code":"{{code}}"}""";
        if (isTaken)
        {
            Assert.Equal(code, Bound(json).Code);
        }
        else
        {
            Assert.Throws<SettingsException>(() => Bound(json));
        }
    }

    private static Sample Bound(string json) => SettingsBinder.Bind<Sample>(JsonElement.Parse(json));

    public enum Zone
    {
        World,
        Europe,
    }

    public sealed record Sample
    {
        [Field("API key", Secret = true)]
        public required string ApiKey { get; init; }

        [Field("Limit")]
        public int Limit { get; init; } = 10;

        [Field("On")]
        public bool IsOn { get; init; }

        [Field("Zone")]
        public Zone Zone { get; init; }

        [Field("Note")]
        public string Note { get; init; } = "none";

        [Field("Code", Pattern = "^[a-z]{2}-[0-9]{2}$")]
        public string Code { get; init; } = "";

        [Field("Events")]
        public IReadOnlyList<Pair> Events { get; init; } = [];
    }

    public sealed record Pair
    {
        public string From { get; init; } = "";

        public string To { get; init; } = "";
    }
}
