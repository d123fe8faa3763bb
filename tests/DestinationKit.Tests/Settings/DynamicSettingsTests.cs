using System.Text.Json;
using Pintle.DestinationKit.Settings;

namespace Pintle.DestinationKit.Tests.Settings;

/// <summary><c>{{ path || default }}</c>: transformer API §11.1.</summary>
public sealed class DynamicSettingsTests
{
    [Theory]
    [InlineData("{{ event.a || b }}", true)]
    [InlineData("  {{event.a.b_1||}}\\n", true)]
    [InlineData("{{ metadata.jobId || \\\"x\\\" }}", true)]
    [InlineData("{{ anything || b }}", true)]
    [InlineData("{{ event.a }}", false)]
    [InlineData("{{ event.a | b }}", false)]
    [InlineData("{ event.a || b }", false)]
    [InlineData("x {{ event.a || b }}", false)]
    [InlineData("{{ event.a || b }} x", false)]
    [InlineData("{{ event.a[0] || b }}", false)]
    [InlineData("{{ event['a'] || b }}", false)]
    [InlineData("{{ event.a-b || c }}", false)]
    [InlineData("{{ event..a || c }}", false)]
    [InlineData("{{ .a || c }}", false)]
    [InlineData("{{ || c }}", false)]
    [InlineData("{{ event.é || c }}", false)]
    public void A_setting_has_the_form_or_is_what_it_says(string setting, bool isDynamic)
    {
        foreach (var config in (string[])[$$"""{"s":"{{setting}}"}""", $$"""{"a":[1,{"b":["{{setting}}"]}]}"""])
        {
            Assert.Equal(isDynamic, DynamicSettings.AreIn(JsonElement.Parse(config)));
            if (!isDynamic)
            {
                Assert.Equal(config, Config(config, """{"a":1}"""));
            }
        }
    }

    [Theory]
    [InlineData("event.traits.plan", "\"pro\"")]
    [InlineData("message.traits.plan", "\"pro\"")]
    [InlineData("event.traits", """{"plan":"pro","n":1.50}""")]
    [InlineData("event.traits.n", "1.50")]
    [InlineData("event.no", "false")]
    [InlineData("event.zero", "0")]
    [InlineData("event.blank", "\"\"")]
    [InlineData("event.list.1.sku", "\"b\"")]
    [InlineData("metadata.jobId", "7")]
    public void A_value_keeps_its_type(string path, string value) => Assert.Equal($$"""{"s":{{value}}}""", Config(Setting(path), Message));

    [Theory]
    [InlineData("event.nothing")]
    [InlineData("event.missing")]
    [InlineData("event.traits.plan.deeper")]
    [InlineData("event.list.2.sku")]
    [InlineData("event.event.traits")]
    [InlineData("traits.plan")]
    [InlineData("event")]
    [InlineData("Event.traits.plan")]
    [InlineData("destination.id")]
    public void Without_a_value_there_is_the_default(string path) => Assert.Equal("""{"s":"free"}""", Config(Setting(path), Message));

    [Theory]
    [InlineData("free", "free")]
    [InlineData("  \\\"free plan\\\"  ", "free plan")]
    [InlineData("a\\\"b\\\"c", "abc")]
    [InlineData("", "")]
    [InlineData("5", "5")]
    [InlineData("true", "true")]
    [InlineData("a || b", "a || b")]
    [InlineData("}}", "}}")]
    [InlineData("two\\nlines", "two\\nlines")]
    public void A_default_is_a_text_without_quotation_marks(string written, string value) =>
        Assert.Equal($$"""{"s":"{{value}}"}""", Config($$$"""{"s":"{{ event.missing || {{{written}}} }}"}""", "{}"));

    [Fact]
    public void All_settings_are_looked_at_and_others_stay_as_they_are()
    {
        const string config = """{"a":[{"b":"{{ event.x || 1 }}"},"{{ event.y || 2 }}",null],"c":{"d":"{{ event.x || 3 }}"},"n":1.50,"t":"{x}"}""";
        Assert.Equal("""{"a":[{"b":"X"},"2",null],"c":{"d":"X"},"n":1.50,"t":"{x}"}""", Config(config, """{"x":"X"}"""));
    }

    [Theory]
    [InlineData("event.a.b", """{"a":{"b":1,"c":2},"d":3}""", """{"a":{"c":2},"d":3}""")]
    [InlineData("message.a", """{"a":{"b":1,"c":2},"d":3}""", """{"d":3}""")]
    [InlineData("event.a.b", """{"a":{"b":1},"a.b":2}""", """{"a":{},"a.b":2}""")]
    [InlineData("event.list.0", """{"list":["a","b"]}""", """{"list":[null,"b"]}""")]
    [InlineData("event.list.1.sku", """{"list":[{"sku":"a"},{"sku":"b","n":1}]}""", """{"list":[{"sku":"a"},{"n":1}]}""")]
    [InlineData("event.a.b", """{"a":5,"a":{"b":1}}""", """{"a":5,"a":{}}""")]
    [InlineData("event.missing", """{ "a" : 1.50 }""", """{ "a" : 1.50 }""")]
    [InlineData("metadata.jobId", """{"jobId":1}""", """{"jobId":1}""")]
    public void What_is_used_is_taken_out_of_the_event(string path, string message, string left) =>
        Assert.Equal(left, Resolved(Setting(path), message).Message.GetRawText());

    [Fact]
    public void What_is_used_twice_is_there_both_times_and_what_lies_in_it_too()
    {
        const string config = """{"a":"{{ event.x || 1 }}","b":"{{ message.x || 2 }}","c":"{{ event.x.y || 3 }}","d":"{{ event.z || 4 }}"}""";
        var (resolved, message) = Resolved(config, """{"x":{"y":5},"z":6,"w":7}""");
        Assert.Equal("""{"a":{"y":5},"b":{"y":5},"c":5,"d":6}""", resolved.GetRawText());
        Assert.Equal("""{"w":7}""", message.GetRawText());
    }

    [Fact]
    public void The_event_that_others_share_is_not_touched()
    {
        var message = JsonElement.Parse("""{"x":1}""");
        DynamicSettings.Resolve(JsonElement.Parse(Setting("event.x")), message);
        Assert.Equal("""{"x":1}""", message.GetRawText());
    }

    private const string Message = """{"traits":{"plan":"pro","n":1.50},"no":false,"zero":0,"blank":"","nothing":null,"list":[{"sku":"a"},{"sku":"b"}]}""";

    private static string Setting(string path) => $$$"""{"s":"{{ {{{path}}} || free }}"}""";

    private static string Config(string config, string message) => Resolved(config, message).Config.GetRawText();

    private static (JsonElement Config, JsonElement Message) Resolved(string config, string message) =>
        DynamicSettings.Resolve(JsonElement.Parse(config), JsonElement.Parse(message), Given.Json("""{"jobId":7}"""));
}
