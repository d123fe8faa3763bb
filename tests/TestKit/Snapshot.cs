using System.Runtime.CompilerServices;

namespace Pintle.TestKit;

/// <summary>
/// Compares a text with the one kept beside the test, <c>Class.Method.verified.txt</c>. A difference leaves a <c>.received.txt</c>
/// there; <c>./dev accept</c> takes it as the new text.
/// </summary>
public static class Snapshot
{
    /// <summary>Throws when the text is not the one that was accepted.</summary>
    public static void Matches(string actual, [CallerFilePath] string file = "", [CallerMemberName] string member = "")
    {
        var place = $"{Path.Combine(Path.GetDirectoryName(file)!, Path.GetFileNameWithoutExtension(file))}.{member}";
        var (verified, received) = ($"{place}.verified.txt", $"{place}.received.txt");
        var lines = actual.ReplaceLineEndings("\n").TrimEnd('\n') + "\n";
        if (Environment.GetEnvironmentVariable("PINTLE_ACCEPT") == "1")
        {
            File.WriteAllText(verified, lines);
        }

        var expected = File.Exists(verified) ? File.ReadAllText(verified) : "";
        if (expected == lines)
        {
            File.Delete(received);
            return;
        }

        File.WriteAllText(received, lines);
        var (was, now) = (expected.Split('\n'), lines.Split('\n'));
        var first = Enumerable.Range(0, Math.Max(was.Length, now.Length)).First(i => was.ElementAtOrDefault(i) != now.ElementAtOrDefault(i));
        throw new InvalidOperationException(
            $"{verified}, line {first + 1}, says\n{was.ElementAtOrDefault(first)}\nnow it is\n{now.ElementAtOrDefault(first)}\n./dev accept takes the new text.");
    }
}
