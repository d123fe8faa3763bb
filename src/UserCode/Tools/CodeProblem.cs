namespace Pintle.UserCode.Tools;

/// <summary>Why a code can't be run as it is. Lines and columns count from 1, columns in UTF-16 units, as V8 counts them.</summary>
internal sealed record CodeProblem(string Message, int Line, int Column)
{
    public const string TooDeep = "The code is nested too deeply to be read.";

    /// <summary>A problem of the code as a whole.</summary>
    public CodeProblem(string message) : this(message, 1, 1)
    {
    }

    /// <summary>A problem at a place in the code.</summary>
    public static CodeProblem At(string code, int index, string message)
    {
        var (line, start) = (1, 0);
        for (var i = 0; i < index; i++)
        {
            if (code[i] is '\n' or '\u2028' or '\u2029' || (code[i] == '\r' && (i + 1 == code.Length || code[i + 1] != '\n')))
            {
                line++;
                start = i + 1;
            }
        }

        return new CodeProblem(message, line, index - start + 1);
    }
}
