namespace Pintle.Server.Cli.Workspaces;

/// <summary>The lines that differ between two texts, with a little of what is around them.</summary>
internal static class LineDiff
{
    private const int Around = 2;

    // Beyond it, comparing each line with each costs too much: everything between the first difference and the last is then other.
    private const int MostLines = 2_000;

    /// <summary>Lines with <c>-</c> are gone, with <c>+</c> new, and with a blank as they were; <c>…</c> stands for lines left out.</summary>
    public static IEnumerable<string> Of(string before, string after)
    {
        var all = Compare(Lines(before), Lines(after));
        var shown = new bool[all.Count];
        foreach (var (place, line) in all.Index().Where(l => l.Item[0] != ' '))
        {
            Array.Fill(shown, true, Math.Max(0, place - Around), Math.Min(all.Count, place + Around + 1) - Math.Max(0, place - Around));
        }

        for (var place = 0; place < all.Count; place++)
        {
            if (shown[place])
            {
                yield return all[place].TrimEnd();
            }
            else if (place == 0 || shown[place - 1])
            {
                yield return "…";
            }
        }
    }

    private static string[] Lines(string text) => text.Length == 0 ? [] : text.TrimEnd('\n').Split('\n');

    private static List<string> Compare(string[] before, string[] after)
    {
        var start = before.Zip(after).TakeWhile(pair => pair.First == pair.Second).Count();
        var end = before.Skip(start).Reverse().Zip(after.Skip(start).Reverse()).TakeWhile(pair => pair.First == pair.Second).Count();
        var (gone, added) = (before[start..^end], after[start..^end]);
        return
        [
            .. before[..start].Select(line => $"  {line}"),
            .. gone.Length > MostLines || added.Length > MostLines ? [.. gone.Select(line => $"- {line}"), .. added.Select(line => $"+ {line}")] : Between(gone, added),
            .. before[(before.Length - end)..].Select(line => $"  {line}"),
        ];
    }

    // The longest common part of what is left.
    private static List<string> Between(string[] gone, string[] added)
    {
        var common = new int[gone.Length + 1, added.Length + 1];
        for (var i = gone.Length - 1; i >= 0; i--)
        {
            for (var j = added.Length - 1; j >= 0; j--)
            {
                common[i, j] = gone[i] == added[j] ? common[i + 1, j + 1] + 1 : Math.Max(common[i + 1, j], common[i, j + 1]);
            }
        }

        var (lines, a, b) = (new List<string>(), 0, 0);
        while (a < gone.Length || b < added.Length)
        {
            if (a < gone.Length && b < added.Length && gone[a] == added[b])
            {
                lines.Add($"  {gone[a++]}");
                b++;
            }
            else if (b >= added.Length || (a < gone.Length && common[a + 1, b] >= common[a, b + 1]))
            {
                lines.Add($"- {gone[a++]}");
            }
            else
            {
                lines.Add($"+ {added[b++]}");
            }
        }

        return lines;
    }
}
