using System.Diagnostics;
using System.Globalization;

namespace Pintle.Load;

/// <summary>What the kernel knows of its disks.</summary>
internal static class DiskIo
{
    private const int SectorBytes = 512;

    /// <summary>Bytes that a process has passed to <c>write</c> and its like, without what it sent to sockets. See https://man7.org/linux/man-pages/man5/proc_pid_io.5.html.</summary>
    public static long WrittenBy(int process) => long.Parse(
        File.ReadLines($"/proc/{process}/io").First(l => l.StartsWith("wchar", StringComparison.Ordinal)).Split(' ')[1], CultureInfo.InvariantCulture);

    /// <summary>
    /// Bytes that were written to the machine's disks, by anyone, whole blocks and the file system's own records included. What the
    /// kernel still holds back is written first.
    /// </summary>
    public static long Written
    {
        get
        {
            using (var sync = Process.Start("sync"))
            {
                sync.WaitForExit();
            }

            return Directory.GetDirectories("/sys/block")
                .Where(d => Directory.Exists(Path.Combine(d, "device")))
                .Sum(d => long.Parse(File.ReadAllText(Path.Combine(d, "stat")).Split(' ', StringSplitOptions.RemoveEmptyEntries)[6], CultureInfo.InvariantCulture) * SectorBytes);
        }
    }
}
