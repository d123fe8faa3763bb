using System.Text.Json;
using Pintle.ControlPlane.Destinations;
using Pintle.DestinationKit.Settings;
using Pintle.Destinations.Webhook;

namespace Pintle.ControlPlane.Tests.Destinations;

/// <summary>Settings in two parts, and rows that keep their secrets.</summary>
public class SecretSettingsTests
{
    private static readonly SettingsModel Webhook = SettingsModel.Of(typeof(WebhookSettings));
    private static readonly SettingsModel Keys = SettingsModel.Of(typeof(KeySettings));

    [Theory]
    [InlineData("""{}""", """{}""", "")]
    [InlineData("""{"apiKey":"s1","url":"u"}""", """{"url":"u"}""", "apiKey")]
    [InlineData("""{"apiKey":""}""", """{"apiKey":""}""", "")]
    [InlineData("""{"apiKey":null,"other":{"apiKey":1}}""", """{"apiKey":null,"other":{"apiKey":1}}""", "")]
    [InlineData("""{"apiKey":{"s1":["s2"]}}""", """{}""", "apiKey")]
    [InlineData("""{"rows":[{"name":"a","one":"s1"},null,{"name":"b"},{"two":["s2"],"one":3,"inner":[{"deep":"s3"}]}]}""", """{"rows":[{"name":"a"},null,{"name":"b"},{}]}""", "rows[0].one rows[3].two rows[3].one rows[3].inner")]
    [InlineData("""{"rows":[{"name":"a"}]}""", """{"rows":[{"name":"a"}]}""", "")]
    [InlineData("""{"rows":[{"one":"s1"},"s2"]}""", """{}""", "rows")]
    [InlineData("""{"rows":{"one":"s1"}}""", """{}""", "rows")]
    public void Secrets_are_taken_out_and_put_back(string whole, string shown, string paths)
    {
        var split = SecretSettings.Split(Keys, JsonElement.Parse(whole));
        Assert.Equal(shown, split.Shown.ToJsonString());
        Assert.Equal(paths, string.Join(' ', split.Paths()));
        AssertSame(whole, split.Join());
    }

    [Fact]
    public void Of_a_kind_that_is_not_known_everything_is_secret()
    {
        var split = SecretSettings.Split(model: null, JsonElement.Parse("""{"a":"x","b":[{"c":1}],"d":""}"""));
        Assert.Equal("""{"d":""}""", split.Shown.ToJsonString());
        Assert.Equal(["a", "b"], split.Paths());
    }

    [Fact]
    public void Whatever_the_settings_are_nothing_secret_is_shown_and_nothing_is_lost()
    {
        var random = new Random(7);
        for (var i = 0; i < 2_000; i++)
        {
            var whole = JsonSerializer.SerializeToElement(AnySettings(random));
            var split = SecretSettings.Split(Keys, whole);
            Assert.DoesNotContain("secret", split.Shown.ToJsonString(), StringComparison.Ordinal);
            AssertSame(whole.GetRawText(), split.Join());
        }
    }

    [Fact]
    public void Rows_that_come_back_as_they_were_shown_keep_their_secrets_in_any_order()
    {
        var random = new Random(8);
        for (var i = 0; i < 2_000; i++)
        {
            var rows = Enumerable.Range(0, random.Next(1, 6)).Select(n => new { from = $"h{n}", to = $"secret {n}" }).ToArray();
            var before = JsonSerializer.SerializeToElement(new { headers = rows });
            var left = random.GetItems(rows, random.Next(6)).Distinct().ToList();
            var added = new { from = "new", to = "secret new" };
            var sent = left.Select(r => (object)new { r.from }).Append(added);
            AssertSame(JsonSerializer.Serialize(new { headers = left.Append(added) }), Kept(before, JsonSerializer.SerializeToElement(new { headers = sent })));
        }
    }

    [Fact]
    public void However_rows_are_edited_no_secret_goes_to_a_row_of_another_name_or_to_two()
    {
        var random = new Random(9);
        for (var i = 0; i < 2_000; i++)
        {
            var rows = Enumerable.Range(0, random.Next(6)).Select(n => (From: $"h{random.Next(3)}", To: $"secret {n}")).ToList();
            var before = JsonSerializer.SerializeToElement(new { headers = rows.Select(r => new { from = r.From, to = r.To }) });
            var sent = JsonSerializer.SerializeToElement(new { headers = Enumerable.Range(0, random.Next(6)).Select(_ => new { from = $"h{random.Next(3)}" }) });
            var kept = SecretRows.Keep(Webhook, before, sent, []).GetProperty("headers").EnumerateArray()
                .Where(r => r.TryGetProperty("to", out _)).Select(r => (From: r.GetProperty("from").GetString()!, To: r.GetProperty("to").GetString()!)).ToList();
            Assert.Subset(rows.ToHashSet(), kept.ToHashSet());
            Assert.Equal(kept.Count, kept.Distinct().Count());
        }
    }

    [Theory]

