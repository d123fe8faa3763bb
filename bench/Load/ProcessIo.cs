using System.Globalization;

namespace Pintle.Load;

/// <summary>What the kernel knows of processes.</summary>
internal static class ProcessIo
{
    /// <summary>Bytes that a process has caused to be written to a disk.</summary>
    public static long Written(int process)
    {
        try
        {
            var line = File.ReadLines($"/proc/{process}/io").First(l => l.StartsWith("write_bytes", StringComparison.Ordinal));
            return long.Parse(line.Split(' ')[1], CultureInfo.InvariantCulture);
        }
        catch (Exception gone) when (gone is IOException or UnauthorizedAccessException)
        {
            return 0;
        }
    }

    /// <summary>A process and all below it.</summary>
    public static IReadOnlyList<int> Tree(int root)
    {
        var parents = new List<(int Process, int Parent)>();
        foreach (var directory in Directory.GetDirectories("/proc"))
        {
            if (int.TryParse(Path.GetFileName(directory), CultureInfo.InvariantCulture, out var process) && Parent(process) is { } parent)
            {
                parents.Add((process, parent));
            }
        }

        List<int> tree = [root];
        for (var i = 0; i < tree.Count; i++)
        {
            tree.AddRange(parents.Where(p => p.Parent == tree[i]).Select(p => p.Process));
        }

        return tree;
    }

    private static int? Parent(int process)
    {
        try
        {
            var stat = File.ReadAllText($"/proc/{process}/stat");
            return int.Parse(stat[(stat.LastIndexOf(')') + 2)..].Split(' ')[1], CultureInfo.InvariantCulture);
        }
        catch (IOException)
        {
            return null;
        }
    }
}
