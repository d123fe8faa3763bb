using System.Text.Encodings.Web;
using System.Text.Json;

namespace Pintle.UserCode.Tests.Tools;

/// <summary>What a module imports and exports, whatever stands around it.</summary>
public sealed class ModuleReaderTests(ToolEngine tools) : IClassFixture<ToolEngine>
{
    private static readonly JsonSerializerOptions Plain = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    [Theory]
    [InlineData("import { f, g } from 'sampleLib'; import { sha256 } from '@rs/hash/v1'", "{'sampleLib':['f','g'],'@rs/hash/v1':['sha256']}")]
    [InlineData("import main, { f as g } from 'a'", "{'a':['main','f']}")]
    [InlineData("import { f } from 'a'; import main from 'a'; import { f as h, g } from 'a'", "{'a':['main','f','g']}")]
    [InlineData("import * as all from 'a'; import b, * as c from 'd'", "{'a':['all'],'d':['b','c']}")]
    [InlineData("import 'a'; import {} from 'b'", "{'a':[],'b':[]}")]
    [InlineData("import{a}from'b';import*as c from'd'", "{'b':['a'],'d':['c']}")]
    [InlineData("import {\r\n  a, // 'it\\'s'\n  b as /* , */ c,\n} from\n\"d\"", "{'d':['a','b']}")]
    [InlineData("import /* import x from 'y' */ a from 'b' // from 'c'", "{'b':['a']}")]
    [InlineData("import { as as as, from, as as as1, from as from1 } from 'from'; import { as as as2, as3 } from 'as'", "{'from':['as','from'],'as':['as','as3']}")]
    [InlineData("import from from 'a'; import { 'b-c' as d, 'e, f' as g } from 'h'", "{'a':['from'],'h':['b-c','e, f']}")]
    [InlineData("import a, { 'b}' as c } from 'd'", "{'d':['a','b}']}")]
    [InlineData("import { \\u0061bc as d, 'e\\x66\\u{67}' as h } from '\\u0069'", "{'i':['abc','efg']}")]
    [InlineData("import type from 'a'; import a from 'b' with { type: 'json', 'c': \"import d from 'e'\" }", "{'a':['type'],'b':['a']}")]
    [InlineData("export { a as b, default as c } from 'd'; export * from 'e'; export * as f from 'g'", "{'d':['a','default'],'e':[],'g':['f']}")]
    [InlineData("\uFEFFimport\uFEFFa\u00a0from\u2028'b\u2028\u3000'", "{'b\\u2028\\u3000':['a']}")]
    [InlineData("#!/usr/bin/env node\nimport a from 'b'", "{'b':['a']}")]
    [InlineData("import a from 'b'\nimport c from 'd'\n;/import e from 'f'/\nimport g from 'h'", "{'b':['a'],'d':['c'],'h':['g']}")]
    public void Tells_the_imports(string code, string expected) =>
        Assert.Equal(expected.Replace('\'', '"'), JsonSerializer.Serialize(tools.Read(code).Facts?.Imports, Plain));

    [Theory]
    [InlineData("import('a').then((b) => b); import.meta.url; x = import('c', { with: { type: 'json' } })")]
    [InlineData("// import a from 'b'\n/* import c from 'd' */ const e = 'import f from \"g\"', h = \"\\\"import i from 'j'\"")]
    [InlineData("`import a from 'b' ${`${import('c')} import d from 'e'`} import f from 'g'`")]
    [InlineData("const a = /import b from 'c'/, d = /[/'\"]import e from \"f\"/.test(g) / 2; if (h) /'import i from \"j\"/.exec(k)")]
    [InlineData("class A { import() {} static import = 1 }; ({ import: 1, import() {} }).import('a'); a.import ('b')")]
    [InlineData("let a = b++ / 2, c = d / import('e') / 3; for (const f of /import g from 'h'/g) {}")]
    [InlineData("({}) / 1; ({}); /import a from \"b\"/; (() => {})\n/import('c')/1")]
    public void Is_not_confused(string code)
    {
        var facts = tools.Read(code).Facts;
        Assert.NotNull(facts);
        Assert.Empty(facts.Imports);
        Assert.Empty(facts.Exports);
    }

