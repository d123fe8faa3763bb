using Pintle.DestinationKit.Json;
using Pintle.DestinationKit.Mappings;
using static Pintle.DestinationKit.Mappings.Sources;
using static Pintle.DestinationKit.Mappings.TextConverters;

namespace Pintle.DestinationKit.Tests.Mappings;

/// <summary>Tables of where a vendor's fields come from: transformer API §11.6.</summary>
public sealed class MappingTests
{
    [Theory]
    [InlineData("true", "true")]
    [InlineData("false", "false")]
    [InlineData("0", "0")]
    [InlineData("\"a\"", "\"a\"")]
    [InlineData("{}", "{}")]
    [InlineData("[]", "[]")]
    [InlineData("null", null)]
    [InlineData("\"\"", null)]
    public void A_field_is_written_when_its_value_is_truthy_zero_or_false(string json, string? written) =>
        Assert.Equal(written is null ? "{}" : $$"""{"to":{{written}}}""", Mapped(new Mapping { { "to", "from" } }, $$"""{"from":{{json}}}"""));

    [Fact]
    public void The_first_path_that_has_something_wins() =>
        Assert.Equal("""{"to":0}""", Mapped(new Mapping { { "to", From("missing", "blank", "nothing", "zero", "one") } }, """{"one":1,"zero":0,"blank":"","nothing":null}"""));

    [Fact]
    public void A_target_is_a_path_or_the_root()
    {
        var mapping = new Mapping { { "a.b", "x" }, { "a.c.d", "x" }, { "", From("all") }, { "e", "x" } };
        Assert.Equal("""{"a":{"b":1,"c":{"d":1}},"f":2,"e":1}""", Mapped(mapping, """{"x":1,"all":{"f":2,"a":"hidden"}}"""));
    }

    [Theory]
    [InlineData("{}")]
    [InlineData("{\"from\":null}")]
    [InlineData("{\"from\":\"\"}")]
    [InlineData("{\"from\":{\"deeper\":1}}", "from.other")]
    public void A_required_value_that_is_missing_rejects_the_event(string message, string path = "from")
    {
        var mapping = new Mapping { { "to", From(path).Required() } };
        var missing = Assert.Throws<EventRejectedException>(() => Mapped(mapping, message));
        Assert.Equal((RejectKind.Instrumentation, 400, $"Missing required value from \"{path}\""), (missing.Kind, missing.StatusCode, missing.Message));
    }

    [Fact]
    public void Required_paths_are_all_named_and_zero_is_not_missing()
    {
        var source = From("a", "b.c").Required();
        Assert.Equal("""Missing required value from ["a","b.c"]""", Assert.Throws<EventRejectedException>(() => Mapped(new Mapping { { "to", source } }, "{}")).Message);
        Assert.Equal("""{"to":0}""", Mapped(new Mapping { { "to", source } }, """{"b":{"c":0}}"""));
    }

    [Fact]
    public void A_required_value_may_be_the_default_or_of_another_source()
    {
        Assert.Equal("""{"to":7}""", Mapped(new Mapping { { "to", From("a").Or(7).Required() } }, "{}"));
        Assert.Equal("""{"to":7}""", Mapped(new Mapping { { "to", From("a").Or(From("b")).Required() } }, """{"b":7}"""));
        Assert.Throws<EventRejectedException>(() => Mapped(new Mapping { { "to", From("a").Or(From("b")).Required() } }, "{}"));
    }

    [Fact]
    public void Rows_above_win_over_an_object_that_is_spread_and_rows_below_over_it()
    {
        var mapping = new Mapping { { "p.name", Constant("above") }, { "p", From("properties").Except("secret").Spread() }, { "p.plan", Constant("below") } };
        const string message = """{"properties":{"name":"n","plan":"p","secret":"s","other":1,"blank":""}}""";
        Assert.Equal("""{"p":{"name":"above","plan":"below","other":1,"blank":""}}""", Mapped(mapping, message));
    }

    [Fact]
    public void Steps_before_and_after_a_spread_are_all_taken()
    {
        var mapping = new Mapping { { "", From("properties").Except("a").Spread().Except("b") } };
        Assert.Equal("""{"c":3}""", Mapped(mapping, """{"properties":{"a":1,"b":2,"c":3}}"""));
    }

    [Fact]
    public void Leaving_members_out_leaves_the_event_alone()
    {
        var e = Given.Event("""{"properties":{"a":1,"b":2}}""");
        Assert.Equal("""{"to":{"b":2}}""", ((JsValue)new Mapping { { "to", From("properties").Except("a", "x") } }.Map(e)).ToJson());
        Assert.Equal("""{"a":1,"b":2}""", e["properties"].ToJson());
    }

    [Fact]
    public void Only_objects_are_spread_and_shortened() =>
        Assert.Equal("""{"kept":"text"}""", Mapped(new Mapping { { "to", From("x").Spread() }, { "kept", From("x").Except("length") } }, """{"x":"text"}"""));

    [Fact]
    public void A_table_is_taken_into_another_and_changed_without_harm_to_the_first()
    {
        var inner = new Mapping { { "a", "x" }, { "b", "x" } };
        var outer = new Mapping { { "first", "x" }, inner };
        var changed = inner.With("a", Constant("changed")).With("c", Constant("added"));
        Assert.Equal<string>(["first", "a", "b"], outer);
        Assert.Equal("""{"a":1,"b":1}""", Mapped(inner, """{"x":1}"""));
        Assert.Equal("""{"a":"changed","b":1,"c":"added"}""", Mapped(changed, """{"x":1}"""));
    }

    [Fact]
    public void A_table_makes_something_of_each_item_or_of_a_single_object()
    {
        var mapping = new Mapping { { "items", From("products").Each(new Mapping { { "id", From("sku").Required() }, { "name", From("name").To(Upper) } }) } };
        Assert.Equal("""{"items":[{"id":1,"name":"A"},{"id":2}]}""", Mapped(mapping, """{"products":[{"sku":1,"name":"a"},{"sku":2}]}"""));
        Assert.Equal("""{"items":[{"id":1}]}""", Mapped(mapping, """{"products":{"sku":1}}"""));
        Assert.Equal("{}", Mapped(mapping, """{"products":"none"}"""));
        Assert.Throws<EventRejectedException>(() => Mapped(mapping, """{"products":[{"name":"a"}]}"""));
    }

    [Fact]
    public void What_is_made_is_added_to_what_is_there()
    {
        var made = new JsObject { ["a"] = "old", ["b"] = "old" };
        new Mapping { { "a", "x" }, { "c.d", "x" } }.MapInto(made, Given.Json("""{"x":1}"""), Given.Event());
        Assert.Equal("""{"a":1,"b":"old","c":{"d":1}}""", ((JsValue)made).ToJson());
    }

    private static string Mapped(Mapping mapping, string message) => ((JsValue)mapping.Map(Given.Event(message))).ToJson();
}
