namespace Pintle.Store.Sqlite;

/// <summary>Keeps a second process out of a store's directory for as long as this one lives.</summary>
internal sealed class DirectoryLock : IDisposable
{
    private readonly FileStream _file;

    private DirectoryLock(FileStream file) => _file = file;

    /// <exception cref="InvalidOperationException">Another process has the directory open.</exception>
    public static DirectoryLock Take(string directory)
    {
        try
        {
            return new DirectoryLock(new FileStream(
                Path.Combine(directory, "lock"), FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None));
        }
        catch (IOException taken)
        {
            throw new InvalidOperationException($"The data directory {directory} is in use by another Pintle process.", taken);
        }
    }

    public void Dispose() => _file.Dispose();
}