    [Theory]
    [InlineData("export function transformEvent(event) {}", "transformEvent", "transformEvent")]
    [InlineData("export async function transformBatch(events) {}; export function* other() {}", "transformBatch,other", "transformBatch")]
    [InlineData("export const transformEvent = async (e) => { if (e < 1) return [1, 2]; return e }, a = 1", "transformEvent,a", "transformEvent")]
    [InlineData("export let a = 1\n, transformEvent = (b) => b", "a,transformEvent", "transformEvent")]
    [InlineData("function a() {}; export { a as transformEvent, a as transformBatch, a as 'b c', }", "transformEvent,transformBatch,b c", "transformEvent,transformBatch")]
    [InlineData("function \\u0074ransformEvent() {}; export { \\u0074ransformEvent }", "transformEvent", "transformEvent")]
    [InlineData("let a; export { a as 'transform\\u0045vent', a as '\\\\u0061' }", "transformEvent,\\u0061", "transformEvent")]
    [InlineData("import { transformEvent } from 'a'; export { transformEvent }", "transformEvent", "transformEvent")]
    [InlineData("export { a as transformEvent } from 'b'; export * from 'c'; export * as d from 'e'", "transformEvent,d", "transformEvent")]
    [InlineData("export const { a, b: transformEvent, ...c } = d, [e, , f = [g], ...h] = i; export class J {}", "a,transformEvent,c,e,f,h,J", "transformEvent")]
    [InlineData("export default function transformEvent(event) {}", "default", "")]
    [InlineData("function transformEvent() {}; const transformBatch = 1", "", "")]
    [InlineData("// export function transformEvent() {}\n`export function transformEvent() {}`; class A { export = 1; transformBatch() {} }", "", "")]
    [InlineData("", "", "")]
    public void Tells_the_exports(string code, string exports, string entryPoints)
    {
        var facts = tools.Read(code).Facts;
        Assert.NotNull(facts);
        Assert.Equal(exports, string.Join(',', facts.Exports));
        Assert.Equal(entryPoints, string.Join(',', facts.EntryPoints));
    }

    [Theory]
    [InlineData("import * from 'a'", 1, 10, "A namespace import needs a name")]
    [InlineData("const b = 1\n  import  *  from 'a'", 2, 14, "A namespace import needs a name")]
    [InlineData("import { default as a } from 'b'", 1, 10, "The default import can't be renamed")]
    [InlineData("import a from 'b'\r\nimport c, {\r\n  'd' as e, 'default' as f } from 'b'", 3, 13, "The default import can't be renamed")]
    [InlineData("import a as b from 'c'", 1, 10, "Unexpected identifier 'as'")]
    [InlineData("import { a } from b", 1, 19, "Unexpected identifier 'b'")]
    [InlineData("import { a, b as a } from 'c'", 1, 18, "Identifier 'a' has already been declared")]
    [InlineData("function a() { import b from 'c' }", 1, 23, "Unexpected identifier 'b'")]
    [InlineData("export { a }", 1, 10, "Export 'a' is not defined in module")]
    [InlineData("export function transformEvent(event) {\n  return event.;\n}", 2, 16, "Unexpected token ';'")]
    [InlineData("let a: string = 'b'", 1, 6, "Unexpected token ':'")]
    [InlineData("let a\u2028let b\rlet c = ;", 3, 9, "Unexpected token ';'")]
    public void Names_the_place_of_a_problem(string code, int line, int column, string message)
    {
        var problem = tools.Read(code).Problem;
        Assert.NotNull(problem);
        Assert.StartsWith(message, problem.Message);
        Assert.Equal((line, column), (problem.Line, problem.Column));
    }

    [Fact]
    public void Reads_what_is_left_of_TypeScript()
    {
        var facts = tools.Read(tools.Strip("import type { A } from 'a'\nimport { type B, c } from 'd'\nexport function transformEvent(event: A) { return c(event as B) }").Code).Facts;
        Assert.NotNull(facts);
        Assert.Equal("""{"d":["c"]}""", JsonSerializer.Serialize(facts.Imports));
        Assert.Equal(["transformEvent"], facts.EntryPoints);
    }
}
