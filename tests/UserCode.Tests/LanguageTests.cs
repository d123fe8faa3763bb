using System.Diagnostics;
using Pintle.UserCode.Code;
using Pintle.UserCode.Worker;

namespace Pintle.UserCode.Tests;

public sealed class LanguageTests
{
    [Fact]
    public void Rate()
    {
        var one = File.ReadAllText("/tmp/proto/one.json");
        var batch = "[" + string.Join(",", Enumerable.Range(0, 200).Select(i => "{\"message\":" + one.Replace("mID", "m" + i) + ",\"metadata\":{\"messageId\":\"m" + i + "\",\"sourceId\":\"s\"}}")) + "]";
        using var isolate = new Isolate(new TransformationCode("v1", "base transformation", "export function transformEvent(event, metadata) { event.properties.total = event.properties.revenue * 2; delete event.context.ip; return event; }", []), new WorkerOptions());
        void Once() { using var c = isolate.NewContext(false); var p = c.Start(batch, "{}"); if (p.Kind != ProgressKind.Done) throw new InvalidOperationException(p.Text); if (p.Text.Length < 1000) throw new InvalidOperationException(); }
        for (var i = 0; i < 100; i++) Once();
        var s = Stopwatch.StartNew(); for (var i = 0; i < 300; i++) Once();
        TestContext.Current.TestOutputHelper!.WriteLine($"{s.Elapsed.TotalMilliseconds / 300:F2} ms a batch");
        string Err(string code) { using var iso = new Isolate(new TransformationCode("v1", "base transformation", code, []), new WorkerOptions { StrictPeer = true }); using var c = iso.NewContext(false); var p = c.Start("[{\"message\":{\"messageId\":\"m\"},\"metadata\":{\"messageId\":\"m\"}}]", "{}"); return p.Kind + " " + p.Text; }
        foreach (var code in (string[])["export function transformEvent(event){ return event; ", "import { x } from \"nowhere\"; export function transformEvent(e){return e}", "export function transformEvent(event){ event.a.b.c = 1; return event; }", "export function transformEvent(event){ return new Map(); }", "export function transformEvent(event){ for(;;); }", "let n = 1; export const x = n; export async function transformEvent(event){ await null; event.a = 1; return event; }", "export async function transformEvent(event){ const r = await fetch('x', {a:1}); return event; }", "export function transformEvent(event){ const f = n => f(n+1)+1; f(0); }", "throw new Error('top');", "export function transformEvent(e) { return new Promise(()=>{}) }"])
        {
            var t = Stopwatch.StartNew();
            TestContext.Current.TestOutputHelper!.WriteLine($"{Err(code)}   ({t.ElapsedMilliseconds} ms)");
        }
    }
}
