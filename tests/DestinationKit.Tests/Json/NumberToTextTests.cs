using System.Globalization;
using Pintle.DestinationKit.Json;

namespace Pintle.DestinationKit.Tests.Json;

/// <summary><c>String(x)</c> of numbers: https://tc39.es/ecma262/#sec-numeric-types-number-tostring.</summary>
public sealed class NumberToTextTests
{
    [Theory]
    [InlineData(0, "0")]
    [InlineData(0.1 + 0.2, "0.30000000000000004")]
    [InlineData(100, "100")]
    [InlineData(-1.5, "-1.5")]
    [InlineData(1e20, "100000000000000000000")]
    [InlineData(123456789012345680000d, "123456789012345680000")]
    [InlineData(999999999999999900000d, "999999999999999900000")]
    [InlineData(1e21, "1e+21")]
    [InlineData(-1.5e300, "-1.5e+300")]
    [InlineData(1e-6, "0.000001")]
    [InlineData(1.2345678901234567e-6, "0.0000012345678901234567")]
    [InlineData(1e-7, "1e-7")]
    [InlineData(-1.25e-9, "-1.25e-9")]
    [InlineData(5e-324, "5e-324")]
    [InlineData(double.MaxValue, "1.7976931348623157e+308")]
    [InlineData(9007199254740993, "9007199254740992")]
    [InlineData(4.35, "4.35")]
    [InlineData(double.NaN, "NaN")]
    [InlineData(double.PositiveInfinity, "Infinity")]
    [InlineData(double.NegativeInfinity, "-Infinity")]
    public void A_number_is_written_as_javascript_does(double number, string text) => Assert.Equal(text, ((JsValue)number).ToString());

    [Fact]
    public void Zero_has_no_sign() => Assert.Equal("0", ((JsValue)(-0.0)).ToString());

    [Theory]
    [InlineData("1.0", "1")]
    [InlineData("-0", "0")]
    [InlineData("1E3", "1000")]
    [InlineData("1e400", "Infinity")]
    [InlineData("0.10", "0.1")]
    [InlineData("12345678901234567890", "12345678901234567000")]
    public void A_number_of_an_event_is_written_by_its_value_and_not_by_its_digits(string json, string text) => Assert.Equal(text, Given.Json(json).ToString());

    [Fact]
    public void Digits_can_be_asked_for() => Assert.Equal("12345678901234567890", Given.Json("12345678901234567890").ToDigits());

    [Fact]
    public void Any_number_has_the_fewest_digits_that_read_back_the_same_in_the_form_of_the_standard()
    {
        var random = new Random(Given.Seed);
        for (var i = 0; i < 1_000; i++)
        {
            var number = i % 2 == 0 ? BitConverter.Int64BitsToDouble(random.NextInt64(long.MinValue, long.MaxValue)) : random.Next(-100_000, 100_000) / 100.0 * Math.Pow(10, random.Next(-12, 24));
            if (!double.IsFinite(number) || number == 0)
            {
                continue;
            }

            var text = ((JsValue)number).ToString();
            Assert.True(text == Expected(number), $"seed {Given.Seed}: {number:R} became {text} and not {Expected(number)}");
            Assert.Equal(number, ((JsValue)text).ToNumber());
        }
    }

    // Number::toString, steps 5 to 11.
    private static string Expected(double number)
    {
        if (number < 0)
        {
            return $"-{Expected(-number)}";
        }

        var k = 1;
        while (double.Parse(Rounded(number, k), CultureInfo.InvariantCulture) != number)
        {
            k++;
        }

        var rounded = Rounded(number, k);
        var e = rounded.IndexOf('E', StringComparison.Ordinal);
        var s = rounded[..e].Replace(".", "", StringComparison.Ordinal);
        var n = int.Parse(rounded[(e + 1)..], CultureInfo.InvariantCulture) + 1;
        var exponent = string.Create(CultureInfo.InvariantCulture, $"e{(n > 0 ? "+" : "-")}{Math.Abs(n - 1)}");
        return k <= n && n <= 21 ? s + new string('0', n - k)
            : n is > 0 and <= 21 ? $"{s[..n]}.{s[n..]}"
            : n is > -6 and <= 0 ? $"0.{new string('0', -n)}{s}"
            : k == 1 ? s + exponent
            : $"{s[0]}.{s[1..]}{exponent}";
    }

    private static string Rounded(double number, int digits) =>
        number.ToString(string.Create(CultureInfo.InvariantCulture, $"E{digits - 1}"), CultureInfo.InvariantCulture);
}
