using System.Globalization;

namespace Pintle.Load;

/// <summary>What the kernel knows of its disks.</summary>
internal static class DiskIo
{
    private const int SectorBytes = 512;

    /// <summary>
    /// Bytes that were written to the machine's disks, by anyone: a process's own <c>write_bytes</c> counts a whole large page for
    /// every few bytes of it, up to ten times what reaches the disk.
    /// </summary>
    public static long Written => Directory.GetDirectories("/sys/block")
        .Where(d => Directory.Exists(Path.Combine(d, "device")))
        .Sum(d => long.Parse(File.ReadAllText(Path.Combine(d, "stat")).Split(' ', StringSplitOptions.RemoveEmptyEntries)[6], CultureInfo.InvariantCulture) * SectorBytes);
}
