using Pintle.DestinationKit.Json;

namespace Pintle.DestinationKit.Tests.Json;

/// <summary>Truthiness, presence, emptiness and equality, of values of an event and of the same values made by a destination.</summary>
public sealed class JsValueTests
{
    [Theory]
    [InlineData("null", JsKind.Null, false, false, true)]
    [InlineData("false", JsKind.Boolean, false, true, true)]
    [InlineData("true", JsKind.Boolean, true, true, true)]
    [InlineData("0", JsKind.Number, false, true, true)]
    [InlineData("-0.0", JsKind.Number, false, true, true)]
    [InlineData("0e5", JsKind.Number, false, true, true)]
    [InlineData("1e400", JsKind.Number, true, true, true)]
    [InlineData("0.1", JsKind.Number, true, true, true)]
    [InlineData("\"\"", JsKind.Text, false, false, true)]
    [InlineData("\"0\"", JsKind.Text, true, true, false)]
    [InlineData("\"false\"", JsKind.Text, true, true, false)]
    [InlineData("\" \"", JsKind.Text, true, true, false)]
    [InlineData("{}", JsKind.Object, true, true, true)]
    [InlineData("{\"a\":null}", JsKind.Object, true, true, false)]
    [InlineData("[]", JsKind.Array, true, true, true)]
    [InlineData("[0]", JsKind.Array, true, true, false)]
    public void A_value_is_truthy_present_or_empty(string json, JsKind kind, bool isTruthy, bool isPresent, bool isEmpty)
    {
        foreach (var value in (JsValue[])[Given.Json(json), Given.Made(Given.Json(json))])
        {
            Assert.Equal((kind, isTruthy, isPresent, isEmpty), (value.Kind, value.IsTruthy, value.IsPresent, value.IsEmpty));
            Assert.Equal(kind != JsKind.Null, value.IsDefined);
            Assert.False(value.IsUndefined);
        }
    }

    [Fact]
    public void Not_a_number_is_neither_truthy_nor_present() => Assert.Equal((false, false, true), (((JsValue)double.NaN).IsTruthy, ((JsValue)double.NaN).IsPresent, ((JsValue)double.NaN).IsNumber));

    [Fact]
    public void What_is_not_there_is_undefined_and_so_is_everything_below()
    {
        var value = Given.Json("""{"a":"text","b":[1]}""")["c"]["d"][0];
        Assert.True(value.IsUndefined);
        Assert.Equal((JsKind.Undefined, false, false, false), (value.Kind, value.IsTruthy, value.IsPresent, value.IsDefined));
        Assert.Equal(("undefined", null), (value.ToString(), value.ToText()));
        Assert.True(Given.Json("\"text\"")["length"].IsUndefined);
    }

    [Theory]
    [InlineData("null", null)]
    [InlineData("true", "true")]
    [InlineData("\"a\"", "a")]
    [InlineData("[1,\"a\",null]", "[1,\"a\",null]")]
    [InlineData("{ \"a\" : 1.0 }", "{\"a\":1}")]
    public void A_value_as_requests_carry_it_is_text_or_json(string json, string? text)
    {
        Assert.Equal(text, Given.Json(json).ToText());
        Assert.Equal(text, Given.Made(Given.Json(json)).ToText());
    }

    [Theory]
    [InlineData("1", "1.0", true)]
    [InlineData("0", "-0", true)]
    [InlineData("1", "\"1\"", false)]
    [InlineData("0", "false", false)]
    [InlineData("null", "0", false)]
    [InlineData("\"a\"", "\"\\u0061\"", true)]
    [InlineData("\"a\"", "\"A\"", false)]
    [InlineData("9007199254740993", "9007199254740992", true)]
    [InlineData("[1,2]", "[ 1, 2.0 ]", true)]
    [InlineData("{\"a\":1}", "{\"a\":2}", false)]
    [InlineData("[]", "{}", false)]
    public void Values_are_the_same_by_kind_and_value(string one, string other, bool isSame)
    {
        Assert.Equal(isSame, Given.Json(one).Is(Given.Json(other)));
        Assert.Equal(isSame, Given.Made(Given.Json(one)).Is(Given.Json(other)));
    }

    [Fact]
    public void Not_a_number_is_not_even_itself() => Assert.False(((JsValue)double.NaN).Is(double.NaN));

    [Fact]
    public void Alternatives_are_by_presence_or_by_truthiness()
    {
        Assert.Equal("0", Given.Json("0").Or("other").ToString());
        Assert.Equal("other", Given.Json("0").OrFalsy("other").ToString());
        Assert.Equal("other", Given.Json("\"\"").Or("other").ToString());
        Assert.Equal("false", Given.Json("false").Or("other").ToString());
    }

    [Theory]
    [InlineData("a.b", "1")]
    [InlineData("list.1.x", "2")]
    [InlineData("list.01.x", "2")]
    [InlineData("list.2", "undefined")]
    [InlineData("list.-1", "undefined")]
    [InlineData("list.length", "undefined")]
    [InlineData("a.b.c", "undefined")]
    [InlineData("__proto__.x", "3")]
    [InlineData("constructor", "undefined")]
    [InlineData("", "undefined")]
    [InlineData("a.", "undefined")]
    [InlineData("nothing", "null")]
    [InlineData("nothing.at.all", "undefined")]
    public void A_path_goes_through_objects_and_arrays_and_finds_only_what_the_event_says(string path, string found)
    {
        var value = Given.Json("""{"a":{"b":1},"list":[{"x":0},{"x":2}],"__proto__":{"x":3},"nothing":null}""");
        Assert.Equal(found, value.Find(path).ToString());
        Assert.Equal(found, Given.Made(value).Find(path).ToString());
    }

    [Fact]
    public void The_first_of_several_paths_is_one_at_which_something_is_present()
    {
        var value = Given.Json("""{"a":"","b":null,"c":0,"d":1}""");
        Assert.Equal("0", value.First("x", "a", "b", "c", "d").ToString());
        Assert.True(value.First("x", "a", "b").IsUndefined);
    }

    [Fact]
    public void Members_keep_their_order_and_can_be_had_and_undefined_at_once()
    {
        var value = Given.Json("""{"b":1,"2":2,"1":null}""");
        Assert.Equal(["b", "2", "1"], value.Members.ToList().Select(m => m.Key));
        Assert.True(value.Has("1"));
        Assert.False(value.Has("3"));
        Assert.Empty(Given.Json("[1]").Members.ToList());
        Assert.Equal(0, Given.Json("\"text\"").Length);
    }
}
