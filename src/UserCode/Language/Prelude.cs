namespace Pintle.UserCode.Language;

/// <summary>What runs in a fresh context before people's code: the <see cref="Globals"/>, and the functions that run a batch.</summary>
internal static class Prelude
{
    // Each sees what those before it declare.
    private static readonly string[] Parts = ["originals", "errors", "values", "outputs", "inputs", "host", "entry", "batch"];

    private static readonly string Runtime =
        $"(function (options, isTest, look) {{\n'use strict';\n{string.Concat(Parts.Select(part => JavaScript.Find($"runtime/{part}.js")))}}})";

    /// <summary>An expression: a function that looks at outputs. One serves all contexts of an isolate.</summary>
    public static string Looker { get; } = JavaScript.Find("looker.js")!;

    /// <summary>An expression: a function of <see cref="Globals.NewKey"/>, of whether it is a test, and of <see cref="Looker"/>, whose value is what <c>runtime/batch.js</c> returns.</summary>
    /// <param name="settings">What the functions know of the worker's limits, as JSON.</param>
    /// <param name="hasGlobals">The established product has none of the globals, and the former form of code can't import them.</param>
    public static string Script(string settings, bool hasGlobals) => $$"""
        (function (randomKey, isTest, look) {
          {{(hasGlobals ? $"{Globals.Script}(randomKey);" : "")}}
          return {{Runtime}}({{settings}}, isTest, look);
        })
        """;
}
