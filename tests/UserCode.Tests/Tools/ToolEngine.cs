using Microsoft.ClearScript.V8;
using Pintle.UserCode.Tools;

namespace Pintle.UserCode.Tests.Tools;

/// <summary>An engine with the tools in it. Nothing may take longer than the limit: then the engine is interrupted, and the test fails by that.</summary>
public sealed class ToolEngine : IDisposable
{
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(30);
    private readonly V8ScriptEngine engine = new();

    public ToolEngine()
    {
        TypeScript = new TypeScript(engine);
        ModuleReader = new ModuleReader(engine);
    }

    internal TypeScript TypeScript { get; }

    internal ModuleReader ModuleReader { get; }

    public object? Evaluate(string script) => engine.Evaluate(script);

    public T Within<T>(TimeSpan limit, Func<T> step)
    {
        using var timer = new Timer(_ => engine.Interrupt(), null, limit, Timeout.InfiniteTimeSpan);
        return step();
    }

    internal (string Code, CodeProblem? Problem) Strip(string code) => Within(Limit, () =>
    {
        TypeScript.TryStrip(code, out var stripped, out var problem);
        return (stripped, problem);
    });

    internal (ModuleFacts? Facts, CodeProblem? Problem) Read(string code) => Within(Limit, () =>
    {
        ModuleReader.TryRead(code, out var facts, out var problem);
        return (facts, problem);
    });

    public void Dispose() => engine.Dispose();
}
