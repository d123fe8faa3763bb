namespace Pintle.UserCode.Tests.Hostile;

/// <summary>Code that asks for much, or writes much.</summary>
internal static class FloodScripts
{
    public static IEnumerable<HostileScript> Scripts { get; } =
    [
        HostileScript.One("a promise that nobody settles", "return new Promise(() => {});", "can't happen"),
        HostileScript.One("a million promises that nobody settles", "for (let i = 0; i < 1e5; i++) new Promise(() => {}).then(() => {}); return new Promise(() => {});", "can't happen"),
        HostileScript.One("rejections that nobody handles", "for (let i = 0; i < 1e4; i++) Promise.reject(new Error('x'));", "") with { Fails = [] },
        HostileScript.One("10,000 calls at once", "return Promise.all(Array.from({ length: 10000 }, () => fetch('now'))).then((all) => ({ n: all.length }));", "") with { Fails = [] },
        HostileScript.One("10,000 calls that are never answered", "for (let i = 0; i < 1e4; i++) fetch('never');", "") with { Fails = [] },
        HostileScript.One("more calls than a batch may make", "return Promise.all(Array.from({ length: 10500 }, () => fetchV2('now'))).then(() => e);", "too many calls"),
        HostileScript.One("an address of 50 MB", "return fetchV2('http://x/' + 'x'.repeat(50e6));", "too large"),
        HostileScript.One("a body of 50 MB", "return fetchV2('http://x/', { body: 'x'.repeat(50e6) });", "too large"),
        HostileScript.One("a body nested deeply", "let o = {}; for (let i = 0; i < 1500; i++) o = { o }; return fetchV2('http://x/', { body: o });", "nested too deeply"),
        HostileScript.One("a call with a BigInt", "return fetchV2('http://x/', { body: 1n });", "BigInt"),
        HostileScript.One("a call whose arguments are changed by toJSON", "Array.prototype.toJSON = () => undefined; return fetch('now').finally(() => { delete Array.prototype.toJSON; }).then(() => e);", "") with { Fails = [] },
        HostileScript.One("an answer that is huge", "return fetch('huge').then((text) => ({ n: text.length }));", "") with { Fails = [] },
        HostileScript.One("answers that are huge together", "return Promise.all(Array.from({ length: 8 }, () => fetch('huge'))).then((all) => ({ n: all.length }));", "") with { Fails = [] },
        HostileScript.One("a flood of lines in the log", "for (let i = 0; i < 1e5; i++) log('line', i, { e });", "") with { Fails = [], IsTest = true },
        HostileScript.One("huge lines in the log", "for (let i = 0; i < 1000; i++) log(String(i).padEnd(1e6, 'x'));", "") with { Fails = [], IsTest = true },
        HostileScript.One("lines in the log that throw", "log({ toJSON() { throw { toString() { throw 1; } }; } }, Symbol('x'), 1n, new Proxy({}, { ownKeys() { throw new Error('y'); } }));", "") with { Fails = [], IsTest = true },
        HostileScript.One("a flood of lines where there is no log", "for (let i = 0; i < 1e5; i++) log('line', i);", "") with { Fails = [] },
    ];
}
