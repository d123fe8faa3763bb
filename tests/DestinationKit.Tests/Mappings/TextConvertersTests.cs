using Pintle.DestinationKit.Mappings;

namespace Pintle.DestinationKit.Tests.Mappings;

/// <summary>Texts and structure: the column <c>type</c> of transformer API §11.6.</summary>
public sealed class TextConvertersTests
{
    private const string Left = "undefined";

    [Theory]
    [InlineData("\"ÀÉ ΣΟΦΟΣ\"", "\"àé σοφος\"", "\"ÀÉ ΣΟΦΟΣ\"")]
    [InlineData("\"Straße\"", "\"straße\"", "\"STRASSE\"")]
    [InlineData("1e21", "\"1e+21\"", "\"1E+21\"")]
    [InlineData("true", "\"true\"", "\"TRUE\"")]
    public void Case_is_changed_on_the_form_as_text(string json, string lower, string upper)
    {
        Assert.Equal(lower, Converted(TextConverters.Lower, json));
        Assert.Equal(upper, Converted(TextConverters.Upper, json));
    }

    [Theory]
    [InlineData("\"\\ufeff a-b c \\u00a0\"", "\"a-b c\"", "\"\\ufeffabc\\u00a0\"")]
    [InlineData("5", "5", "5")]
    [InlineData("[\" a \"]", "[\" a \"]", "[\" a \"]")]
    public void Only_texts_are_trimmed_and_cleared(string json, string trimmed, string cleared)
    {
        Assert.Equal(trimmed, Converted(TextConverters.Trim, json));
        Assert.Equal(Given.Json(cleared).ToJson(), Converted(TextConverters.RemoveSpacesAndDashes, json));
    }

    // printf '%s' … | sha256sum
    [Theory]
    [InlineData("\"f\"", "252f10c83610ebca1a059c0bae8255eba2f95be4d1d7bcfa89d7248a82d9f111")]
    [InlineData("\"\"", "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855")]
    [InlineData("\"é😀\"", "1184d1f608158eea09d297565575892231550c403aaa913008d867a97cfd5c76")]
    [InlineData("12.50", "b902cc4550838229a710bfec4c38cbc7eb11082367a409df9135e7f007a96bda")]
    public void A_hash_is_of_the_text_in_utf8(string json, string hash) => Assert.Equal($"\"{hash}\"", Converted(TextConverters.Sha256, json));

    [Fact]
    public void A_long_text_is_hashed_like_a_short_one() =>
        Assert.Equal("41edece42d63e8d9bf515a9ba6932e1c20cbc9f5a5d134645adb5db1b9737ea3", TextConverters.HashOf(new string('a', 1_000)));

    [Theory]
    [InlineData("""{"integrations":{"Acme Ads":{"hashed":true}}}""", "\"me\"")]
    [InlineData("""{"integrations":{"acme":{"hashed":"yes"}}}""", "\"me\"")]
    [InlineData("""{"integrations":{"acme":{"hashed":false}}}""", null)]
    [InlineData("""{"integrations":{"acme":true}}""", null)]
    [InlineData("""{"integrations":{"other":{"hashed":true}}}""", null)]
    [InlineData("{}", null)]
    public void What_the_event_says_is_hashed_already_stays(string message, string? stays) =>
        Assert.Equal(stays ?? $"\"{TextConverters.HashOf("me")}\"", TextConverters.Sha256Unless("Acme Ads", "acme")("me", Given.Event(message)).ToJson());

    [Theory]
    [InlineData("\"F\"", "f")]
    [InlineData("\"female\"", "f")]
    [InlineData("\"Woman\"", "f")]
    [InlineData("\"m\"", "m")]
    [InlineData("\"MALE\"", "m")]
    [InlineData("\"man\"", "m")]
    [InlineData("\"x\"", null)]
    [InlineData("true", null)]
    public void Facebooks_gender_is_the_hash_of_a_letter(string json, string? letter) =>
        Assert.Equal(letter is null ? Left : $"\"{TextConverters.HashOf(letter)}\"", Converted(TextConverters.FacebookGender, json));

    [Theory]
    [InlineData("https://www.shop.example/a?b", "www.shop.example/a?b", "shop.example")]
    [InlineData("http://Shop.Example:8080", "Shop.Example:8080", "shop.example")]
    [InlineData("https://user:word@www.münchen.example/", "user:word@www.münchen.example/", "xn--mnchen-3ya.example")]
    [InlineData("http://[::1]:80/", "[::1]:80/", "[::1]")]
    [InlineData("https://sub.www.example", "sub.www.example", "sub.www.example")]
    public void An_address_becomes_a_domain(string url, string withoutScheme, string host)
    {
        Assert.Equal(withoutScheme, TextConverters.WithoutScheme(url, Given.Event()).AsText());
        Assert.Equal(host, TextConverters.HostName(url, Given.Event()).AsText());
    }

    [Theory]
    [InlineData("shop.example")]
    [InlineData("/path")]
    [InlineData("//shop.example/path")]
    [InlineData("\\\\server\\share")]
    [InlineData("https://two words")]
    [InlineData("http://")]
    [InlineData("")]
    public void What_is_no_address_rejects_the_event(string text) =>
        Assert.Equal(RejectKind.Instrumentation, Assert.Throws<EventRejectedException>(() => TextConverters.HostName(text, Given.Event())).Kind);

    [Theory]
    [InlineData("\"a b!'()*~-_.é/?:@&=+$,#😀\"", "\"a%20b!'()*~-_.%C3%A9%2F%3F%3A%40%26%3D%2B%24%2C%23%F0%9F%98%80\"")]
    [InlineData("1.0", "\"1\"")]
    public void A_component_of_an_address_is_encoded(string json, string encoded) => Assert.Equal(encoded, Converted(TextConverters.EncodeUriComponent, json));

    [Theory]
    [InlineData("\"1990-05-20\"", "\"05/20\"")]
    [InlineData("\"1990-05-20T00:00:00Z\"", Left)]
    [InlineData("\"05/20/1990\"", Left)]
    [InlineData("\"a-b-c\"", Left)]
    [InlineData("1990", Left)]
    public void A_birthday_becomes_month_and_day(string json, string day) => Assert.Equal(day, Converted(TextConverters.MonthAndDay, json));

    [Fact]
    public void Structure_becomes_one_level_or_text()
    {
        const string json = """{"a":{"b":[1,"x"]}}""";
        Assert.Equal("""{"a.b[0]":1,"a.b[1]":"x"}""", Converted(TextConverters.Flat, json));
        Assert.Equal(json, TextConverters.Json(Given.Json(json), Given.Event()).AsText());
        Assert.Equal("\"a\"", TextConverters.Json("a", Given.Event()).AsText());
        Assert.Equal("""{"a.b[0]":1,"a.b[1]":"x"}""", TextConverters.FlatText(Given.Json(json), Given.Event()).AsText());
        Assert.Equal(json, TextConverters.JsonUnlessText(Given.Json(json), Given.Event()).AsText());
        Assert.Equal("a", TextConverters.JsonUnlessText("a", Given.Event()).AsText());
        Assert.Equal("5", TextConverters.JsonUnlessText(5, Given.Event()).AsText());
    }

    private static string Converted(Converter convert, string json) =>
        convert(Given.Json(json), Given.Event()) is { IsUndefined: false } made ? made.ToJson() : Left;
}
