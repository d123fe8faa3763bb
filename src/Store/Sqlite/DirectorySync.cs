using System.Runtime.InteropServices;

namespace Pintle.Store.Sqlite;

/// <summary>
/// Makes a new directory safe from a power cut: its name stands in its parent, and nobody has synced that one. SQLite syncs only
/// the directory that holds its files.
/// </summary>
internal static partial class DirectorySync
{
    private const int IoError = 5;
    private const int NoSpace = 28;

    /// <summary>Creates a directory where it is missing, and syncs it and all above it that may be read.</summary>
    public static void Create(string directory)
    {
        Directory.CreateDirectory(directory);
        if (OperatingSystem.IsWindows())
        {
            return;
        }

        for (var at = Path.GetFullPath(directory); at is not null && TrySync(at); at = Path.GetDirectoryName(at))
        {
        }
    }

    // A directory that this user may not read was not made by it. A file system that syncs no directories answers with an error.
    private static bool TrySync(string directory)
    {
        var descriptor = Open(directory, 0);
        if (descriptor < 0)
        {
            return false;
        }

        var error = Sync(descriptor) == 0 ? 0 : Marshal.GetLastPInvokeError();
        _ = Close(descriptor);
        return error is not (IoError or NoSpace) ? true : throw new StoreUnavailableException($"The directory {directory} can't be synced (error {error}).");
    }

    [LibraryImport("libc", EntryPoint = "open", StringMarshalling = StringMarshalling.Utf8)]
    private static partial int Open(string path, int flags);

    [LibraryImport("libc", EntryPoint = "fsync", SetLastError = true)]
    private static partial int Sync(int descriptor);

    [LibraryImport("libc", EntryPoint = "close")]
    private static partial int Close(int descriptor);
}
