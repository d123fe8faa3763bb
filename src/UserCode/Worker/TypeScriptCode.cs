using System.Text.Json;
using Microsoft.ClearScript;
using Microsoft.ClearScript.V8;
using Pintle.UserCode.Code;
using Pintle.UserCode.Tools;

namespace Pintle.UserCode.Worker;

/// <summary>Takes the types out of TypeScript before it is run. Lines and columns stay.</summary>
internal static class TypeScriptCode
{
    private const string TypeScript = "typescript";
    private const int HeapMegabytes = 256;

    /// <summary>The same code in JavaScript. What can't be read becomes code that says so when it is imported.</summary>
    /// <param name="code">As it is stored.</param>
    /// <param name="limit">For all of it.</param>
    public static TransformationCode Stripped(TransformationCode code, TimeSpan limit)
    {
        if (code.Language != TypeScript && code.Libraries.All(l => l.Language != TypeScript))
        {
            return code;
        }

        // No user code runs in it, and its memory is given back at once.
        using var engine = new V8ScriptEngine { MaxRuntimeHeapSize = (nuint)HeapMegabytes << 20 };
        using var timer = new Timer(_ => engine.Interrupt(), null, limit, Timeout.InfiniteTimeSpan);
        var types = new TypeScript(engine);
        return code with
        {
            Source = code.Language == TypeScript ? Strip(types, code.Name, code.Source) : code.Source,
            Libraries = [.. code.Libraries.Select(l => l.Language == TypeScript ? l with { Source = Strip(types, $"library {l.Handle}", l.Source) } : l)],
        };
    }

    private static string Strip(TypeScript types, string name, string source)
    {
        try
        {
            return types.TryStrip(source, out var stripped, out var problem) ? stripped : Throwing(problem, name);
        }
        catch (Exception ended) when (ended is ScriptInterruptedException or ScriptEngineException)
        {
            return Throwing(new CodeProblem("The TypeScript took too long to read."), name);
        }
    }

    private static string Throwing(CodeProblem problem, string name)
    {
        var stack = $"SyntaxError: {problem.Message}\n    at {name}:{problem.Line}:{problem.Column}";
        return $"const error = new SyntaxError({JsonSerializer.Serialize(problem.Message)}); error.stack = {JsonSerializer.Serialize(stack)}; throw error;";
    }
}
