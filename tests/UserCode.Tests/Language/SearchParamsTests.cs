namespace Pintle.UserCode.Tests.Language;

public sealed class SearchParamsTests(ScriptEngine script) : IClassFixture<ScriptEngine>
{
    [Theory]
    [InlineData("''", "[]")]
    [InlineData("'?a=1&b=2&a=3'", """[["a","1"],["b","2"],["a","3"]]""")]
    [InlineData("'??a=1'", """[["?a","1"]]""")]
    [InlineData("'a&b=&=c&&=&'", """[["a",""],["b",""],["","c"],["",""]]""")]
    [InlineData("'a=b=c&d==e'", """[["a","b=c"],["d","=e"]]""")]
    [InlineData("'a+b=c+d&e%2Bf=%20g'", """[["a b","c d"],["e+f"," g"]]""")]
    [InlineData("'a=%C3%A9&b=é&c=%E4%BD%A0'", """[["a","é"],["b","é"],["c","你"]]""")]
    [InlineData("'a=%&b=%4&c=%zz&d=%41'", """[["a","%"],["b","%4"],["c","%zz"],["d","A"]]""")]
    [InlineData("'a=%ff&b=é%ff%41'", """[["a","�"],["b","é�A"]]""")]
    [InlineData("'a=%EF%BB%BFx'", "[[\"a\",\"\uFEFFx\"]]")]
    [InlineData("'a=\\ud800b'", """[["a","�b"]]""")]
    [InlineData("'a;b=1'", """[["a;b","1"]]""")]
    [InlineData("[['a', 1], ['b', true], ['a', null]]", """[["a","1"],["b","true"],["a","null"]]""")]
    [InlineData("new Map([['a', 'b']])", """[["a","b"]]""")]
    [InlineData("{ a: 1, b: undefined, 3: [1, 2] }", """[["3","1,2"],["a","1"],["b","undefined"]]""")]
    [InlineData("new URLSearchParams('a=1&b')", """[["a","1"],["b",""]]""")]
    [InlineData("undefined", "[]")]
    [InlineData("null", """[["null",""]]""")]
    [InlineData("5", """[["5",""]]""")]
    public void Reads_what_it_is_made_of(string init, string entries) => Assert.Equal(entries, script.Json($"[...new URLSearchParams({init})]"));

    [Theory]
    [InlineData("[['a']]", "TypeError: each pair must be a name and a value")]
    [InlineData("[['a', 'b', 'c']]", "TypeError: each pair must be a name and a value")]
    [InlineData("[1]", "TypeError: each pair must be a list")]
    [InlineData("Symbol()", "TypeError: Cannot convert a Symbol value to a string")]
    public void Refuses_what_is_no_list(string init, string error) => Assert.Equal(error, script.Json($"new URLSearchParams({init})"));

    [Theory]
    [InlineData("[['a b', 'c&d=e']]", "a+b=c%26d%3De")]
    [InlineData("[['*-._', 'azAZ09']]", "*-._=azAZ09")]
    [InlineData("[['!\\'()~', '%+']]", "%21%27%28%29%7E=%25%2B")]
    [InlineData("[['é', '😀'], ['\\ud800', '\\n']]", "%C3%A9=%F0%9F%98%80&%EF%BF%BD=%0A")]
    [InlineData("[['', ''], ['', 'x']]", "=&=x")]
    [InlineData("[]", "")]
    public void Writes_a_form(string init, string text) => Assert.Equal($"\"{text}\"", script.Json($"`${{new URLSearchParams({init})}}`"));

    [Theory]
    [InlineData("[p.get('a'), p.get('z'), p.getAll('a'), p.getAll('z')]", """["1",null,["1","3"],[]]""")]
    [InlineData("[p.has('a'), p.has('z'), p.has('a', '3'), p.has('a', 2), p.has('a', undefined), p.size]", "[true,false,true,false,true,3]")]
    [InlineData("(p.append('a', 4), p.toString())", "\"a=1&b=2&a=3&a=4\"")]
    [InlineData("(p.set('a', 9), p.set('n', 0), p.toString())", "\"a=9&b=2&n=0\"")]
    [InlineData("(p.delete('a'), p.toString())", "\"b=2\"")]
    [InlineData("(p.delete('a', '3'), p.toString())", "\"a=1&b=2\"")]
    [InlineData("(p.sort(), p.toString())", "\"a=1&a=3&b=2\"")]
    [InlineData("[[...p.keys()], [...p.values()], [...p.entries()].length]", """[["a","b","a"],["1","2","3"],3]""")]
    [InlineData("(list => (p.forEach(function (v, n, o) { list.push(v + n + (o === p) + this.x); }, { x: 1 }), list))([])", """["1atrue1","2btrue1","3atrue1"]""")]
    [InlineData("(i => (i.next(), p.append('c', 1), [...i].length))(p.entries())", "3")]
    [InlineData("Object.fromEntries(p)", """{"a":"3","b":"2"}""")]
    [InlineData("Object.prototype.toString.call(p.keys())", "\"[object URLSearchParams Iterator]\"")]
    [InlineData("p.get()", "TypeError: URLSearchParams.get needs 1 argument, but got 0")]
    [InlineData("p.append('a')", "TypeError: URLSearchParams.append needs 2 arguments, but got 1")]
    [InlineData("p.get.call({}, 'a')", "TypeError: Receiver must be an instance of class URLSearchParams")]
    [InlineData("p[Symbol.iterator] === p.entries", "true")]
    public void Answers_and_changes(string expression, string expected) =>
        Assert.Equal(expected, script.Json($"(p => {expression})(new URLSearchParams('a=1&b=2&a=3'))"));
}