    // Not named: it stays. A value: it is that. Null: it is gone. Empty text: it is that.
    [InlineData("""[{"from":"A"},{"from":"B"}]""", """[{"from":"A","to":"1"},{"from":"B","to":"2"}]""")]
    [InlineData("""[{"from":"A","to":"3"},{"from":"B"}]""", """[{"from":"A","to":"3"},{"from":"B","to":"2"}]""")]
    [InlineData("""[{"from":"A","to":null},{"from":"B"}]""", """[{"from":"A"},{"from":"B","to":"2"}]""")]
    [InlineData("""[{"from":"A","to":""},{"from":"B"}]""", """[{"from":"A","to":""},{"from":"B","to":"2"}]""")]

    // Another row is changed, added, taken away or moved.
    [InlineData("""[{"from":"C"},{"from":"B"}]""", """[{"from":"C"},{"from":"B","to":"2"}]""")]
    [InlineData("""[{"from":"B"}]""", """[{"from":"B","to":"2"}]""")]
    [InlineData("""[{"from":"C"},{"from":"A"},{"from":"B"}]""", """[{"from":"C"},{"from":"A","to":"1"},{"from":"B","to":"2"}]""")]
    [InlineData("""[{"from":"B"},null,{"from":"A"}]""", """[{"from":"B","to":"2"},null,{"from":"A","to":"1"}]""")]

    // Only one of two keeps it.
    [InlineData("""[{"from":"A"},{"from":"A"}]""", """[{"from":"A","to":"1"},{"from":"A"}]""")]
    [InlineData("""[]""", """[]""")]
    public void A_row_keeps_the_secret_of_the_row_that_was_like_it(string sent, string kept) => AssertSame(
        $$"""{"headers":{{kept}}}""",
        Kept(JsonElement.Parse("""{"headers":[{"from":"A","to":"1"},{"from":"B","to":"2"}]}"""), JsonElement.Parse($$"""{"headers":{{sent}}}""")));

    [Theory]
    [InlineData("""[{"from":"A"}]""", "headers[0].to")]
    [InlineData("""[{"from":"B"},{"from":"A"},{"from":"A","to":"3"},{"from":"A"}]""", "headers[1].to headers[3].to")]
    [InlineData("""[{"from":"A"},{"from":"A"}]""", "")]
    [InlineData("""[{"from":"A","to":"2"}]""", "")]
    [InlineData("""[{"from":"B"}]""", "")]
    public void Rows_that_can_not_be_told_apart_must_send_their_secrets(string sent, string paths)
    {
        List<SettingsProblem> problems = [];
        SecretRows.Keep(Webhook, JsonElement.Parse("""{"headers":[{"from":"A","to":"1"},{"from":"A","to":"2"}]}"""), JsonElement.Parse($$"""{"headers":{{sent}}}"""), problems);
        Assert.Equal(paths, string.Join(' ', problems.Select(p => p.Setting)));
    }

    [Theory]
    [InlineData("""{"headers":[{"from":"A","to":"1"},{"from":"A","to":"2"},{"from":"A"},null],"webhookUrl":"u"}""")]
    [InlineData("""{"headers":{"to":"1"}}""")]
    [InlineData("""{"headers":["1"]}""")]
    public void Settings_that_are_not_changed_stay(string whole) => AssertSame(whole, Kept(JsonElement.Parse(whole), JsonElement.Parse(whole)));

    private static JsonElement Kept(JsonElement before, JsonElement sent)
    {
        List<SettingsProblem> problems = [];
        var kept = SecretRows.Keep(Webhook, before, sent, problems);
        Assert.Empty(problems);
        return kept;
    }

    private static void AssertSame(string expected, JsonElement actual) =>
        Assert.True(JsonElement.DeepEquals(JsonElement.Parse(expected), actual), $"{actual} instead of {expected}");

    private static Dictionary<string, object?> AnySettings(Random random)
    {
        var settings = new Dictionary<string, object?> { ["url"] = "u" };
        if (random.Next(2) == 0)
        {
            settings["apiKey"] = AnySecret(random);
        }

        if (random.Next(4) > 0)
        {
            settings["rows"] = Enumerable.Range(0, random.Next(4)).Select(_ => random.Next(5) == 0 ? null : new Dictionary<string, object?>
            {
                ["name"] = $"{random.Next(3)}",
                [random.Next(2) == 0 ? "one" : "other"] = random.Next(2) == 0 ? "" : null,
                [random.Next(2) == 0 ? "two" : "inner"] = AnySecret(random),
            }).ToList();
        }

        return settings;
    }

    private static object? AnySecret(Random random) => random.Next(5) switch
    {
        0 => null,
        1 => "",
        2 => new[] { "secret" },
        3 => new { secret = 1 },
        _ => "secret",
    };

    /// <summary>Settings with every place that a secret can have.</summary>
    public sealed record KeySettings
    {
        [Field("API key", Secret = true)]
        public string ApiKey { get; init; } = "";

        [Field("URL")]
        public string Url { get; init; } = "";

        [Field("Rows")]
        public IReadOnlyList<KeyRow?> Rows { get; init; } = [];
    }

    /// <summary>A row.</summary>
    public sealed record KeyRow(
        string? Name, [property: Field("One", Secret = true)] string? One, [property: Field("Two", Secret = true)] JsonElement Two, IReadOnlyList<InnerRow>? Inner);

    /// <summary>A row in a row.</summary>
    public sealed record InnerRow([property: Field("Deep", Secret = true)] string? Deep);
}
