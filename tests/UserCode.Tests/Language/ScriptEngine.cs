using System.Text.Json;
using Microsoft.ClearScript;
using Microsoft.ClearScript.JavaScript;
using Microsoft.ClearScript.V8;
using Pintle.UserCode.Language;

namespace Pintle.UserCode.Tests.Language;

/// <summary>A V8 with the globals, and with libraries to import. One for a test class, since starting V8 is what takes time.</summary>
public sealed class ScriptEngine : IDisposable
{
    // Taken before a test can patch the prototypes.
    private const string Attempt =
        """
        (stringify => make => {
          try { return stringify(make()) ?? 'undefined'; } catch (e) { return `${e.name}: ${e.message}`; }
        })(JSON.stringify)
        """;

    private readonly V8ScriptEngine engine = new(V8ScriptEngineFlags.DisableGlobalMembers);

    public ScriptEngine()
        : this(Globals.NewKey())
    {
    }

    internal ScriptEngine(string randomKey)
    {
        ((ScriptObject)engine.Evaluate(Globals.Script)).Invoke(false, randomKey);
        engine.Execute($"const attempt = {Attempt}");
    }

    /// <summary>Rows of a file of cases that is a list of lists.</summary>
    public static IEnumerable<JsonElement> Cases(string name)
    {
        using var file = typeof(ScriptEngine).Assembly.GetManifestResourceStream(name)!;
        return [.. JsonDocument.Parse(file).RootElement.EnumerateArray()];
    }

    /// <summary>Text as an expression.</summary>
    public static string Literal(string? text) => text is null ? "undefined" : JsonSerializer.Serialize(text);

    /// <summary>The value of an expression as JSON, or what it throws.</summary>
    public string Json(string expression) => (string)engine.Evaluate($"attempt(() => ({expression}))");

    public void Execute(string code) => engine.Execute(code);

    /// <summary>What a library exports, by a name.</summary>
    public void Import(string library, string name)
    {
        engine.DocumentSettings.AddSystemDocument(library, ModuleCategory.Standard, JavaScript.Find($"libraries/{library}.js"));
        engine.Evaluate(new DocumentInfo { Category = ModuleCategory.Standard }, $"import * as {name} from '{library}'; globalThis.{name} = {name};");
    }

    public void Dispose() => engine.Dispose();
}
