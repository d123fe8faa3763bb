using System.Text.Json;

namespace Pintle.UserCode.Tests.Language;

/// <summary>Against recorded expectations: what the standard says, checked with other implementations of it.</summary>
public sealed class UrlTests(ScriptEngine script) : IClassFixture<ScriptEngine>
{
    private const string Parts = "[u.protocol, u.username, u.password, u.host, u.port, u.pathname, u.search, u.hash]";

    // input, base, href, origin, parts; href is null for what is no URL.
    public static TheoryData<string, string?, string?, string?, string?> Urls => [.. ScriptEngine.Cases("urls.json").Select(row =>
        (row[0].GetString()!, row[1].GetString(), row[2].GetString(), row[3].GetString(), row[4].ValueKind is JsonValueKind.Null ? null : JsonSerializer.Serialize(row[4])))];

    // href, property, value, href after
    public static TheoryData<string, string, string, string> Changes => [.. ScriptEngine.Cases("url-changes.json").Select(row =>
        (row[0].GetString()!, row[1].GetString()!, row[2].GetString()!, row[3].GetString()!))];

    [Theory, MemberData(nameof(Urls))]
    public void Reads_a_URL(string input, string? baseUrl, string? href, string? origin, string? parts)
    {
        var arguments = $"{ScriptEngine.Literal(input)}, {ScriptEngine.Literal(baseUrl)}";
        if (href is null)
        {
            Assert.Equal("[false,null]", script.Json($"[URL.canParse({arguments}), URL.parse({arguments})]"));
            Assert.Equal("TypeError: Invalid URL", script.Json($"new URL({arguments})"));
            return;
        }

        Assert.Equal(href, Text($"new URL({arguments}).href"));
        Assert.Equal(origin, Text($"new URL({arguments}).origin"));
        Assert.Equal(parts, Normal(script.Json($"(u => {Parts})(new URL({arguments}))")));
        Assert.Equal(href, Text($"new URL({ScriptEngine.Literal(href)}).href"));
    }

    [Theory, MemberData(nameof(Changes))]
    public void Changes_a_part_of_a_URL(string href, string property, string value, string after) =>
        Assert.Equal(after, Text($"(u => {{ u.{property} = {ScriptEngine.Literal(value)}; return u.href; }})(new URL({ScriptEngine.Literal(href)}))"));

    [Theory]
    [InlineData("(u => (u.searchParams.append('c', 'x y'), u.href))(new URL('http://h/?a=%20b#f'))", "http://h/?a=+b&c=x+y#f")]
    [InlineData("(u => (u.searchParams.delete('a'), u.href))(new URL('http://h/?a=1#f'))", "http://h/#f")]
    [InlineData("(u => (u.searchParams.set('a', '2'), u.search))(new URL('http://h/?a=1&b=1&a=3'))", "?a=2&b=1")]
    [InlineData("(u => (u.searchParams.sort(), u.search))(new URL('http://h/?b=1&a=2&b=0'))", "?a=2&b=1&b=0")]
    [InlineData("(u => { const p = u.searchParams; u.search = '?x=%C3%A9'; return p.get('x'); })(new URL('http://h/?a=1'))", "é")]
    [InlineData("(u => { const p = u.searchParams; u.href = 'http://h/?y=2'; return `${p}`; })(new URL('http://h/?a=1'))", "y=2")]
    [InlineData("(u => { const p = u.searchParams; return `${p === u.searchParams} ${p.size}`; })(new URL('http://h/?a=1&b'))", "true 2")]
    public void Keeps_the_search_params_in_step(string expression, string expected) => Assert.Equal(expected, Text(expression));

    [Theory]
    [InlineData("`${new URL('http://h')}`", "\"http://h/\"")]
    [InlineData("{ u: new URL('http://h') }", """{"u":"http://h/"}""")]
    [InlineData("new URL(new URL('x', 'http://h')).href", "\"http://h/x\"")]
    [InlineData("Object.prototype.toString.call(new URL('a:'))", "\"[object URL]\"")]
    [InlineData("(u => { try { u.href = 'x'; } catch (e) { return [e.name, u.href]; } })(new URL('a:b'))", """["TypeError","a:b"]""")]
    [InlineData("new URL('http://h/\\ud83dx?\\ude00').href", "\"http://h/%EF%BF%BDx?%EF%BF%BD\"")]
    [InlineData("new URL()", "TypeError: URL needs 1 argument, but got 0")]
    [InlineData("(() => { 'use strict'; new URL('a:').origin = 'x'; })()", "TypeError: Cannot set property origin of [object URL] which has only a getter")]
    public void Is_an_object_like_that_of_browsers(string expression, string expected) => Assert.Equal(expected, script.Json(expression));

    private static string Normal(string json) => JsonSerializer.Serialize(JsonDocument.Parse(json).RootElement);

    private string Text(string expression) => JsonSerializer.Deserialize<string>(script.Json(expression))!;
}
