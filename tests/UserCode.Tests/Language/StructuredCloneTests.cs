namespace Pintle.UserCode.Tests.Language;

public sealed class StructuredCloneTests(ScriptEngine script) : IClassFixture<ScriptEngine>
{
    [Theory]
    [InlineData("(c => [c.self === c, c.list[0] === c])(structuredClone((o => (o.self = o, o.list = [o], o))({})))", "[true,true]")]
    [InlineData("(([a, b]) => a === b && a.x === 1)(structuredClone((o => [o, o])({ x: 1 })))", "true")]
    [InlineData("(o => structuredClone(o) !== o && structuredClone(o).a.b !== o.a.b)({ a: { b: {} } })", "true")]
    [InlineData("structuredClone({ a: [1, 'x', null, true, { b: undefined }], c: 1n }).a", """[1,"x",null,true,{}]""")]
    [InlineData("[undefined, null, 1, NaN, -0, 'x', true, 1n].every(v => Object.is(structuredClone(v), v))", "true")]
    [InlineData("(m => [m instanceof Map, [...m], m.get('self') === m])(structuredClone((m => m.set('self', m).delete('x') || m)(new Map([['a', 1]]))))", """[true,[["a",1],["self",{}]],true]""")]
    [InlineData("(s => [s instanceof Set, [...s]])(structuredClone(new Set([1, 'b', { c: 2 }])))", """[true,[1,"b",{"c":2}]]""")]
    [InlineData("(d => [d instanceof Date, d.getTime()])(structuredClone(new Date(5)))", "[true,5]")]
    [InlineData("Number.isNaN(structuredClone(new Date(NaN)).getTime())", "true")]
    [InlineData("(r => [r instanceof RegExp, `${r}`, r.lastIndex])(structuredClone((r => (r.lastIndex = 3, r))(/a\\/b/giu)))", """[true,"/a\\/b/giu",0]""")]
    [InlineData("(a => [a instanceof Int16Array, [...a], a.byteOffset, a.buffer.byteLength])(structuredClone(new Int16Array([1, 2, -3]).subarray(1)))", "[true,[2,-3],2,6]")]
    [InlineData("(([a, b]) => (a[0] = 7, b[0]))(structuredClone((b => [new Uint8Array(b), new Uint8Array(b)])(new ArrayBuffer(2))))", "7")]
    [InlineData("(v => [v instanceof DataView, v.byteLength, v.getUint8(0)])(structuredClone(new DataView(new Uint8Array([1, 2, 3]).buffer, 1)))", "[true,2,2]")]
    [InlineData("[...new Uint8Array(structuredClone(new Uint8Array([4, 5]).buffer))]", "[4,5]")]
    [InlineData("(e => [e instanceof RangeError, e.name, e.message, typeof e.stack, e.cause.x, Object.keys(e)])(structuredClone(new RangeError('m', { cause: { x: 1 } })))", """[true,"RangeError","m","string",1,[]]""")]
    [InlineData("(e => [e.constructor === Error, e.name])(structuredClone(new (class Own extends Error { name = 'Own'; })('m')))", """[true,"Error"]""")]
    [InlineData("(c => [c.constructor === Object, c.a, c.b, c.d])(structuredClone(new (class { #x = 1; a = 1; get b() { return 2; } static d = 3; })()))", "[true,1,null,null]")]
    [InlineData("(a => [a.length, 1 in a, a.extra])(structuredClone(Object.assign([1, , 3], { extra: 'x' })))", """[3,false,"x"]""")]
    [InlineData("(o => [Object.getPrototypeOf(o) === Object.prototype, Object.keys(o), o.__proto__.x])(structuredClone(JSON.parse('{\"__proto__\":{\"x\":1}}')))", """[true,["__proto__"],1]""")]
    [InlineData("[Object(1), Object('s'), Object(true), Object(2n)].map(v => [typeof structuredClone(v), `${structuredClone(v)}`])", """[["object","1"],["object","s"],["object","true"],["object","2"]]""")]
    [InlineData("structuredClone({ [Symbol('x')]: 1, a: 2, get b() { return 3; } })", """{"a":2,"b":3}""")]
    [InlineData("structuredClone({ [Symbol.toStringTag]: 'Map', a: 1 })", """{"a":1}""")]
    [InlineData("structuredClone((function () { return arguments; })(1, 2))", """{"0":1,"1":2}""")]
    [InlineData("(b => { const c = structuredClone({ v: new Uint8Array(b) }, { transfer: [b] }); return [b.byteLength, [...c.v]]; })(new Uint8Array([1, 2]).buffer)", "[0,[1,2]]")]
    public void Copies(string expression, string expected) => Assert.Equal(expected, script.Json(expression));

    [Theory]
    [InlineData("() => 1", "a function")]
    [InlineData("{ a: [class {}] }", "a function")]
    [InlineData("Symbol('x')", "a symbol")]
    [InlineData("Promise.resolve()", "[object Promise]")]
    [InlineData("new WeakMap()", "[object WeakMap]")]
    [InlineData("(function* () {})()", "[object Generator]")]
    public void Refuses_what_cannot_be_copied(string value, string what) =>
        Assert.Equal($"DataCloneError: {what} could not be cloned", script.Json($"structuredClone({value})"));

    [Fact]
    public void Says_so_with_a_DOMException() =>
        Assert.Equal("[true,25]", script.Json("(() => { try { structuredClone(() => 0); } catch (e) { return [e instanceof DOMException, e.code]; } })()"));
}
