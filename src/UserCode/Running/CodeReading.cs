namespace Pintle.UserCode.Running;

/// <summary>What a module says about itself. Nothing of it has been run.</summary>
/// <param name="Imports">Each module that it imports with the names that it takes from it, a default import first.</param>
/// <param name="Exports">The names that it exports.</param>
/// <param name="Problem">Why it can't be read; empty when it can.</param>
/// <param name="Line">Of the problem, from 1; 0 without one.</param>
/// <param name="Column">Of the problem, from 1; 0 without one.</param>
public sealed record CodeReading(IReadOnlyDictionary<string, IReadOnlyList<string>> Imports, IReadOnlyList<string> Exports, string Problem = "", int Line = 0, int Column = 0)
{
    /// <summary>It can't be read.</summary>
    public static CodeReading Wrong(string problem, int line = 0, int column = 0) => new(new Dictionary<string, IReadOnlyList<string>>(), [], problem, line, column);

    /// <summary>The problem with its place; empty without one.</summary>
    public string ProblemAndPlace => Line == 0 ? Problem : string.Create(System.Globalization.CultureInfo.InvariantCulture, $"SyntaxError: {Problem} (line {Line}, column {Column})");
}
