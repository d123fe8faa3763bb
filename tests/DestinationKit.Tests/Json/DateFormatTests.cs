using Pintle.DestinationKit.Json;

namespace Pintle.DestinationKit.Tests.Json;

/// <summary>https://momentjs.com/docs/#/displaying/format/</summary>
public sealed class DateFormatTests
{
    [Theory]
    [InlineData("YYYY-MM-DD HH:mm:ss", "2022-03-07 15:04:09")]
    [InlineData("YYYYMMDD", "20220307")]
    [InlineData("D/M/YY H:m:s", "7/3/22 15:4:9")]
    [InlineData("hh:mm A", "03:04 PM")]
    [InlineData("h:mm a", "3:04 pm")]
    [InlineData("dddd, MMMM D", "Monday, March 7")]
    [InlineData("ddd MMM DD", "Mon Mar 07")]
    [InlineData("SSS SS S", "098 09 0")]
    [InlineData("YYYY-MM-DDTHH:mm:ss.SSSZ", "2022-03-07T15:04:09.098+00:00")]
    [InlineData("ZZ", "+0000")]
    [InlineData("X", "1646665449")]
    [InlineData("x", "1646665449098")]
    [InlineData("[on] MM [at] HH", "on 03 at 15")]
    public void A_date_is_written_by_tokens(string tokens, string text) =>
        Assert.Equal(text, JsDate.Format(new DateTimeOffset(2022, 3, 7, 16, 4, 9, 98, TimeSpan.FromHours(1)), tokens));

    [Fact]
    public void An_iso_date_is_in_utc_with_milliseconds() =>
        Assert.Equal("2022-03-07T15:04:09.098Z", JsDate.Iso(new DateTimeOffset(2022, 3, 7, 16, 4, 9, 98, TimeSpan.FromHours(1)).AddTicks(9_999)));
}
