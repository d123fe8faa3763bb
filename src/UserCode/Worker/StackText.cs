using System.Text.RegularExpressions;
using Microsoft.ClearScript;
using Pintle.UserCode.Code;

namespace Pintle.UserCode.Worker;

/// <summary>Errors in the words that people know them by.</summary>
internal static partial class StackText
{
    /// <summary>Of code that could not even start: the message, and where it is.</summary>
    public static string OfBatch(ScriptEngineException wrong, TransformationCode code, int longest)
    {
        // Shortened first: what user code throws can be as long as it likes, and made for expressions to take forever over.
        var text = wrong.ErrorDetails ?? wrong.Message;
        var details = WithoutNumbers(text.Length > longest ? text[..longest] : text);
        var message = details.Split('\n')[0].TrimEnd();
        if (message.Length == 0)
        {
            return "Error: the code threw something without a text before it could start.";
        }

        if (message.Contains(": import from ", StringComparison.Ordinal) || message.StartsWith("import from ", StringComparison.Ordinal))
        {
            return message.StartsWith("Error: ", StringComparison.Ordinal) ? message : $"Error: {message}";
        }

        return Place().Match(details) is { Success: true } place && message.StartsWith("SyntaxError", StringComparison.Ordinal)
            ? $"{message} [{place.Groups["name"].Value}:{place.Groups["line"].Value}:{place.Groups["column"].Value}]"
            : code.Name.Length == 0 ? message : details.Split(" ->")[0].TrimEnd();
    }

    /// <summary>Script names without the number that makes them unique.</summary>
    public static string WithoutNumbers(string stack) => stack.Contains(" [", StringComparison.Ordinal) ? Number().Replace(stack, "") : stack;

    [GeneratedRegex(@" \[\d+\](?=:\d+:\d+)", RegexOptions.CultureInvariant)]
    private static partial Regex Number();

    [GeneratedRegex(@"\n\s+at (?:.*\()?(?<name>.+?):(?<line>\d+):(?<column>\d+)", RegexOptions.CultureInvariant)]
    private static partial Regex Place();
}
