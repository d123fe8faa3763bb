namespace Pintle.UserCode.Tests.Hostile;

/// <summary>Code that does not end, or not soon.</summary>
internal static class TimeScripts
{
    public static IEnumerable<HostileScript> Scripts { get; } =
    [
        HostileScript.All("an endless loop", "for (;;);", "in event 2 of the batch"),
        HostileScript.All("a loop that waits for nothing", "return (async () => { while (1) await null; })();", "timed out"),
        HostileScript.Either("a chain of promises", "const again = () => Promise.resolve().then(again); return again();"),
        HostileScript.Either("promises that breed", "const grow = () => { Promise.resolve().then(grow); Promise.resolve().then(grow); }; grow(); return new Promise(() => {});"),
        HostileScript.All("an expression that backtracks", "/^(a+)+$/.test('a'.repeat(40) + '!');", "timed out"),
        HostileScript.All("an expression that backtracks, in a replacement", "('x'.repeat(50000) + 'y').replace(/(x+x+)+z/g, '');", "timed out"),
        HostileScript.All("the end of its time is caught", "for (;;) { try { for (;;); } catch { } }", "timed out"),
        HostileScript.All("it goes on in finally", "try { for (;;); } finally { for (;;); }", "timed out"),
        HostileScript.All("labelled loops in catch blocks", "outer: for (;;) { try { throw 1; } catch { try { for (;;) continue outer; } finally { continue outer; } } }", "timed out"),
        HostileScript.All("it goes on in an async finally", "return (async () => { try { for (;;); } catch { } finally { await null; for (;;); } })();", "timed out"),
        HostileScript.All("a loop in a function made of text", "new Function('for (;;);')();", "timed out"),
        HostileScript.All("a loop in eval", "(0, eval)('for (;;);');", "timed out"),
        HostileScript.All("a loop in sort", "[1, 2, 3].sort(() => { for (;;); });", "timed out"),
        HostileScript.All("it waits on shared memory", "Atomics.wait(new Int32Array(new SharedArrayBuffer(8)), 0, 0);", ""),
        HostileScript.All("a very long sum", "let a = 3n; for (let i = 0; i < 40; i++) a *= a; return { n: String(a) };", ""),
        HostileScript.All("a getter that loops while the output is written", "return { get a() { for (;;); } };", "timed out"),
        HostileScript.All("toJSON that loops", "Object.prototype.toJSON = () => { for (;;); }; return { a: new Date(), get b() { for (;;); } };", "timed out"),
        HostileScript.All("a proxy that has keys without end", "return new Proxy({}, { ownKeys() { for (;;); } });", "timed out"),
        HostileScript.All("a thenable that loops", "return { then() { for (;;); } };", "timed out"),
        HostileScript.All("an error whose stack is made by a loop", "Error.prepareStackTrace = () => { for (;;); }; throw new Error('x');", "timed out"),
        HostileScript.All("an error whose message loops", "throw { get stack() { for (;;); } };", "timed out"),
        HostileScript.Either("a generator without end, spread", "return { a: [...(function* () { for (;;) yield 1; })()] };"),
        HostileScript.All("an async generator without end", "return (async () => { for await (const x of (async function* () { for (;;) yield 1; })()); })();", "timed out"),
        HostileScript.All("WebAssembly that loops", "new WebAssembly.Instance(new WebAssembly.Module(new Uint8Array([0,97,115,109,1,0,0,0,1,4,1,96,0,0,3,2,1,0,7,5,1,1,102,0,0,10,9,1,7,0,3,64,12,0,11,11]))).exports.f();", "timed out"),
        HostileScript.All("a search that the engine can't interrupt", "('a'.repeat(2 ** 25)).lastIndexOf('a'.repeat(2 ** 24) + 'b');", "could not be interrupted"),
        HostileScript.Module("a loop outside of all functions", "for (;;); export function transformEvent(e) { return e; }", [0, 1, 2], "timed out"),
        HostileScript.Module("it waits for ever outside of all functions", "await new Promise(() => {}); export function transformEvent(e) { return e; }", [0, 1, 2], ""),
        HostileScript.Module("a batch that loops", "export function transformBatch(events) { for (;;); }", [0, 1, 2], "timed out"),
        HostileScript.Module("a little in each event, much in all", "export async function transformEvent(e) { await fetch('now'); const end = Date.now() + 1_500; while (Date.now() < end); return e; }", [0, 1, 2], "in all"),
    ];
}
