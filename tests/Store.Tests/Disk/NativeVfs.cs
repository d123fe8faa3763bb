using System.Runtime.InteropServices;

namespace Pintle.Store.Tests.Disk;

/// <summary>SQLite's <c>sqlite3_vfs</c>, as far as it is changed here. See https://www.sqlite.org/c3ref/vfs.html.</summary>
[StructLayout(LayoutKind.Sequential)]
internal unsafe struct NativeVfs
{
    public int Version;
    public int FileBytes;
    public int LongestPath;
    public NativeVfs* Next;
    public byte* Name;
    public void* AppData;
    public delegate* unmanaged<NativeVfs*, byte*, NativeFile*, int, int*, int> Open;
    public delegate* unmanaged<NativeVfs*, byte*, int, int> Delete;
    public fixed long Unchanged[11];
    public delegate* unmanaged<NativeVfs*, byte*, void*, int> SetSystemCall;
    public delegate* unmanaged<NativeVfs*, byte*, void*> GetSystemCall;
    public void* NextSystemCall;
}

/// <summary>An open file: what follows the methods is the affair of the VFS that opened it.</summary>
[StructLayout(LayoutKind.Sequential)]
internal unsafe struct NativeFile
{
    public NativeFileMethods* Methods;
}

/// <summary>SQLite's <c>sqlite3_io_methods</c>. See https://www.sqlite.org/c3ref/io_methods.html.</summary>
[StructLayout(LayoutKind.Sequential)]
internal unsafe struct NativeFileMethods
{
    public int Version;
    public delegate* unmanaged<NativeFile*, int> Close;
    public void* Read;
    public delegate* unmanaged<NativeFile*, byte*, int, long, int> Write;
    public delegate* unmanaged<NativeFile*, long, int> Truncate;
    public delegate* unmanaged<NativeFile*, int, int> Sync;
    public fixed long Unchanged[11];

    /// <summary>Memory-mapped access, which would bypass <see cref="Write"/>.</summary>
    public fixed long Mapping[2];
}

/// <summary>The library's entry points.</summary>
internal static unsafe partial class NativeSqlite
{
    public const int Ok = 0;
    public const int IoError = 10;
    public const int IoErrorOnWrite = IoError | (3 << 8);
    public const int IoErrorOnSync = IoError | (4 << 8);
    public const int Full = 13;
    public const int CannotOpen = 14;
    public const int OpenCreates = 4;

    [LibraryImport("e_sqlite3", EntryPoint = "sqlite3_vfs_find")]
    public static partial NativeVfs* Find(byte* name);

    [LibraryImport("e_sqlite3", EntryPoint = "sqlite3_vfs_register")]
    public static partial int Register(NativeVfs* vfs, int makeDefault);

    [LibraryImport("e_sqlite3", EntryPoint = "sqlite3_initialize")]
    public static partial int Initialise();
}
