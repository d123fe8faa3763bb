using Microsoft.ClearScript;
using Pintle.UserCode.Tools;

namespace Pintle.UserCode.Tests.Tools;

/// <summary>Text made to crash or to hang a parser is a problem like any other, and leaves nothing behind.</summary>
public sealed class HostileTextTests(ToolEngine tools) : IClassFixture<ToolEngine>
{
    private const string Good = "let x: number = 1";
    private static readonly TimeSpan Soon = TimeSpan.FromMilliseconds(300);

    public static TheoryData<string, int> Texts => new()
    {
        { "(", 3_000_000 }, { "(", 900_000 }, { "<", 900_000 }, { "[", 900_000 }, { "{", 900_000 }, { "!", 900_000 }, { "`${", 300_000 },
        { "a<", 400_000 }, { "let a: [", 100_000 }, { "type A<B = C<", 60_000 }, { "a => ", 150_000 }, { "(a=", 300_000 }, { "a?(b):", 150_000 },
        { "\0", 900_000 }, { "\ud83d", 900_000 }, { "/*", 400_000 }, { "/(", 400_000 }, { "'\\", 400_000 }, { "\\u", 400_000 }, { "@", 900_000 },
        { "class A { a: ", 60_000 }, { "let é: Ü = ;", 60_000 }, { "enum A {}\n", 90_000 }, { "import ", 140_000 }, { "import {", 120_000 }, { "export {", 120_000 },
    };

    [Theory]
    [MemberData(nameof(Texts))]
    public void Is_a_problem_and_no_hang(string piece, int times)
    {
        var code = string.Concat(Enumerable.Repeat(piece, times));
        Assert.NotNull(tools.Strip(code).Problem);
        Assert.NotNull(tools.Read(code).Problem);
        Assert.Equal("let x         = 1", tools.Strip(Good).Code);
    }

    [Fact]
    public void More_brackets_than_the_reader_follows_are_a_problem_with_a_place()
    {
        var code = $"\n{new string('[', 1100)}{new string(']', 1100)}";
        Assert.Equal(new CodeProblem(CodeProblem.TooDeep, 2, 1025), tools.Read(code).Problem);
    }

    [Fact]
    public void Thousands_of_imports_are_read()
    {
        var code = string.Concat(Enumerable.Range(0, 20_000).Select(i => $"import m{i}, {{ a{i} as b{i} }} from 'c{i % 2}';export {{ b{i} }};"));
        var facts = tools.Read(code).Facts;
        Assert.NotNull(facts);
        Assert.Equal((2, 20_000, 20_000), (facts.Imports.Count, facts.Imports["c1"].Count, facts.Exports.Count));
    }

    [Theory]
    [InlineData("async <T>(a = ", 40)]
    [InlineData("if (a) {} else ", 60_000)]
    public void Can_be_interrupted(string piece, int times)
    {
        var code = string.Concat(Enumerable.Repeat(piece, times));
        Assert.Throws<ScriptInterruptedException>(() => tools.Within(Soon, () => tools.TypeScript.TryStrip(code, out _, out _)));
        Assert.Equal("let x         = 1", tools.Strip(Good).Code);
    }
}
