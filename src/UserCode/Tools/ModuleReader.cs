using System.Diagnostics.CodeAnalysis;
using Microsoft.ClearScript;
using Microsoft.ClearScript.JavaScript;
using Microsoft.ClearScript.V8;

namespace Pintle.UserCode.Tools;

/// <summary>
/// Tells what a module imports and exports. V8 decides whether it is one, es-module-lexer finds its statements, and nothing of it is run.
/// The engine must be one in which no user code runs.
/// </summary>
internal sealed class ModuleReader(V8ScriptEngine engine)
{
    // Of white space the lexer knows but some, so it gets what is as long, and texts are taken from the code itself.
    private const string Answer = """
        ;import.meta.setResult((code) => {
          try {
            const [imports, exports] = parse(code.replace(/[\uFEFF\u2028\u2029\p{Zs}]/gu, ' '));
            return {
              imports: imports.filter((i) => i.type === 'static' || i.type === 'reexport-star').flatMap((i) => [i.importStart, i.start, i.end]),
              exports: exports.filter((e) => e.name !== undefined).flatMap((e) => [e.start, e.end]),
            };
          } catch (error) {
            return { problem: error.idx ?? 0 };
          }
        });
        """;

    private ScriptObject? parse;

    public bool TryRead(string code, [NotNullWhen(true)] out ModuleFacts? facts, [NotNullWhen(false)] out CodeProblem? problem)
    {
        facts = null;
        problem = ModuleSyntax.Check(engine, code);
        if (problem is not null)
        {
            return false;
        }

        var answer = (ScriptObject)(parse ??= Load()).InvokeAsFunction(code);
        problem = answer.GetProperty("problem") is int index ? CodeProblem.At(code, index, CodeProblem.TooDeep) : null;
        facts = problem is null ? Read(code, answer, out problem) : null;
        return facts is not null;
    }

    private static ModuleFacts? Read(string code, ScriptObject answer, out CodeProblem? problem)
    {
        var imports = new ImportedNames();
        foreach (var place in Places(answer, "imports").Chunk(3))
        {
            var (start, nameStart, nameEnd) = (place[0], place[1], place[2]);
            if (ImportClause.Read(code[start..nameStart], out var renamedDefault) is not { } clause)
            {
                problem = CodeProblem.At(code, start + renamedDefault, "The default import can't be renamed: import name from …");
                return null;
            }

            imports.Add(JavaScriptText.Decode(code[(nameStart - 1)..(nameEnd + 1)]), clause);
        }

        problem = null;
        var exports = Places(answer, "exports").Chunk(2).Select(place => JavaScriptText.Decode(code[place[0]..place[1]]));
        return new ModuleFacts(imports.ByModule(), [.. exports]);
    }

    private static IEnumerable<int> Places(ScriptObject answer, string name) => ((IList<object>)answer.GetProperty(name)).Cast<int>();

    private ScriptObject Load() =>
        (ScriptObject)engine.Evaluate(new DocumentInfo("es-module-lexer") { Category = ModuleCategory.Standard }, Embedded.Text("es-module-lexer.js") + Answer);
}
