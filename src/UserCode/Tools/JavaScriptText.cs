using System.Globalization;
using System.Text.RegularExpressions;

namespace Pintle.UserCode.Tools;

/// <summary>What a name or a string literal, as it is written in JavaScript, stands for.</summary>
internal static partial class JavaScriptText
{
    public static string Decode(string literal)
    {
        var text = literal[0] is '"' or '\'' ? literal[1..^1] : literal;
        return text.Contains('\\', StringComparison.Ordinal) ? Escape().Replace(text, Meaning) : text;
    }

    private static string Meaning(Match escape)
    {
        var number = escape.Groups["number"];
        if (number.Success)
        {
            var code = int.Parse(number.ValueSpan, NumberStyles.HexNumber, CultureInfo.InvariantCulture);
            return code > char.MaxValue ? char.ConvertFromUtf32(code) : ((char)code).ToString();
        }

        return escape.Groups["other"].Value switch
        {
            "n" => "\n",
            "r" => "\r",
            "t" => "\t",
            "b" => "\b",
            "f" => "\f",
            "v" => "\v",
            "0" => "\0",
            "\n" or "\r" or "\r\n" or "\u2028" or "\u2029" => "",
            var other => other,
        };
    }

    [GeneratedRegex("""\\(?:u\{(?<number>[0-9A-Fa-f]+)\}|u(?<number>[0-9A-Fa-f]{4})|x(?<number>[0-9A-Fa-f]{2})|(?<other>\r\n|.))""", RegexOptions.Singleline)]
    private static partial Regex Escape();
}
