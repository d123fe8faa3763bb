namespace Pintle.UserCode.Tests.Language;

public sealed class Base64Tests(ScriptEngine script) : IClassFixture<ScriptEngine>
{
    private const string Wrong = "InvalidCharacterError: the text is not base64";

    [Theory]
    [InlineData("''", "")]
    [InlineData("'a'", "YQ==")]
    [InlineData("'ab'", "YWI=")]
    [InlineData("'abc'", "YWJj")]
    [InlineData("'\\u00ff\\u00fe\\u00fd'", "//79")]
    [InlineData("'\\0'", "AA==")]
    [InlineData("null", "bnVsbA==")]
    public void Encodes_and_decodes(string text, string base64)
    {
        Assert.Equal($"\"{base64}\"", script.Json($"btoa({text})"));
        Assert.Equal("true", script.Json($"atob('{base64}') === `${{{text}}}`"));
    }

    [Fact]
    public void Knows_every_byte()
    {
        var expected = Convert.ToBase64String([.. Enumerable.Range(0, 256).Select(n => (byte)n)]);
        Assert.Equal($"\"{expected}\"", script.Json("btoa(Array.from({ length: 256 }, (_, n) => String.fromCharCode(n)).join(''))"));
        Assert.Equal("256", script.Json($"Array.from(atob('{expected}')).filter((c, n) => c.charCodeAt(0) === n).length"));
    }

    [Theory]
    [InlineData("YQ", "\"a\"")]
    [InlineData("YWI", "\"ab\"")]
    [InlineData(" Y Q\\n=\\t=\\f\\r", "\"a\"")]
    [InlineData("YR==", "\"a\"")]
    [InlineData("Y", Wrong)]
    [InlineData("YQ=", Wrong)]
    [InlineData("YQ===", Wrong)]
    [InlineData("YWJj=", Wrong)]
    [InlineData("YWJj====", Wrong)]
    [InlineData("=", Wrong)]
    [InlineData("==YQ", Wrong)]
    [InlineData("Y=Q=", Wrong)]
    [InlineData("Y-_A", Wrong)]
    [InlineData("YQ\\u00a0==", Wrong)]
    [InlineData("ÿÿÿÿ", Wrong)]
    public void Forgives_blanks_and_missing_padding_and_no_more(string text, string expected) => Assert.Equal(expected, script.Json($"atob('{text}')"));

    [Theory]
    [InlineData("btoa('€')", "InvalidCharacterError: the text has characters above U+00FF")]
    [InlineData("btoa()", "TypeError: btoa needs 1 argument, but got 0")]
    [InlineData("atob()", "TypeError: atob needs 1 argument, but got 0")]
    [InlineData("(() => { try { atob('*'); } catch (e) { return [e.code, e instanceof DOMException, e instanceof Error]; } })()", "[5,true,true]")]
    public void Refuses_what_is_not_bytes(string expression, string expected) => Assert.Equal(expected, script.Json(expression));
}
