using Pintle.DestinationKit.Json;

namespace Pintle.DestinationKit.Tests.Json;

/// <summary><c>new Date(x)</c> of numbers and of the standard's format: https://tc39.es/ecma262/#sec-date-time-string-format.</summary>
public sealed class IsoDateTests
{
    [Theory]
    [InlineData("2022", "2022-01-01T00:00:00.000Z")]
    [InlineData("2022-03", "2022-03-01T00:00:00.000Z")]
    [InlineData("2022-03-07", "2022-03-07T00:00:00.000Z")]
    [InlineData("2022-03-07T10:00", "2022-03-07T10:00:00.000Z")]
    [InlineData("2022-03-07T10:00Z", "2022-03-07T10:00:00.000Z")]
    [InlineData("2022-03-07t10:00z", "2022-03-07T10:00:00.000Z")]
    [InlineData("2022-03T10:00", "2022-03-01T10:00:00.000Z")]
    [InlineData("2022-03-07T10:00:59.1Z", "2022-03-07T10:00:59.100Z")]
    [InlineData("2022-03-07T10:00:00.123456789Z", "2022-03-07T10:00:00.123Z")]
    [InlineData("2022-03-07T10:00:00.9999999Z", "2022-03-07T10:00:00.999Z")]
    [InlineData("2022-03-07T10:00+02:00", "2022-03-07T08:00:00.000Z")]
    [InlineData("2022-03-07T10:00-03:30", "2022-03-07T13:30:00.000Z")]
    [InlineData("2022-03-07T10:00+0200", "2022-03-07T08:00:00.000Z")]
    [InlineData("2022-03-07T24:00Z", "2022-03-08T00:00:00.000Z")]
    [InlineData("2022-02-31", "2022-03-03T00:00:00.000Z")]
    [InlineData("2024-02-29", "2024-02-29T00:00:00.000Z")]
    [InlineData("+002022-03-07T10:00Z", "2022-03-07T10:00:00.000Z")]
    [InlineData("0022-03-07", "0022-03-07T00:00:00.000Z")]
    [InlineData("9999-12-31T23:59:59.999Z", "9999-12-31T23:59:59.999Z")]
    [InlineData(" 2022-03-07 ", "2022-03-07T00:00:00.000Z")]
    public void A_date_of_the_standard_is_read(string text, string iso) => Assert.Equal(iso, Iso(text));

    [Theory]
    [InlineData("")]
    [InlineData(" ")]
    [InlineData("2022-13-01")]
    [InlineData("2022-00-10")]
    [InlineData("2022-03-32")]
    [InlineData("2022-03-07T10")]
    [InlineData("2022-03-07T25:00Z")]
    [InlineData("2022-03-07T24:00:01Z")]
    [InlineData("2022-03-07T24:01Z")]
    [InlineData("2022-03-07T10:60Z")]
    [InlineData("2022-03-07T10:00:60Z")]
    [InlineData("2022-03-07T10:00:00,5Z")]
    [InlineData("2022-03-07T10:00:00.Z")]
    [InlineData("2022-03-07T10:00+02")]
    [InlineData("2022-03-07T10:00-24:00")]
    [InlineData("2022-03-07T10:00+01:60")]
    [InlineData("2022-03-07T10:00 Z")]
    [InlineData("2022-03-07T10:00Zulu")]
    [InlineData("2022-03-07T10:00 and more")]
    [InlineData("2022-W10-1")]
    [InlineData("20220307T100000Z")]
    [InlineData("-000000-01-01")]
    [InlineData("２０２２")]
    public void What_breaks_the_standard_is_no_date(string text) => Assert.Null(JsDate.Parse(text));

    [Theory]
    [InlineData("0000-01-01")]
    [InlineData("-000001-01-01")]
    [InlineData("+012022-03-07")]
    [InlineData("9999-12-31T24:00Z")]
    [InlineData("0001-01-01T00:00+01:00")]
    public void Years_that_dotnet_lacks_are_no_dates(string text) => Assert.Null(JsDate.Parse(text));

    [Theory]
    [InlineData("0", 0)]
    [InlineData("-1", -1)]
    [InlineData("1646647200123.9", 1646647200123)]
    [InlineData("-1.9", -1)]
    [InlineData("253402300799999", 253402300799999)]
    [InlineData("-62135596800000", -62135596800000)]
    public void A_number_is_epoch_milliseconds(string json, long milliseconds) => Assert.Equal(milliseconds, JsDate.Parse(Given.Json(json))?.ToUnixTimeMilliseconds());

    [Theory]
    [InlineData("8.64e15")]
    [InlineData("8.64000001e15")]
    [InlineData("1e400")]
    [InlineData("253402300800000")]
    [InlineData("-62135596800001")]
    [InlineData("true")]
    [InlineData("null")]
    [InlineData("{}")]
    [InlineData("[\"2022\"]")]
    [InlineData("\"1646647200123\"")]
    [InlineData("\"1646647200\"")]
    public void Other_values_are_no_dates(string json)
    {
        Assert.Null(JsDate.Parse(Given.Json(json)));
        Assert.True(double.IsNaN(JsDate.Milliseconds(Given.Json(json))));
        Assert.True(double.IsNaN(JsDate.Seconds(Given.Json(json))));
    }

    [Theory]
    [InlineData("1969-12-31T23:59:59.001Z", -999, -1)]
    [InlineData("1970-01-01T00:00:01.999Z", 1999, 1)]
    public void Seconds_are_rounded_down(string text, double milliseconds, double seconds)
    {
        Assert.Equal(milliseconds, JsDate.Milliseconds(text));
        Assert.Equal(seconds, JsDate.Seconds(text));
    }

    private static string? Iso(string text) => JsDate.Parse(text) is { } date ? JsDate.Iso(date) : null;
}
