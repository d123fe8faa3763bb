using System.Text;
using System.Text.Json;
using Pintle.DestinationKit.Json;

namespace Pintle.DestinationKit.Tests.Json;

/// <summary>JSON as <c>JSON.stringify</c> writes it: https://tc39.es/ecma262/#sec-json.stringify.</summary>
public sealed class JsonTextTests
{
    [Theory]
    [InlineData("""{ "a" : [ 1 , { } , [ ] ] }""", """{"a":[1,{},[]]}""")]
    [InlineData("[1.0,1e2,1E21,-0,-0.0,0.10]", "[1,100,1e+21,0,0,0.1]")]
    [InlineData("[1e400,-1e400]", "[null,null]")]
    [InlineData("1e400", "null")]
    [InlineData("-0", "0")]
    [InlineData("[true,false,null,\"\"]", "[true,false,null,\"\"]")]
    [InlineData("\"\\u0000\\u001f\\b\\f\\n\\r\\t\\\"\\\\\\/\\u007f\\u2028\\u00e9\\ud83d\\ude00<>&'\"", "\"\\u0000\\u001f\\b\\f\\n\\r\\t\\\"\\\\/\u007f\u2028é😀<>&'\"")]
    [InlineData("""{"__proto__":1,"":2,"a\u0022b":3}""", """{"__proto__":1,"":2,"a\"b":3}""")]
    public void Values_of_events_and_made_ones_are_written_the_same(string json, string written)
    {
        Assert.Equal(written, Given.Json(json).ToJson());
        Assert.Equal(written, Given.Made(Given.Json(json)).ToJson());
        Assert.Equal(written, Encoding.UTF8.GetString(Given.Made(Given.Json(json)).ToJsonUtf8()));
        Assert.Equal($$"""{"x":{{written}}}""", ((JsValue)new JsObject { ["x"] = Given.Json(json) }).ToJson());
    }

    [Fact]
    public void Whole_numbers_of_an_event_keep_digits_that_javascript_would_lose() =>
        Assert.Equal("[12345678901234567890]", Given.Json("[12345678901234567890]").ToJson());

    [Fact]
    public void What_is_undefined_or_no_number_is_null_in_an_array() =>
        Assert.Equal("[null,null,null]", ((JsValue)new JsArray { JsValue.Undefined, double.NaN, double.NegativeInfinity }).ToJson());

    [Fact]
    public void Half_a_surrogate_pair_is_escaped() =>
        Assert.Equal("""{"\udc00":"a\ud800","b":"\udfff😀\ud83d"}""", ((JsValue)new JsObject { ["\uDC00"] = "a\uD800", ["b"] = "\uDFFF😀\uD83D" }).ToJson());

    [Fact]
    public void Bytes_of_a_request_are_always_text_even_where_a_destination_cut_a_pair_in_two()
    {
        JsValue made = new JsObject { ["\uDC00"] = "a\uD800" };
        Assert.Equal("""{"\uFFFD":"a\uFFFD"}""", Encoding.UTF8.GetString(made.ToUtf8()));
        Assert.Equal("a\uFFFD", made.ToElement().GetProperty("\uFFFD").GetString());
    }

    [Theory]
    [InlineData(0.1, "0.1")]
    [InlineData(1e15, "1000000000000000")]
    [InlineData(1e21, "1e+21")]
    [InlineData(-123456, "-123456")]
    [InlineData(double.NaN, "null")]
    [InlineData(double.PositiveInfinity, "null")]
    public void A_number_is_written_the_same_to_the_wire(double number, string json) => Assert.Equal(json, Encoding.UTF8.GetString(((JsValue)number).ToUtf8()));

    [Fact]
    public void Parts_of_an_event_go_to_the_wire_as_they_came()
    {
        const string json = """{ "n": 1.50e3, "t": "\u00e9" }""";
        Assert.Equal($$"""{"e":{{json}}}""", Encoding.UTF8.GetString(((JsValue)new JsObject { ["e"] = Given.Json(json) }).ToUtf8()));
    }

    [Fact]
    public void Deep_nesting_is_written()
    {
        JsValue deep = "end";
        for (var i = 0; i < 500; i++)
        {
            deep = new JsArray { deep };
        }

        Assert.Equal($"{new string('[', 500)}\"end\"{new string(']', 500)}", deep.ToElement().GetRawText());
    }

    [Fact]
    public void Long_texts_do_not_stay_in_later_ones()
    {
        Assert.Equal(100_002, ((JsValue)new string('a', 100_000)).ToJson().Length);
        Assert.Equal("\"b\"", ((JsValue)"b").ToJson());
    }

    [Fact]
    public void Elements_are_the_same_byte_for_byte()
    {
        var (one, other) = (JsonElement.Parse("[1]"), JsonElement.Parse("[1 ]"));
        Assert.True(RawJsonComparer.Instance.Equals(one, JsonElement.Parse("[1]")));
        Assert.Equal(RawJsonComparer.Instance.GetHashCode(one), RawJsonComparer.Instance.GetHashCode(JsonElement.Parse("[1]")));
        Assert.False(RawJsonComparer.Instance.Equals(one, other));
        Assert.True(RawJsonComparer.Instance.Equals(default, default));
    }
}
