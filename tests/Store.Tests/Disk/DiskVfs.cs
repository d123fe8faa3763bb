using System.Collections.Concurrent;
using System.Runtime.InteropServices;

namespace Pintle.Store.Tests.Disk;

/// <summary>
/// A layer between SQLite and its usual VFS: tells a <see cref="RecordedDisk"/> what is written to the files below its directory,
/// when they are synced and when their directory is, and lets it answer with errors. Files elsewhere are not touched.
/// </summary>
internal static unsafe class DiskVfs
{
    private static readonly ConcurrentDictionary<string, RecordedDisk> Disks = new();
    private static readonly ConcurrentDictionary<nint, (RecordedDisk Disk, string Path, nint Methods)> Open = new();
    private static readonly ConcurrentDictionary<nint, nint> Tables = new();
    private static readonly Lock Installing = new();
    private static NativeVfs* _usual;
    private static delegate* unmanaged<byte*, int*, int> _openDirectory;

    /// <summary>Files of the directory that are opened from now on are recorded.</summary>
    public static void Add(RecordedDisk disk)
    {
        lock (Installing)
        {
            if (_usual is null)
            {
                Install();
            }
        }

        Disks[disk.Directory] = disk;
    }

    /// <summary>What records a directory; null when nothing does.</summary>
    public static RecordedDisk? Find(string directory) => Disks.GetValueOrDefault(directory);

    public static void Remove(RecordedDisk disk) => Disks.TryRemove(disk.Directory, out _);

    private static void Install()
    {
        Assert.Equal(NativeSqlite.Ok, NativeSqlite.Initialise());
        var usual = NativeSqlite.Find(null);
        var own = (NativeVfs*)NativeMemory.AllocZeroed((nuint)sizeof(NativeVfs));
        *own = *usual;
        own->Next = null;
        own->Name = (byte*)Marshal.StringToCoTaskMemUTF8("recorded");
        own->Open = &OpenFile;
        own->Delete = &DeleteFile;

        // The usual VFS syncs a directory inside the sync of a new log; to do so it opens the directory, which shows.
        var name = (byte*)Marshal.StringToCoTaskMemUTF8("openDirectory");
        _openDirectory = (delegate* unmanaged<byte*, int*, int>)usual->GetSystemCall(usual, name);
        usual->SetSystemCall(usual, name, (delegate* unmanaged<byte*, int*, int>)&OpenDirectory);
        _usual = usual;
        Assert.Equal(NativeSqlite.Ok, NativeSqlite.Register(own, 1));
    }

    private static RecordedDisk? DiskOf(string path) => Path.GetDirectoryName(path) is { } directory && Disks.TryGetValue(directory, out var disk) ? disk : null;

    [UnmanagedCallersOnly]
    private static int OpenFile(NativeVfs* vfs, byte* name, NativeFile* file, int flags, int* outFlags)
    {
        var path = Marshal.PtrToStringUTF8((nint)name);
        if (path is null || DiskOf(path) is not { } disk)
        {
            return _usual->Open(_usual, name, file, flags, outFlags);
        }

        if (disk.Fails(DiskOperation.Open, path) is var error and not NativeSqlite.Ok)
        {
            file->Methods = null;
            return error;
        }

        disk.Opening(path, (flags & NativeSqlite.OpenCreates) != 0);
        var result = _usual->Open(_usual, name, file, flags, outFlags);
        if (result == NativeSqlite.Ok && file->Methods is not null)
        {
            Open[(nint)file] = (disk, path, (nint)file->Methods);
            file->Methods = (NativeFileMethods*)Tables.GetOrAdd((nint)file->Methods, Wrap);
        }

        return result;
    }

    private static nint Wrap(nint usual)
    {
        var methods = (NativeFileMethods*)NativeMemory.Alloc((nuint)sizeof(NativeFileMethods));
        *methods = *(NativeFileMethods*)usual;
        methods->Version = Math.Min(methods->Version, 2);
        methods->Close = &CloseFile;
        methods->Write = &WriteFile;
        methods->Truncate = &TruncateFile;
        methods->Sync = &SyncFile;
        return (nint)methods;
    }

    private static NativeFileMethods* Usual(NativeFile* file, out RecordedDisk disk, out string path)
    {
        (disk, path, var methods) = Open[(nint)file];
        return (NativeFileMethods*)methods;
    }

    [UnmanagedCallersOnly]
    private static int CloseFile(NativeFile* file)
    {
        var usual = Usual(file, out _, out _);
        Open.TryRemove((nint)file, out _);
        return usual->Close(file);
    }

    [UnmanagedCallersOnly]
    private static int WriteFile(NativeFile* file, byte* data, int count, long offset)
    {
        var usual = Usual(file, out var disk, out var path);
        if (disk.Fails(DiskOperation.Write, path) is var error and not NativeSqlite.Ok)
        {
            return error;
        }

        disk.Written(path, offset, new ReadOnlySpan<byte>(data, count));
        return usual->Write(file, data, count, offset);
    }

    [UnmanagedCallersOnly]
    private static int TruncateFile(NativeFile* file, long size)
    {
        var usual = Usual(file, out var disk, out var path);
        disk.Truncated(path, size);
        return usual->Truncate(file, size);
    }

    [UnmanagedCallersOnly]
    private static int SyncFile(NativeFile* file, int flags)
    {
        var usual = Usual(file, out var disk, out var path);
        if (disk.Fails(DiskOperation.Sync, path) is var error and not NativeSqlite.Ok)
        {
            return error;
        }

        var (synced, writes) = disk.Syncing(path);
        var result = usual->Sync(file, flags);
        if (result == NativeSqlite.Ok)
        {
            disk.Synced(synced, writes);
        }

        return result;
    }

    [UnmanagedCallersOnly]
    private static int DeleteFile(NativeVfs* vfs, byte* name, int syncDirectory)
    {
        if (Marshal.PtrToStringUTF8((nint)name) is { } path && DiskOf(path) is { } disk)
        {
            disk.Deleting(path);
        }

        return _usual->Delete(_usual, name, syncDirectory);
    }

    [UnmanagedCallersOnly]
    private static int OpenDirectory(byte* fileName, int* descriptor)
    {
        if (Marshal.PtrToStringUTF8((nint)fileName) is { } path && DiskOf(path) is { } disk)
        {
            disk.DirectorySynced();
        }

        return _openDirectory(fileName, descriptor);
    }
}
