using System.Diagnostics;

namespace Pintle.EndToEnd.Tests;

/// <summary>A file system in memory of a few megabytes, to be filled to the last byte. Only root can mount one.</summary>
internal sealed class SmallDisk : IAsyncDisposable
{
    private SmallDisk(string path) => Path = path;

    public string Path { get; }

    private string Filler => System.IO.Path.Combine(Path, "filler");

    /// <summary>Null where it can't be mounted.</summary>
    public static async Task<SmallDisk?> TryMountAsync(int megabytes)
    {
        var path = Directory.CreateTempSubdirectory("pintle-disk-").FullName;
        if (Environment.IsPrivilegedProcess && OperatingSystem.IsLinux() && await RunAsync("mount", "-t", "tmpfs", "-o", $"size={megabytes}m", "pintle-test", path) == 0)
        {
            return new SmallDisk(path);
        }

        Directory.Delete(path);
        return null;
    }

    /// <summary>Leaves so many bytes free.</summary>
    public void Fill(long free)
    {
        using var filler = new FileStream(Filler, new FileStreamOptions
        {
            Mode = FileMode.CreateNew, Access = FileAccess.Write, PreallocationSize = new DriveInfo(Path).AvailableFreeSpace - free,
        });
    }

    public void MakeRoom() => File.Delete(Filler);

    public async ValueTask DisposeAsync()
    {
        await RunAsync("umount", Path);
        Directory.Delete(Path);
    }

    private static async Task<int> RunAsync(string program, params string[] arguments)
    {
        using var process = Process.Start(new ProcessStartInfo(program, arguments) { RedirectStandardError = true })!;
        await process.WaitForExitAsync();
        return process.ExitCode;
    }
}
