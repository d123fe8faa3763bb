namespace Pintle.Workspace.Files;

/// <summary>
/// Reports changes in folders. Whole ones: a mounted file is often a link, and what changes is the directory that it leads through.
/// </summary>
/// <param name="changed">Told of each change.</param>
/// <param name="notWatched">Told when a folder can't be watched, and why.</param>
internal sealed class FolderWatch(Action changed, Action<string, string> notWatched) : IDisposable
{
    private readonly Dictionary<string, FileSystemWatcher?> _watchers = [];

    /// <summary>Watches the folders of these files, and no others any longer.</summary>
    public void Follow(IEnumerable<string> files)
    {
        var wanted = files.Select(f => Path.GetDirectoryName(Path.GetFullPath(f))!).ToHashSet();
        foreach (var left in _watchers.Keys.Except(wanted).ToList())
        {
            _watchers[left]?.Dispose();
            _watchers.Remove(left);
        }

        foreach (var folder in wanted.Where(f => !_watchers.ContainsKey(f)))
        {
            _watchers[folder] = Watch(folder);
        }
    }

    public void Dispose()
    {
        foreach (var watcher in _watchers.Values)
        {
            watcher?.Dispose();
        }
    }

    private FileSystemWatcher? Watch(string folder)
    {
        try
        {
            var watcher = new FileSystemWatcher(folder);
            watcher.Changed += (_, _) => changed();
            watcher.Created += (_, _) => changed();
            watcher.Deleted += (_, _) => changed();
            watcher.Renamed += (_, _) => changed();
            watcher.EnableRaisingEvents = true;
            return watcher;
        }
        catch (Exception missing) when (missing is ArgumentException or IOException)
        {
            // No such directory now, or the system is out of watches: looking every few seconds is enough.
            notWatched(folder, missing.Message);
            return null;
        }
    }
}
