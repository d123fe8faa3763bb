namespace Pintle.UserCode.Tests.Hostile;

/// <summary>Code that takes memory, in the heap and beside it.</summary>
internal static class MemoryScripts
{
    public static IEnumerable<HostileScript> Scripts { get; } =
    [
        HostileScript.One("a list that grows", "const a = []; for (;;) a.push(new Array(1e5).fill(1.5));", "memory", 2),
        HostileScript.Either("a huge list at once", "new Array(1e9).fill(1);"),
        HostileScript.Either("a list of lists at once", "Array.from({ length: 1e8 }, () => []);"),
        HostileScript.Either("a long text in pieces", "'x'.repeat(2 ** 28).split('');"),
        HostileScript.One("a text too long for the engine", "'x'.repeat(2 ** 30);", "Invalid string length"),
        HostileScript.One("a text that doubles", "let s = 'x'; for (;;) s += s;", "Invalid string length"),
        HostileScript.Either("texts that are kept", "const a = []; for (let i = 0; ; i++) a.push(('y' + i).repeat(1e5).slice(1).toUpperCase());"),
        HostileScript.Either("a map that grows", "const m = new Map(); for (let i = 0; ; i++) m.set(i, { i });"),
        HostileScript.Either("closures that grow", "let f = () => 0; for (;;) { const g = f, a = [1, 2, 3]; f = () => a && g; }"),
        HostileScript.One("a buffer beside the heap", "new ArrayBuffer(2 ** 32).slice(0);", "Array buffer allocation failed"),
        HostileScript.One("many buffers beside the heap", "const a = []; for (;;) a.push(new Uint8Array(1e7).fill(1));", "Array buffer allocation failed"),
        HostileScript.Either("a buffer that can grow", "const b = new ArrayBuffer(8, { maxByteLength: 2 ** 31 }); b.resize(2 ** 31); new Uint8Array(b).fill(1);"),
        HostileScript.Either("shared buffers", "const a = []; for (;;) a.push(new Uint8Array(new SharedArrayBuffer(1e7)).fill(1));"),
        HostileScript.Either("memory of WebAssembly", "const a = []; for (;;) { const m = new WebAssembly.Memory({ initial: 1024 }); new Uint8Array(m.buffer).fill(1); a.push(m); }"),
        HostileScript.Either("memory of WebAssembly that grows", "const m = new WebAssembly.Memory({ initial: 1 }); for (;;) { m.grow(1024); new Uint8Array(m.buffer).fill(1); }"),
        HostileScript.Either("a list that is huge when it is written", "return { a: new Array(5e6).fill('0123456789') };"),
        HostileScript.One("an output of 20 MB", "return { a: 'x'.repeat(20e6) };", "too large"),
        HostileScript.Either("an output of 100 MB", "return { a: 'x'.repeat(100e6) };"),
        HostileScript.Either("an output that is larger as JSON", "return { a: '\\u0001'.repeat(20e6) };"),
        HostileScript.One("an error of 10 MB", "throw new Error('x'.repeat(10e6));", "Error: xxx"),
        HostileScript.Either("an error of 100 MB", "throw new Error('x'.repeat(100e6));"),
        HostileScript.One("a million outputs of one event", "return Array.from({ length: 1e6 }, () => ({}));", "too many outputs"),
        HostileScript.One("recursion without end", "(function f() { f(); })();", "Maximum call stack"),
        HostileScript.One("recursion with long stacks", "Error.stackTraceLimit = Infinity; (function f() { f(); })();", "Maximum call stack"),
        HostileScript.One("an expression nested deeply", "new RegExp('('.repeat(1e6) + ')'.repeat(1e6));", ""),
        HostileScript.One("JSON nested deeply", "JSON.parse('['.repeat(1e6));", ""),
        HostileScript.One("an output nested deeply", "let o = {}; for (let i = 0; i < 2000; i++) o = { o }; return o;", "levels deep"),
        HostileScript.One("lists nested deeply", "let o = []; for (let i = 0; i < 1e5; i++) o = [o]; return { o };", ""),
        HostileScript.One("an output that holds itself", "const o = {}; o.o = o; return o;", "circular"),
        HostileScript.One("a list that holds itself", "const o = []; o.push(o); return { o };", "circular"),
        HostileScript.Either("a sparse list without end", "const o = []; o.length = 2 ** 32 - 1; return { o };"),
        HostileScript.Either("finalizers without end", "const r = new FinalizationRegistry(() => {}); for (;;) { const o = {}; r.register(o, o.x = [1, 2, 3]); }"),
        HostileScript.Module("it keeps all between batches", "globalThis.kept ??= []; kept.push(new Array(3e6).fill(1.5)); export function transformEvent(e) { return kept.length === 1 ? e : null; }", [], ""),
    ];
}
