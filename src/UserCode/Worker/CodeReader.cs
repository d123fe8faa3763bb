using System.Text.Json;
using Microsoft.ClearScript;
using Microsoft.ClearScript.V8;
using Pintle.UserCode.Running;
using Pintle.UserCode.Tools;

namespace Pintle.UserCode.Worker;

/// <summary>Reads what a module imports and exports, in an engine in which no user code runs.</summary>
internal static class CodeReader
{
    private const int HeapMegabytes = 256;

    /// <param name="question">A <see cref="CodeQuestion"/>.</param>
    /// <param name="limit">For all of it.</param>
    public static CodeReading Read(ReadOnlySpan<byte> question, TimeSpan limit)
    {
        var (code, language) = JsonSerializer.Deserialize<CodeQuestion>(question)!;
        using var engine = new V8ScriptEngine { MaxRuntimeHeapSize = (nuint)HeapMegabytes << 20 };
        using var timer = new Timer(_ => engine.Interrupt(), null, limit, Timeout.InfiniteTimeSpan);
        try
        {
            CodeProblem? problem = null;
            if (language == "typescript" && !new TypeScript(engine).TryStrip(code, out code, out problem))
            {
                return CodeReading.Wrong(problem.Message, problem.Line, problem.Column);
            }

            return new ModuleReader(engine).TryRead(code, out var facts, out problem)
                ? new CodeReading(facts.Imports, facts.Exports)
                : CodeReading.Wrong(problem.Message, problem.Line, problem.Column);
        }
        catch (Exception ended) when (ended is ScriptInterruptedException or ScriptEngineException)
        {
            return CodeReading.Wrong("The code takes too long, or too much memory, to read.");
        }
    }
}

/// <summary>Code that is to be read.</summary>
/// <param name="Language"><c>javascript</c> or <c>typescript</c>.</param>
internal sealed record CodeQuestion(string Code, string Language);
