using Microsoft.ClearScript;

namespace Pintle.UserCode.Tests.Tools;

/// <summary>Types leave nothing but spaces behind; what is JavaScript stays as it is; a problem has the place at which the user sees it.</summary>
public sealed class TypeScriptTests(ToolEngine tools) : IClassFixture<ToolEngine>
{
    [Theory]
    [InlineData("let x: number = 1", "let x         = 1")]
    [InlineData("\uFEFFlet x: number = 1", "\uFEFFlet x         = 1")]
    [InlineData("#!/usr/bin/env node\nlet x: number", "#!/usr/bin/env node\nlet x        ")]
    [InlineData("interface A {\r\n  b: string\r\n}\r\nlet x", "             \r\n           \r\n \r\nlet x")]
    [InlineData("before\ntype A = 1\n(after)", "before\n;         \n(after)")]
    [InlineData("const f = (a: string): Array<\n  string\n> => [a]", "const f = (a                 \n        \n) => [a]")]
    [InlineData("const f = <T,>(a?: T): asserts a => g<T>(a as any)!", "const f =     (a    )            => g   (a       ) ")]
    [InlineData("const a = {} satisfies B", "const a = {}            ")]
    [InlineData("function f(this: A, b?: number) {}", "function f(         b         ) {}")]
    [InlineData("export type { A } from 'b'; import type C from 'd'; import { type E, f } from 'g'",
        "                                                    import {         f } from 'g'")]
    [InlineData("abstract class A<B> extends C<B> implements D { private readonly e!: string; declare f: 1; abstract g(): void; h?(): 1 }",
        "         class A    extends C                 {                  e         ;                                           }")]
    [InlineData("declare global { var a: string }\nexport function transformEvent(event: Event) { return event }",
        "                                \nexport function transformEvent(event       ) { return event }")]
    [InlineData("let a: 'é日本😀' = '\ud83d', b = '日本😀'", "let a          = '\ud83d', b = '日本😀'")]
    [InlineData("import x from 'y' with { type: 'json' }; let z: typeof import('w')", "import x from 'y' with { type: 'json' }; let z                    ")]
    public void Puts_spaces_where_types_are(string code, string expected)
    {
        var (stripped, problem) = tools.Strip(code);
        Assert.Null(problem);
        Assert.Equal(expected, stripped);
    }

    [Theory]
    [InlineData("")]
    [InlineData("export function transformEvent(event) {\r\n\treturn event;\r}\n")]
    [InlineData("\uFEFFexport const a = '\ud83d', b = '\0', c = '\u2028'")]
    [InlineData("f(a<b, c>(d)); g = a < b > (c)")]
    [InlineData("var type = 1, declare = 2, as = 3\ntype\ndeclare\nas")]
    [InlineData("const re = /[/`'\"]: string/g, text = `: ${`: number`} as any`")]
    [InlineData("import d, { 'a-b' as c } from 'e' with { type: 'json' }; await c; export { d as default }")]
    [InlineData("class A { static #b = 1; static { A.#b ??= 2n ** 3n } accessor; get [`c`]() { return a?.b } }")]
    public void Leaves_JavaScript_as_it_is(string code)
    {
        var (stripped, problem) = tools.Strip(code);
        Assert.Null(problem);
        Assert.Equal(code, stripped);
    }

    [Theory]
    [InlineData("let x: number;\n  enum A { b }", 2, 3, "TypeScript enum is not supported: only types that leave nothing behind are")]
    [InlineData("namespace A { export const b = 1 }", 1, 1, "TypeScript namespace declaration is not supported")]
    [InlineData("class A {\n  constructor(private b: string) {}\n}", 2, 23, "TypeScript parameter property is not supported")]
    [InlineData("import a = require('b')", 1, 1, "TypeScript import equals declaration is not supported")]
    [InlineData("export = 1", 1, 1, "TypeScript export assignment is not supported")]
    [InlineData("let a = b, c = <any>d", 1, 16, "The angle-bracket syntax for type assertions, `<T>expr`, is not supported")]
    [InlineData("module A {}", 1, 1, "`module` keyword is not supported")]
    [InlineData("const x = 1\n  let y: string = ;", 2, 19, "Expression expected")]
    [InlineData("\tlet y: string = ;", 1, 18, "Expression expected")]
    [InlineData("/* 日本😀\u0301 */ let y: string = ;", 1, 29, "Expression expected")]
    [InlineData("let 日本: 'é😀' = ;", 1, 17, "Expression expected")]
    [InlineData("a\rb\r\nlet y: string = ;", 3, 17, "Expression expected")]
    [InlineData("\uFEFFlet y: string = ;", 1, 17, "Expression expected")]
    [InlineData("let x: string = '日'; 😀", 1, 22, "Unexpected character '😀'")]
    [InlineData("let x: string = 'a", 1, 17, "Unterminated string constant")]
    [InlineData("const x = <div/>", 1, 16, "Expression expected")]
    public void Names_the_place_of_a_problem(string code, int line, int column, string message)
    {
        var (_, problem) = tools.Strip(code);
        Assert.NotNull(problem);
        Assert.StartsWith(message, problem.Message);
        Assert.Equal((line, column), (problem.Line, problem.Column));
    }

    [Fact]
    public void An_error_names_the_line_and_the_column_of_the_user()
    {
        const string code = """
            interface Event { context?: { traits: Record<string, unknown> } }
            type Answer<T extends Event> = T | null;
            (function transformEvent<T extends Event>(event: T): Answer<T> { // with a generic
              const found = (event as any).properties!.items as string[]; return found.map((item: string): string => item.missing.name) && null;
            })({ properties: { items: ['a'] } } as any)
            """;
        var thrown = Assert.Throws<ScriptEngineException>(() => tools.Evaluate(tools.Strip(code).Code));
        var column = code.Split('\n')[3].IndexOf("name", StringComparison.Ordinal) + 1;
        Assert.Contains($":4:{column} ->", thrown.ErrorDetails);
    }

    [Fact]
    public void Runs_nothing_of_what_it_reads()
    {
        tools.Strip("globalThis.ran = true");
        tools.Strip("globalThis.ran = true as boolean");
        Assert.Equal("undefined", tools.Evaluate("typeof ran"));
    }
}
