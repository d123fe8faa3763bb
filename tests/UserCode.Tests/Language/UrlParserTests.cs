namespace Pintle.UserCode.Tests.Language;

public sealed class UrlParserTests : IClassFixture<ScriptEngine>
{
    private readonly ScriptEngine script;

    public UrlParserTests(ScriptEngine script) => (this.script = script).Import("urlParser.v1", "parser");

    [Theory]
    [InlineData("new parser.default.URLSearchParams('?a=1&b=x+y').get('b')", "\"x y\"")]
    [InlineData("new parser.URLSearchParams({ a: 1 }).toString()", "\"a=1\"")]
    [InlineData("new parser.default.URL('?q', 'http://h/p').href", "\"http://h/p?q\"")]
    public void Reads_URLs_and_their_queries(string expression, string expected) => Assert.Equal(expected, script.Json(expression));
}
