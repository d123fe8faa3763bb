using System.Text;
using Pintle.Server.Watching;

namespace Pintle.Server.Tests.Watching;

public sealed class PayloadRedactionTests
{
    [Theory]
    [InlineData("context.traits.email", """{"context":{"traits":{"email":"a@b.c","name":"A"}},"email":"top"}""", """{"context":{"traits":{"email":"[redacted]","name":"A"}},"email":"top"}""")]
    [InlineData("properties.*.card", """{"properties":{"card":1,"pay":{"card":"4111","id":2}}}""", """{"properties":{"card":1,"pay":{"card":"[redacted]","id":2}}}""")]
    [InlineData("properties.products.card", """{"properties":{"products":[{"card":1},{"id":2,"card":{"n":1}}]}}""", """{"properties":{"products":[{"card":"[redacted]"},{"id":2,"card":"[redacted]"}]}}""")]
    [InlineData("*password*", """{"Password":"x","deep":[[{"userPasswordHash":"y"}]],"pass":1}""", """{"Password":"[redacted]","deep":[[{"userPasswordHash":"[redacted]"}]],"pass":1}""")]
    [InlineData(".userId", """{"userId":"u","context":{"userId":"v"}}""", """{"userId":"[redacted]","context":{"userId":"v"}}""")]
    [InlineData("EMAIL", """{"\u0065mail":"escaped","email":"twice"}""", """{"email":"[redacted]","email":"[redacted]"}""")]
    [InlineData("none", """{"n":1.0000000000000000001,"s":"\u003c<é","b":true,"z":null,"a":[]}""", """{"n":1.0000000000000000001,"s":"<<é","b":true,"z":null,"a":[]}""")]
    public void What_a_rule_names_is_hidden_and_all_else_is_as_it_was(string rule, string json, string shown) =>
        Assert.Equal(shown, Apply(rule, json));

    [Fact]
    public void A_large_event_is_shown_in_part_and_is_still_JSON()
    {
        var json = $$"""{"first":1,"long":"{{new string('x', 9_000)}}","many":[{{string.Join(',', Enumerable.Range(1_000, 9_000))}}],"last":1}""";
        var (shown, isCut) = PayloadRedaction.None.Apply(Encoding.UTF8.GetBytes(json), 16 << 10)!.Value;
        Assert.True(isCut);
        Assert.InRange(Encoding.UTF8.GetByteCount(shown.GetRawText()), 10_000, (16 << 10) + 100);
        Assert.Equal(1, shown.GetProperty("first").GetInt32());
        Assert.False(shown.TryGetProperty("last", out _));
    }

    [Theory]
    [InlineData("not JSON")]
    [InlineData("{\"a\":")]
    [InlineData("")]
    public void What_is_not_JSON_is_not_shown_as_an_event(string text) => Assert.Null(PayloadRedaction.None.Apply(Encoding.UTF8.GetBytes(text), 1_000));

    [Fact]
    public void A_request_is_shown_without_what_rules_without_dots_name_in_its_body()
    {
        var redaction = PayloadRedaction.Of(["email", "context.ip"]);
        Assert.Equal("POST http://v/\nA: b\n\n{\"data\":{\"email\":\"[redacted]\"},\"context\":{\"ip\":\"::1\"}}", redaction.ApplyToRequest("POST http://v/\nA: b\n\n{\"data\":{\"email\":\"a@b.c\"},\"context\":{\"ip\":\"::1\"}}"));
        Assert.Equal("GET http://v/\n\n", redaction.ApplyToRequest("GET http://v/\n\n"));
        Assert.Equal("", redaction.ApplyToRequest(""));
    }

    private static string Apply(string rule, string json) => PayloadRedaction.Of([rule]).Apply(Encoding.UTF8.GetBytes(json), int.MaxValue)!.Value.Shown.GetRawText();
}
