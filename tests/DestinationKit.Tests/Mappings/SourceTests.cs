using System.Text.RegularExpressions;
using Pintle.DestinationKit.Mappings;
using static Pintle.DestinationKit.Mappings.Converters;
using static Pintle.DestinationKit.Mappings.Sources;
using static Pintle.DestinationKit.Mappings.TextConverters;

namespace Pintle.DestinationKit.Tests.Mappings;

/// <summary>What a row does to its value: the operations of <c>metadata</c> in transformer API §11.6.</summary>
public sealed partial class SourceTests
{
    private const string Left = "undefined";

    private static readonly Choices Events = new() { { "PURCHASE", "order", "buy" }, { 7, "seven", "buy" }, { "TRUE", "true" } };

    [Theory]
    [InlineData("""{}""", "9")]
    [InlineData("""{"x":null}""", "9")]
    [InlineData("""{"x":0}""", "0")]
    [InlineData("""{"x":false}""", "false")]
    public void A_default_is_for_what_is_missing(string message, string value) => Assert.Equal(value, Value(From("x").Or(9), message));

    [Fact]
    public void A_default_is_converted_like_what_is_found() => Assert.Equal("5", Value(From("x").Or("5px").To(ToInt), "{}"));

    [Fact]
    public void Converters_work_from_left_to_right_until_one_finds_nothing()
    {
        Assert.Equal("12", Value(From("x").To(Trim, ToFloat, ToInt), """{"x":" 12.7 "}"""));
        Assert.Equal(Left, Value(From("x").To(ToNumber, Text), """{"x":"many"}"""));
        Assert.Equal(Left, Value(From("x").To(Text), "{}"));
    }

    [Fact]
    public void A_template_says_what_was_found_and_not_what_became_of_it()
    {
        Assert.Equal("id-A b/A b", Value(From("x").To(Upper).Template("id-{{value}}/{{value}}"), """{"x":"A b"}"""));
        Assert.Equal(Left, Value(From("x").Template("id-{{value}}"), "{}"));
        Assert.Equal("n=1", Value(From("x").Template("n={{value}}"), """{"x":1.0}"""));
    }

    [Fact]
    public void A_text_can_be_made_of_several_paths()
    {
        var source = Template("{event}: {properties.name}, {missing}{list.0} {not a path}");
        Assert.Equal("Viewed: Shoe, 5 {not a path}", Value(source, """{"event":"Viewed","properties":{"name":"Shoe"},"list":[5]}"""));
    }

    [Theory]
    [InlineData("\"order\"", "PURCHASE", "PURCHASE")]
    [InlineData("\"buy\"", "PURCHASE", "PURCHASE")]
    [InlineData("\"seven\"", "7", "7")]
    [InlineData("true", "TRUE", "TRUE")]
    [InlineData("\"Order\"", Left, null)]
    [InlineData("\"constructor\"", Left, null)]
    [InlineData("\"\"", Left, Left)]
    public void A_choice_is_the_first_that_lists_the_word(string json, string chosen, string? orRejected)
    {
        var message = $$"""{"x":{{json}}}""";
        Assert.Equal(chosen, Value(From("x").Choose(Events), message));
        if (orRejected is null)
        {
            var rejected = Assert.Throws<EventRejectedException>(() => Value(From("x").ChooseOrReject(Events), message));
            Assert.Contains("order, buy, seven, true", rejected.Message, StringComparison.Ordinal);
        }
        else
        {
            Assert.Equal(orRejected, Value(From("x").ChooseOrReject(Events), message));
        }
    }

    [Theory]
    [InlineData("\"YES\"", "yes")]
    [InlineData("true", "true")]
    [InlineData("\"perhaps\"", Left)]
    public void What_is_not_listed_is_left_out(string json, string value) => Assert.Equal(value, Value(From("x").To(Lower).OneOf("yes", "true"), $$"""{"x":{{json}}}"""));

    [Fact]
    public void A_value_can_be_an_array_of_itself()
    {
        Assert.Equal("[0]", Value(From("x").AsArray(), """{"x":0}"""));
        Assert.Equal(Left, Value(From("x").AsArray(), "{}"));
    }

    [Fact]
    public void A_form_can_be_demanded()
    {
        var source = From("x").Matching(Letters());
        Assert.Equal("abc", Value(source, """{"x":"abc"}"""));
        Assert.Equal(Left, Value(source, "{}"));
        Assert.Equal(RejectKind.Instrumentation, Assert.Throws<EventRejectedException>(() => Value(source, """{"x":"abc1"}""")).Kind);
    }

    // It is nine o'clock on 24 November 2026.
    [Theory]
    [InlineData("2026-11-17T09:00:00Z", true)]
    [InlineData("2026-11-17T08:59:59Z", false)]
    [InlineData("2026-11-24T09:15:00Z", true)]
    [InlineData("2026-11-24T09:15:01Z", false)]
    [InlineData("no time", false)]
    public void A_time_must_lie_near_now(string time, bool isTaken)
    {
        var source = From("x").Within(past: TimeSpan.FromDays(7), future: TimeSpan.FromMinutes(15));
        var message = $$"""{"x":"{{time}}"}""";
        if (isTaken)
        {
            Assert.Equal(time, Value(source, message));
        }
        else
        {
            Assert.Equal(RejectKind.Instrumentation, Assert.Throws<EventRejectedException>(() => Value(source, message)).Kind);
        }

        Assert.Equal(Left, Value(source, "{}"));
    }

    [Theory]
    [InlineData("""{"a":2,"b":3}""", "6", "5")]
    [InlineData("""{"a":"2","b":3}""", "6", Left)]
    [InlineData("""{"a":"2x","b":3}""", Left, Left)]
    [InlineData("""{"a":0,"b":3}""", "0", "3")]
    [InlineData("""{"a":2}""", "20", "12")]
    [InlineData("""{"b":3}""", Left, Left)]
    [InlineData("""{"a":true,"b":3}""", Left, Left)]
    [InlineData("""{"a":"","b":3}""", Left, Left)]
    [InlineData("""{"a":[2],"b":3}""", Left, Left)]
    public void Values_are_multiplied_and_added_when_all_are_there(string message, string product, string sum)
    {
        Assert.Equal(product, Value(Multiply(From("a"), From("b").Or(10)), message));
        Assert.Equal(sum, Value(Add(From("a"), From("b").Or(10)), message));
    }

    [Fact]
    public void A_function_gets_what_the_table_is_applied_to_and_the_event()
    {
        var source = Find(static (root, e) => $"{root["n"]} of {e["event"]}", "how many").Then(static (value, e) => $"{value} at {e.Now.Hour}");
        Assert.Equal("3 of Viewed at 9", source.Of(Given.Json("""{"n":3}"""), Given.Event("""{"event":"Viewed"}""")).AsText());
    }

    [Fact]
    public void A_source_is_not_changed_by_what_is_made_of_it()
    {
        var source = From("x");
        _ = source.Required().To(Upper).Or(5);
        Assert.Equal(Left, Value(source, "{}"));
        Assert.Equal("a", Value(source, """{"x":"a"}"""));
    }

    private static string Value(Source source, string message) => source.Of(Given.Json(message), Given.Event(message)).ToString();

    [GeneratedRegex("^[a-z]+$")]
    private static partial Regex Letters();
}
