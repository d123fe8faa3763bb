using Pintle.DestinationKit.Json;

namespace Pintle.DestinationKit.Tests.Json;

/// <summary>Dates that the standard leaves to whoever implements it: as Node.js reads them in UTC.</summary>
public sealed class FreeDateTests
{
    [Theory]
    [InlineData("2022-3-7", "2022-03-07T00:00:00.000Z")]
    [InlineData("2022/03/07", "2022-03-07T00:00:00.000Z")]
    [InlineData("2022.03.07", "2022-03-07T00:00:00.000Z")]
    [InlineData("2022 03 07", "2022-03-07T00:00:00.000Z")]
    [InlineData("3/7/2022", "2022-03-07T00:00:00.000Z")]
    [InlineData("03-07-2022", "2022-03-07T00:00:00.000Z")]
    [InlineData("3/7/22", "2022-03-07T00:00:00.000Z")]
    [InlineData("1/1/49", "2049-01-01T00:00:00.000Z")]
    [InlineData("1/1/50", "1950-01-01T00:00:00.000Z")]
    [InlineData("3/7", "2001-03-07T00:00:00.000Z")]
    [InlineData("7", "2001-07-01T00:00:00.000Z")]
    [InlineData("32", "2032-01-01T00:00:00.000Z")]
    [InlineData("Mar 7 2022", "2022-03-07T00:00:00.000Z")]
    [InlineData("7 March 2022", "2022-03-07T00:00:00.000Z")]
    [InlineData("07-Mar-2022", "2022-03-07T00:00:00.000Z")]
    [InlineData("2022-Mar-07", "2022-03-07T00:00:00.000Z")]
    [InlineData("March 7, 2022 10:00 PM", "2022-03-07T22:00:00.000Z")]
    [InlineData("Marchxyz 7 2022", "2022-03-07T00:00:00.000Z")]
    [InlineData("Foo 3/7/2022", "2022-03-07T00:00:00.000Z")]
    [InlineData("Mon, 07 Mar 2022 10:00:00 GMT", "2022-03-07T10:00:00.000Z")]
    [InlineData("Mon, 07 Mar 2022 10:00:00 -0500 (EST)", "2022-03-07T15:00:00.000Z")]
    [InlineData("Mon Mar 07 2022 10:00:00 GMT+0200 (Central European Summer Time)", "2022-03-07T08:00:00.000Z")]
    [InlineData("2022-03-07 10:00", "2022-03-07T10:00:00.000Z")]
    [InlineData("2022-03-07 10:00:00.5", "2022-03-07T10:00:00.500Z")]
    [InlineData("2022-03-07 10:00:00 UTC", "2022-03-07T10:00:00.000Z")]
    [InlineData("2022-03-07 10:00:00+02", "2022-03-07T08:00:00.000Z")]
    [InlineData("2022-03-07 10:00:00 +0230", "2022-03-07T07:30:00.000Z")]
    [InlineData("2022-03-07 10:00:00 +2:30", "2022-03-07T07:30:00.000Z")]
    [InlineData("2022-03-07 10:00 PDT", "2022-03-07T17:00:00.000Z")]
    [InlineData("2022-03-07 Z", "2022-03-07T00:00:00.000Z")]
    [InlineData("2022-03-07 12:30 am", "2022-03-07T00:30:00.000Z")]
    [InlineData("2022-03-07 12:30 pm", "2022-03-07T12:30:00.000Z")]
    [InlineData("2022-03-07 0:30 pm", "2022-03-07T12:30:00.000Z")]
    [InlineData("2022-03-07 10::", "2022-03-07T10:00:00.000Z")]
    [InlineData("2022-03-07 24:00", "2022-03-08T00:00:00.000Z")]
    [InlineData("10:00 3/7/2022", "2022-03-07T10:00:00.000Z")]
    [InlineData("Feb 30 2022", "2022-03-02T00:00:00.000Z")]
    [InlineData("(note) 3/7/2022", "2022-03-07T00:00:00.000Z")]
    [InlineData("3/7/2022 (unclosed", "2022-03-07T00:00:00.000Z")]
    [InlineData("2022 UTC+5", "2021-12-31T19:00:00.000Z")]
    [InlineData("1.5", "2001-01-05T00:00:00.000Z")]
    [InlineData("2022:", "2022-01-01T00:00:00.000Z")]
    public void A_date_as_people_write_it_is_read(string text, string iso) => Assert.Equal(iso, JsDate.Iso(Assert.NotNull(JsDate.Parse(text))));

    [Theory]
    [InlineData("13/7/2022")]
    [InlineData("07.03.2022x")]
    [InlineData("31/12/2022")]
    [InlineData("1665582808")]
    [InlineData("20220307")]
    [InlineData("12:30")]
    [InlineData("10:00")]
    [InlineData("today")]
    [InlineData("now")]
    [InlineData("invalid")]
    [InlineData("true")]
    [InlineData("7 Foo 2022")]
    [InlineData("Feb 32 2022")]
    [InlineData("2022-03-07 13:00 pm")]
    [InlineData("2022-03-07 24:01")]
    [InlineData("2022-03-07 10:60")]
    [InlineData("2022-03-07 1:2:3:4:5")]
    [InlineData("2022-03-07 1/2")]
    [InlineData("3/7/2022 )")]
    [InlineData("3/7/2022 -5")]
    [InlineData("2022 UTC-12345")]
    [InlineData("Jan")]
    [InlineData("2022_03")]
    [InlineData("Foo7 2022")]
    [InlineData("10:00 pm")]
    public void What_node_does_not_take_for_a_date_is_none(string text) => Assert.Null(JsDate.Parse(text));

    [Fact]
    public void Years_that_dotnet_lacks_are_no_dates() => Assert.Null(JsDate.Parse("12/31/9999 24:00"));

    [Fact]
    public void No_text_is_too_odd()
    {
        string[] parts =
            ["2022", "1", "99", "000", "123456789012", "-", "/", ".", ",", " ", ":", "::", "+", "Z", "T", "UTC", "pm", "Mar", "Mon", "10:00", "24:00", ".5", "+0200", "(", ")", "é", "\uFEFF", "\0"];
        var random = new Random(Given.Seed);
        for (var i = 0; i < 20_000; i++)
        {
            var text = string.Concat(Enumerable.Range(0, random.Next(9)).Select(_ => parts[random.Next(parts.Length)]));
            var date = JsDate.Parse(text);
            Assert.True(date is null || JsDate.Parse(JsDate.Iso(date.Value)) == date, $"seed {Given.Seed}: {text} became {date}");
        }
    }
}
