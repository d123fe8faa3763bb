using Pintle.DestinationKit.Mappings;

namespace Pintle.DestinationKit.Tests.Mappings;

/// <summary>Numbers, times and kinds: the column <c>type</c> of transformer API §11.6.</summary>
public sealed class ConvertersTests
{
    private const string Left = "undefined";

    [Theory]
    [InlineData("\"2022-03-07T10:00:00.123Z\"", "1646647200123", "1646647200", "1646647200000000", "\"2022-03-07T10:00:00.123Z\"")]
    [InlineData("\"2022-03-07\"", "1646611200000", "1646611200", "1646611200000000", "\"2022-03-07T00:00:00.000Z\"")]
    [InlineData("1646647200999", "1646647200999", "1646647200999", "1646647200000000", "\"2022-03-07T10:00:00.999Z\"")]
    [InlineData("\"1646647200123\"", Left, "\"1646647200123\"", Left, Left)]
    [InlineData("\"soon\"", Left, Left, Left, Left)]
    [InlineData("true", Left, Left, Left, Left)]
    public void Dates_become_epochs(string json, string milliseconds, string seconds, string microseconds, string iso)
    {
        Assert.Equal(milliseconds, Converted(Converters.UnixMilliseconds, json));
        Assert.Equal(seconds, Converted(Converters.UnixSeconds, json));
        Assert.Equal(microseconds, Converted(Converters.UnixMicroseconds, json));
        Assert.Equal(iso, Converted(Converters.IsoDate, json));
    }

    [Fact]
    public void Dates_can_have_a_format_of_their_own()
    {
        Assert.Equal("\"07/03/2022\"", Converted(Converters.Date("DD/MM/YYYY"), "\"2022-03-07T23:59:59Z\""));
        Assert.Equal(Left, Converted(Converters.Date("DD/MM/YYYY"), "\"soon\""));
    }

    [Theory]
    [InlineData("\"12.7px\"", Left, "12.7", "12")]
    [InlineData("\"12.7\"", "12.7", "12.7", "12")]
    [InlineData("-3.9", "-3.9", "-3.9", "-3")]
    [InlineData("1e21", "1e+21", "1e+21", "1")]
    [InlineData("\" \"", "0", Left, Left)]
    [InlineData("\"0x10\"", "16", "0", "0")]
    [InlineData("true", "1", Left, Left)]
    [InlineData("null", "0", Left, Left)]
    [InlineData("{}", Left, Left, Left)]
    public void Numbers_are_read_as_a_whole_or_from_the_beginning(string json, string number, string real, string integer)
    {
        Assert.Equal(number, Converted(Converters.ToNumber, json));
        Assert.Equal(real, Converted(Converters.ToFloat, json));
        Assert.Equal(integer, Converted(Converters.ToInt, json));
    }

    [Fact]
    public void A_real_number_can_be_demanded()
    {
        Assert.Equal("12.5", Converted(Converters.FloatOrReject, "\"12.5 EUR\""));
        Assert.Equal(RejectKind.Instrumentation, Assert.Throws<EventRejectedException>(() => Converted(Converters.FloatOrReject, "\"EUR 12.5\"")).Kind);
    }

    [Theory]
    [InlineData("\"$12.344\"", "12.34")]
    [InlineData("\"12.346\"", "12.35")]
    [InlineData("-0.126", "-0.13")]
    [InlineData("0.125", "0.13")]
    [InlineData("7", "7")]
    [InlineData("\"\"", "0")]
    public void Revenue_has_two_decimals(string json, string revenue) => Assert.Equal(revenue, Converted(Converters.Revenue, json));

    [Theory]
    [InlineData("\"$\u00A012,50\"")]
    [InlineData("\"12$\"")]
    [InlineData("\"€12\"")]
    [InlineData("{}")]
    public void Revenue_that_is_no_number_rejects_the_event(string json) =>
        Assert.Equal(400, Assert.Throws<EventRejectedException>(() => Converted(Converters.Revenue, json)).StatusCode);

    [Theory]
    [InlineData("\"Europe/Paris\"", "3600")]
    [InlineData("\"America/New_York\"", "-18000")]
    [InlineData("\"Asia/Kolkata\"", "19800")]
    [InlineData("\"UTC\"", "0")]
    [InlineData("\"Atlantis/Capital\"", Left)]
    [InlineData("\"../etc/passwd\"", Left)]
    [InlineData("\"\"", Left)]
    [InlineData("5", Left)]
    public void A_time_zone_becomes_its_offset_now(string json, string seconds) => Assert.Equal(seconds, Converted(Converters.OffsetInSeconds, json));

    [Theory]
    [InlineData("false", "true", Left)]
    [InlineData("true", "true", Left)]
    [InlineData("\"true\"", "false", Left)]
    [InlineData("[1]", "false", "[1]")]
    [InlineData("[]", "false", "[]")]
    [InlineData("{\"0\":1}", "false", Left)]
    public void Kinds_are_told_apart(string json, string isBoolean, string array)
    {
        Assert.Equal(isBoolean, Converted(Converters.IsBoolean, json));
        Assert.Equal(array, Converted(Converters.OnlyArray, json));
    }

    [Theory]
    [InlineData("1.0", "\"1\"")]
    [InlineData("true", "\"true\"")]
    [InlineData("{ \"a\": 1 }", "\"{\\\"a\\\":1}\"")]
    [InlineData("\"a\"", "\"a\"")]
    public void Anything_has_a_text(string json, string text) => Assert.Equal(text, Converted(Converters.Text, json));

    private static string Converted(Converter convert, string json) =>
        convert(Given.Json(json), Given.Event()) is { IsUndefined: false } made ? made.ToJson() : Left;
}
