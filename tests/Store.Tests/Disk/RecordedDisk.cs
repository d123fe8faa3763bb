namespace Pintle.Store.Tests.Disk;

/// <summary>What SQLite asks of a disk.</summary>
public enum DiskOperation
{
    Open,
    Write,
    Sync,
}

/// <summary>
/// A directory whose SQLite files are recorded while they are written, so that a power cut at any moment can be played: a file has
/// what was synced and any part of the rest, a directory entry what was when the directory was last synced, or what is now.
/// </summary>
internal sealed class RecordedDisk : IDisposable
{
    private readonly Lock _lock = new();
    private readonly Dictionary<string, RecordedFile> _files = [];
    private Dictionary<string, RecordedFile> _syncedEntries = [];

    /// <summary>Records from here on; what is in the directory now counts as synced.</summary>
    public RecordedDisk(string directory)
    {
        Directory = directory;
        foreach (var path in System.IO.Directory.Exists(directory) ? System.IO.Directory.GetFiles(directory, "*.db*") : [])
        {
            if (IsContent(path))
            {
                _files[path] = new RecordedFile(File.ReadAllBytes(path));
            }
        }

        _syncedEntries = new(_files);
        DiskVfs.Add(this);
    }

    public string Directory { get; }

    /// <summary>Called before each change of the file named, with the disk as it then is; no two calls at a time.</summary>
    public Action<RecordedDisk, string>? BeforeChange { get; set; }

    /// <summary>Answers an operation on a file with an SQLite error code; 0 = goes well.</summary>
    public Func<DiskOperation, string, int> Fault { get; set; } = (_, _) => NativeSqlite.Ok;

    public void Dispose() => DiskVfs.Remove(this);

    /// <summary>A copy that can be cut later. Called from within <see cref="BeforeChange"/>.</summary>
    public DiskState Snapshot()
    {
        var copies = _files.Values.Concat(_syncedEntries.Values).Distinct().ToDictionary(f => f, f => f.Clone());
        return new DiskState(
            _syncedEntries.ToDictionary(e => Path.GetFileName(e.Key), e => copies[e.Value]),
            Entries().ToDictionary(e => Path.GetFileName(e.Key), e => copies[e.Value]));
    }

    /// <summary>Calls with the disk as it is, between two changes.</summary>
    public void Look(Action<RecordedDisk> look)
    {
        lock (_lock)
        {
            look(this);
        }
    }

    public int Fails(DiskOperation operation, string path) => Fault(operation, path);

    public void Opening(string path, bool creates)
    {
        lock (_lock)
        {
            if (creates && !File.Exists(path))
            {
                BeforeChange?.Invoke(this, path);
                _files[path] = new RecordedFile([]);
            }
        }
    }

    public void Written(string path, long offset, ReadOnlySpan<byte> data)
    {
        lock (_lock)
        {
            BeforeChange?.Invoke(this, path);
            _files[path].Write(offset, data);
        }
    }

    public void Truncated(string path, long size)
    {
        lock (_lock)
        {
            BeforeChange?.Invoke(this, path);
            _files[path].Truncate(size);
        }
    }

    /// <summary>A sync begins; what it will make safe.</summary>
    public (RecordedFile File, long Writes) Syncing(string path)
    {
        lock (_lock)
        {
            var file = _files[path];
            if (file.HasUnsynced)
            {
                BeforeChange?.Invoke(this, path);
            }

            return (file, file.Writes);
        }
    }

    public void Synced(RecordedFile file, long writes)
    {
        lock (_lock)
        {
            file.Sync(writes);
        }
    }

    public void Deleting(string path)
    {
        lock (_lock)
        {
            BeforeChange?.Invoke(this, path);
        }
    }

    public void DirectorySynced()
    {
        lock (_lock)
        {
            _syncedEntries = Entries();
        }
    }

    // The shared-memory file holds nothing that outlives the processes that use it.
    private static bool IsContent(string path) => path.EndsWith(".db", StringComparison.Ordinal) || path.EndsWith("-wal", StringComparison.Ordinal) || path.EndsWith("-journal", StringComparison.Ordinal);

    private Dictionary<string, RecordedFile> Entries() => _files.Where(f => File.Exists(f.Key)).ToDictionary();
}

/// <summary>A recorded directory at one moment: the entries of its last sync, and those of now.</summary>
internal sealed record DiskState(Dictionary<string, RecordedFile> Synced, Dictionary<string, RecordedFile> Now)
{
    /// <summary>Makes a directory as it is found when the power comes back.</summary>
    public void CutPower(string directory, Random random)
    {
        Directory.CreateDirectory(directory);
        var all = random.Next(3);
        foreach (var name in Synced.Keys.Union(Now.Keys).Order(StringComparer.Ordinal))
        {
            var isSynced = all == 0 || (all == 2 && random.Next(2) == 0);
            if ((isSynced ? Synced : Now).TryGetValue(name, out var file))
            {
                File.WriteAllBytes(Path.Combine(directory, name), file.AfterPowerCut(random));
            }
        }
    }
}
