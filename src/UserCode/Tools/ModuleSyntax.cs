using System.Globalization;
using System.Text.RegularExpressions;
using Microsoft.ClearScript;
using Microsoft.ClearScript.JavaScript;
using Microsoft.ClearScript.V8;

namespace Pintle.UserCode.Tools;

/// <summary>Whether a code is an ES module, by V8's own parser. Nothing of it is run or imported.</summary>
internal static partial class ModuleSyntax
{
    private const string Name = "code";
    private const string SyntaxError = "SyntaxError: ";

    /// <summary>What V8 has against it; null when it is a module.</summary>
    public static CodeProblem? Check(V8ScriptEngine engine, string code)
    {
        try
        {
            using var script = engine.Compile(new DocumentInfo(Name) { Category = ModuleCategory.Standard }, code);
            return null;
        }
        catch (ScriptEngineException refused) when (!refused.IsFatal)
        {
            return Read(refused.Message, refused.ErrorDetails);
        }
    }

    private static CodeProblem Read(string message, string details)
    {
        if (!message.StartsWith(SyntaxError, StringComparison.Ordinal))
        {
            return new CodeProblem(CodeProblem.TooDeep);
        }

        // V8 tells the place only here: "SyntaxError: …", and then "    at code [7]:2:11 -> the line".
        var place = Place().Match(details, message.Length);
        if (!place.Success)
        {
            return new CodeProblem(message[SyntaxError.Length..]);
        }

        var column = Number(place.Groups["column"]);
        var before = place.Groups["text"].Value[..(column - 1)];
        return new CodeProblem(
            BareNamespace().IsMatch(before) ? "A namespace import needs a name: import * as name from …" : message[SyntaxError.Length..],
            Number(place.Groups["line"]),
            column);
    }

    private static int Number(Group group) => int.Parse(group.ValueSpan, CultureInfo.InvariantCulture);

    [GeneratedRegex(@"\G\n    at " + Name + @"(?: \[\d+\])?:(?<line>\d+):(?<column>\d+) -> (?<text>.*)", RegexOptions.Singleline)]
    private static partial Regex Place();

    [GeneratedRegex(@"\bimport\s*\*\s*$", RegexOptions.RightToLeft)]
    private static partial Regex BareNamespace();
}
