using System.Text.RegularExpressions;

namespace Pintle.UserCode.Tools;

/// <summary>What an import, or an export from another module, takes from it.</summary>
/// <param name="Default">The name that the code gives to the default export.</param>
/// <param name="Names">Other names.</param>
internal sealed partial record ImportClause(string? Default, IReadOnlyList<string> Names)
{
    /// <summary>Reads a statement that V8 takes, up to the name of the module. Null when it renames the default import.</summary>
    public static ImportClause? Read(string statement, out int renamedDefault)
    {
        var tokens = Token().Matches(statement).Where(token => token.Value[0] != '/').ToList();
        var isImport = tokens[0].Value == "import";
        string? defaultName = null;
        var names = new List<string>();
        var isInBraces = false;
        // The first is `import` or `export`. The last is `from`, except in `import "module"`.
        for (var i = 1; i < tokens.Count - 1; i++)
        {
            var (text, next) = (tokens[i].Value, tokens[i + 1].Value);
            switch (text)
            {
                case "{" or "}":
                    isInBraces = text == "{";
                    break;
                case ",":
                    break;
                case "*":
                    if (next == "as")
                    {
                        names.Add(JavaScriptText.Decode(tokens[i += 2].Value));
                    }

                    break;
                case var _ when !isInBraces:
                    defaultName = JavaScriptText.Decode(text);
                    break;
                default:
                    var name = JavaScriptText.Decode(text);
                    if (isImport && name == "default")
                    {
                        renamedDefault = tokens[i].Index;
                        return null;
                    }

                    names.Add(name);
                    // `as` is a name too: `{ as }`, `{ as as as }`.
                    i += next is "," or "}" ? 0 : 2;
                    break;
            }
        }

        renamedDefault = -1;
        return new ImportClause(defaultName, names);
    }

    [GeneratedRegex("""//[^\n\r\u2028\u2029]*|/\*.*?\*/|"(?:\\.|[^"\\])*"|'(?:\\.|[^'\\])*'|[{},*]|[^\s\uFEFF{},*"'/]+""", RegexOptions.Singleline)]
    private static partial Regex Token();
}
