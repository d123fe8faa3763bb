namespace Pintle.UserCode.Tests.Hostile;

/// <summary>Code that reaches for its host, for other code, and for what is kept between batches.</summary>
internal static class ReachScripts
{
    private const string No = "throw new Error('it reached something')";

    public static IEnumerable<HostileScript> Scripts { get; } =
    [
        HostileScript.InVain("there is no host", $"for (const k of ['process', 'require', 'module', 'global', 'host', 'xHost', 'lib', 'clr', 'System', 'Deno', 'Bun', 'EngineInternal', 'setTimeout', 'XMLHttpRequest', 'WebSocket', 'Worker', 'importScripts', 'load', 'read', 'print', 'quit', 'gc']) if (typeof globalThis[k] === 'function' || k in globalThis && k !== 'EngineInternal') {No}"),
        HostileScript.InVain("constructors of what it was given", $"const F = e.constructor.constructor; if (F !== Function || F('return this')() !== globalThis || F('return typeof process')() !== 'undefined') {No}"),
        HostileScript.InVain("constructors of the host's functions", $"for (const f of [fetch, fetchV2, log, geolocation, getCredential]) if (f.constructor !== Function || f.GetType || f.Method || f.Target || f.toString === undefined) {No}"),
        HostileScript.InVain("reflection through the crypto global", $"for (const f of [crypto.getRandomValues, crypto.randomUUID]) if (f.GetType || f.Method || f.Target || f.Invoke) {No}"),
        HostileScript.Module("an exception of the host", "export async function transformEvent(e) { try { await import('nowhere'); } catch (x) { if (x.hostException) throw new Error('it reached ' + x.hostException.GetType); } return e; }", [], ""),
        HostileScript.Module("files by import", "export async function transformEvent(e) { for (const f of ['file:///etc/passwd', '/etc/passwd', '../../etc/passwd', 'http://127.0.0.1/x.js', 'fs', 'node:fs', 'pintle:user2', 'data:text/javascript,1']) { let there = true; try { await import(f); } catch { there = false; } if (there) throw new Error(f); } return e; }", [], ""),
        HostileScript.Module("import that is not there", "import x from 'fs'; export function transformEvent(e) { return e; }", [0, 1, 2], "import from fs failed. Module not found."),
        HostileScript.InVain("the frames below", $"Error.prepareStackTrace = (_, frames) => frames; const frames = new Error().stack; for (const f of frames) for (const reach of [f.getThis?.(), f.getFunction?.()]) if (reach && reach !== globalThis && reach !== transformEvent) {No}"),
        HostileScript.InVain("callers", $"let caller; try {{ caller = transformEvent.caller; }} catch {{ }} if (caller) {No}"),
        HostileScript.InVain("symbols and hidden members of the global object", $"for (const k of Reflect.ownKeys(globalThis)) {{ const v = globalThis[k]; if (v && typeof v === 'object' && (v.GetType || v.hostException)) {No}; }}"),
        HostileScript.InVain("debugger", "debugger"),
        HostileScript.InVain("with and eval", "new Function('with ({ a: 1 }) { eval(\"a = 2\"); }')()"),
        HostileScript.InVain("a template's cache", "Object.isFrozen((s => s)`a`)"),
        HostileScript.Module("what the last batch left", $"if (globalThis.mine || Object.prototype.mine || Array.mine || JSON.mine || fetch.mine) {No}; globalThis.mine = Array.mine = JSON.mine = fetch.mine = 1; Object.defineProperty(Object.prototype, 'mine', {{ value: 1 }}); export function transformEvent(e) {{ return e; }}", [], ""),
        HostileScript.Module("credentials that are not its own", "export function transformEvent(e) { for (const k of ['__proto__', 'constructor', 'toString', 'a']) if (getCredential(k) !== undefined) throw new Error(k); return e; }", [], ""),
    ];
}
