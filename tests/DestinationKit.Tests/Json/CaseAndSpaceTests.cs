using Pintle.DestinationKit.Json;

namespace Pintle.DestinationKit.Tests.Json;

/// <summary><c>toLowerCase</c>, <c>toUpperCase</c>, <c>trim</c>: https://tc39.es/ecma262/#sec-string.prototype.tolowercase.</summary>
public sealed class CaseAndSpaceTests
{
    [Theory]
    [InlineData("Straße ÉCOLE", "straße école")]
    [InlineData("İSTANBUL", "i\u0307stanbul")]
    [InlineData("ΓΙΩΡΓΟΣ", "γιωργος")]
    [InlineData("ΟΔΟΣ ΣΟΦΟΣ", "οδος σοφος")]
    [InlineData("Σ", "σ")]
    [InlineData("ΑΣ.", "ας.")]
    [InlineData("Α.Σ", "α.ς")]
    [InlineData("ΑΣ'Α", "ασ'α")]
    [InlineData("ΑΣ\u0301Α", "ασ\u0301α")]
    [InlineData("ΑΣ-Α", "ας-α")]
    [InlineData("1Σ", "1σ")]
    [InlineData("𐐀Σ", "𐐨ς")]
    [InlineData("ΑΣ𐐀", "ασ𐐨")]
    [InlineData("ẞ", "ß")]
    [InlineData("\uD800Σ\uDC00", "\uD800σ\uDC00")]
    public void Lower_case_is_unicodes(string text, string lower) => Assert.Equal(lower, JsCase.Lower(text));

    [Theory]
    [InlineData("Straße", "STRASSE")]
    [InlineData("ﬁn", "FIN")]
    [InlineData("ﬃ", "FFI")]
    [InlineData("ıi", "II")]
    [InlineData("ſ", "S")]
    [InlineData("ŉ", "\u02BCN")]
    [InlineData("ΐ", "\u0399\u0308\u0301")]
    [InlineData("ᾀᾈᾐᾘᾠᾨᾯ", "ἈΙἈΙἨΙἨΙὨΙὨΙὯΙ")]
    [InlineData("ᾳῷ", "ΑΙΩ͂Ι")]
    [InlineData("և", "ԵՒ")]
    [InlineData("ÿµ", "ŸΜ")]
    [InlineData("𐐨", "𐐀")]
    public void Upper_case_is_unicodes(string text, string upper) => Assert.Equal(upper.Normalize(), JsCase.Upper(text).Normalize());

    [Fact]
    public void Space_is_what_the_standard_says()
    {
        const string spaces = "\t\n\v\f\r \u00A0\u1680\u2000\u200A\u2028\u2029\u202F\u205F\u3000\uFEFF";
        Assert.Equal("a b", JsSpace.Trim($"{spaces}a b{spaces}"));
        Assert.Equal("", JsSpace.Trim(spaces));
        Assert.Equal("\u0085\u200B\u180E", JsSpace.Trim("\u0085\u200B\u180E"));
    }
}
