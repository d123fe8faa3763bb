using System.Buffers.Text;
using System.Diagnostics.CodeAnalysis;
using System.Text;
using Microsoft.ClearScript;
using Microsoft.ClearScript.JavaScript;
using Microsoft.ClearScript.V8;

namespace Pintle.UserCode.Tools;

/// <summary>
/// Makes JavaScript of TypeScript by putting spaces where types are, so that every line and column stays. The engine must be one in which
/// no user code runs. Hostile text may take for ever: the caller interrupts the engine, after which this can still be used.
/// </summary>
internal sealed class TypeScript(V8ScriptEngine engine)
{
    private const int MaxLength = 1 << 20;
    private const string NotSupported = " is not supported in strip-only mode";
    private const string NotSupportedHere = " is not supported: only types that leave nothing behind are";
    private const char ByteOrderMark = '\uFEFF';
    private ScriptObject? strip;

    /// <summary>The code without its types; as it is when V8 takes it for JavaScript.</summary>
    public bool TryStrip(string code, out string stripped, [NotNullWhen(false)] out CodeProblem? problem)
    {
        stripped = code;
        problem = null;
        if (ModuleSyntax.Check(engine, code) is null)
        {
            return true;
        }

        if (code.Length > MaxLength)
        {
            problem = new CodeProblem($"TypeScript of more than {MaxLength} characters isn't read.");
            return false;
        }

        // amaro drops a byte order mark, and with it a column.
        var mark = code.StartsWith(ByteOrderMark) ? 1 : 0;
        var source = code[mark..];
        var answer = Ask(source);
        if (answer.GetProperty("code") is string text)
        {
            stripped = code[..mark] + WithHalvesOfPairs(text, source);
            return true;
        }

        problem = Problem(answer, source);
        return false;
    }

    private static string WithHalvesOfPairs(string text, string source) => string.Create(text.Length, (text, source), static (characters, state) =>
    {
        state.text.CopyTo(characters);
        for (var i = 0; i < characters.Length; i++)
        {
            if (characters[i] == '\uFFFD')
            {
                characters[i] = state.source[i];
            }
        }
    });

    private CodeProblem Problem(ScriptObject answer, string source)
    {
        if (answer.GetProperty("message") is not string message)
        {
            return new CodeProblem(CodeProblem.TooDeep);
        }

        var line = (int)answer.GetProperty("line");
        var column = (int)answer.GetProperty("column");
        var narrow = DisplayColumns.Narrow(source);
        if (narrow != source
            && Ask(narrow) is var again
            && again.GetProperty("message") is string other
            && DisplayColumns.SayTheSame(message, other))
        {
            column = (int)again.GetProperty("column");
        }

        return new CodeProblem(message.Replace(NotSupported, NotSupportedHere, StringComparison.Ordinal), line, column + 1);
    }

    private ScriptObject Ask(string source) => (ScriptObject)(strip ??= Load()).InvokeAsFunction(source);

    private ScriptObject Load()
    {
        var script = Embedded.Bytes("amaro.js");
        // The WebAssembly is in the script as Base64 of "\0asm…". Decoded here, V8 is spared four megabytes of text.
        var start = script.AsSpan().IndexOf("AGFzbQ"u8);
        var length = script.AsSpan(start).IndexOfAny((byte)'"', (byte)'\'');
        var wasm = new byte[Base64.GetMaxDecodedFromUtf8Length(length)];
        Base64.DecodeFromUtf8(script.AsSpan(start, length), wasm, out _, out var size);

        var bytes = (ITypedArray<byte>)((ScriptObject)engine.Script.Uint8Array).Invoke(true, size);
        bytes.Write(wasm, 0, (ulong)size, 0);
        var text = $"(function (module, exports, require, WebAssembly) {{{Encoding.UTF8.GetString(script, 0, start)}{Encoding.UTF8.GetString(script.AsSpan(start + length))}\n}})";
        var load = (ScriptObject)engine.Evaluate(new DocumentInfo("typescript"), Embedded.Text("typescript.js"));
        return (ScriptObject)load.InvokeAsFunction(engine.Evaluate(new DocumentInfo("amaro"), text), bytes);
    }
}
