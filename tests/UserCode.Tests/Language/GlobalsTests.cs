namespace Pintle.UserCode.Tests.Language;

/// <summary>How the globals stand beside people's code.</summary>
public sealed class GlobalsTests
{
    private const string Names = "['URL', 'URLSearchParams', 'TextEncoder', 'TextDecoder', 'atob', 'btoa', 'structuredClone', 'crypto', 'DOMException']";

    // Everything that built-in objects do through their prototypes ends in an error.
    private const string BreakPrototypes =
        """
        {
          const broken = () => { throw new Error('patched'); };
          const { getOwnPropertyDescriptor, defineProperty } = Object, { ownKeys } = Reflect;
          const targets = [String, Array, RegExp, Map, Set, Date, Number, Boolean, Symbol, ArrayBuffer, DataView, Promise, Uint8Array, Object.getPrototypeOf(Uint8Array), Function]
            .map(type => type.prototype).concat(Object.getPrototypeOf([][Symbol.iterator]()), JSON, Math, Reflect, Array, String, Number, ArrayBuffer);
          const own = Object.getOwnPropertyNames(Object.prototype).filter(name => name !== '__proto__' && name !== 'constructor');
          for (let t = 0; t < targets.length; t++) {
            const names = ownKeys(targets[t]);
            for (let i = 0; i < names.length; i++) {
              const found = getOwnPropertyDescriptor(targets[t], names[i]);
              if (!found.configurable || names[i] === 'constructor') continue;
              if (found.get) defineProperty(targets[t], names[i], { get: broken });
              else if (typeof found.value === 'function') defineProperty(targets[t], names[i], { value: broken });
            }
          }
          for (let i = 0; i < own.length; i++) defineProperty(Object.prototype, own[i], { value: broken });
          const statics = ['defineProperty', 'keys', 'create', 'getPrototypeOf', 'is', 'assign', 'entries'];
          for (let i = 0; i < statics.length; i++) Object[statics[i]] = broken;
          globalThis.Map = globalThis.Set = globalThis.Uint8Array = globalThis.Date = globalThis.encodeURIComponent = globalThis.decodeURIComponent = broken;
        }
        """;

    [Fact]
    public void Are_not_enumerable_and_can_be_overwritten()
    {
        using var script = new ScriptEngine();
        Assert.Equal("[]", script.Json("Object.keys(globalThis)"));
        Assert.Equal("[]", script.Json($"{Names}.filter(n => {{ const d = Object.getOwnPropertyDescriptor(globalThis, n); return !d.writable || !d.configurable || d.enumerable; }})"));
        script.Execute("URL = 1; globalThis.atob = 2; var btoa = 3; function structuredClone() { return 4; }");
        Assert.Equal("[1,2,3,4]", script.Json("[URL, atob, btoa, structuredClone()]"));
    }

    [Fact]
    public void Leave_no_other_name_behind()
    {
        using var plain = new Microsoft.ClearScript.V8.V8ScriptEngine(Microsoft.ClearScript.V8.V8ScriptEngineFlags.DisableGlobalMembers);
        var before = (string)plain.Evaluate("JSON.stringify(Object.getOwnPropertyNames(globalThis).sort())");
        using var script = new ScriptEngine();
        Assert.Equal(before, script.Json($"Object.getOwnPropertyNames(globalThis).filter(n => !{Names}.includes(n)).sort()"));
    }

    [Theory]
    [InlineData("(u => { u.searchParams.append('é x', '%ff'); u.port = '81'; u.pathname = '/a/../b c'; u.hash = 'ü'; return u.href; })(new URL('//us er:pw@Bücher.example/x?a=%C3%A9&b=%ff+1#f', 'http://h'))",
        "\"http://us%20er:pw@xn--bcher-kva.example:81/b%20c?a=%C3%A9&b=%EF%BF%BD+1&%C3%A9+x=%25ff#%C3%BC\"")]
    [InlineData("[`${new URL('http://[1::0:2]/')}`, `${new URL('http://0x7f.1/')}`, `${new URL('foo://a b', 'a:').host}`]", "TypeError: Invalid URL")]
    [InlineData("[`${new URL('http://[1::0:2]/')}`, `${new URL('http://0x7f.1/')}`, `${new URL('http://xn--bcher-kva/')}`]", """["http://[1::2]/","http://127.0.0.1/","http://xn--bcher-kva/"]""")]
    [InlineData("(p => { p.set('a', 1); p.delete('b'); p.sort(); return [p.get('a'), p.has('c'), p.getAll('a').length, p.size, p.toString()]; })(new URLSearchParams({ c: 'x y', a: 0, b: 2 }))", """["1",true,1,2,"a=1&c=x+y"]""")]
    [InlineData("(i => { i.next(); return i.next().value; })(new URLSearchParams('a=1&b=2').entries())", """["b","2"]""")]
    [InlineData("new TextDecoder().decode(new TextEncoder().encode('aé€😀'))", "\"aé€😀\"")]
    [InlineData("new TextDecoder('UTF-8', { fatal: true }).decode(buffer, { stream: true })", "\"abc\"")]
    [InlineData("[atob(' aGk= '), btoa('hi')]", """["hi","aGk="]""")]
    [InlineData("structuredClone({ a: [1, { b: 'x' }], c: null })", """{"a":[1,{"b":"x"}],"c":null}""")]
    [InlineData("(c => [c.m !== made.m, c.s !== made.s, c.d !== made.d, c.r !== made.r, c.t !== made.t, c.t[1], c.e.message])(structuredClone(made))", """[true,true,true,true,true,2,"m"]""")]
    [InlineData("[crypto.randomUUID().length, crypto.getRandomValues(view) === view]", "[36,true]")]
    [InlineData("structuredClone(() => 1)", "DataCloneError: a function could not be cloned")]
    public void Work_while_the_prototypes_are_broken(string expression, string expected)
    {
        using var script = new ScriptEngine();
        script.Execute("var view = new Uint8Array(4), buffer = new Uint8Array([97, 98, 99]).buffer, made = { m: new Map([[1, { x: 1 }]]), s: new Set([1]), d: new Date(1), r: /x/g, t: new Uint8Array([1, 2]), e: new TypeError('m') };");
        script.Execute(BreakPrototypes);
        Assert.Equal(expected, script.Json(expression));
    }
}
