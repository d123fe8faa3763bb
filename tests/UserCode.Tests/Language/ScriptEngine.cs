using Microsoft.ClearScript;
using Microsoft.ClearScript.JavaScript;
using Microsoft.ClearScript.V8;
using Pintle.UserCode.Language;

namespace Pintle.UserCode.Tests.Language;

/// <summary>A V8 with the globals, and with the libraries to import. One for a whole test class: starting V8 is what costs.</summary>
public sealed class ScriptEngine : IDisposable
{
    private readonly V8ScriptEngine engine = new(V8ScriptEngineFlags.EnableDynamicModuleImports);

    public ScriptEngine()
    {
        ((ScriptObject)engine.Evaluate(Globals.Script)).Invoke(false, new Func<int, string>(Globals.Random));
        engine.AccessContext = typeof(ScriptEngine);
        engine.Execute("globalThis.attempt = (stringify => make => { try { return stringify(make()) ?? 'undefined'; } catch (e) { return `${e.name}`; } })(JSON.stringify);");
    }

    /// <summary>The value of an expression as JSON; the name of what it throws.</summary>
    public string Json(string expression) => (string)engine.Evaluate($"attempt(() => ({expression}))");

    public void Execute(string code) => engine.Execute(code);

    /// <summary>Makes what a library exports known by a name.</summary>
    public void Import(string library, string name)
    {
        var document = new DocumentInfo(library) { Category = ModuleCategory.Standard };
        var text = JavaScript.Find($"libraries/{library}.js") ?? throw new InvalidOperationException($"There is no library {library}.");
        engine.Script[name] = engine.Evaluate(document, $"{text}\n;import * as own from './{library}.js';");
    }

    public void Dispose() => engine.Dispose();
}
