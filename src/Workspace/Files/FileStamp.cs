namespace Pintle.Workspace.Files;

/// <summary>What tells one state of a file from another without reading it. Default: there is none.</summary>
internal readonly record struct FileStamp(DateTime Written, long Length)
{
    /// <summary>Of what the path leads to, through all links; a link's own time doesn't change with its target.</summary>
    public static FileStamp Of(string path)
    {
        try
        {
            using var file = File.OpenHandle(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
            return new FileStamp(File.GetLastWriteTimeUtc(file), RandomAccess.GetLength(file));
        }
        catch (Exception unreadable) when (unreadable is IOException or UnauthorizedAccessException)
        {
            return default;
        }
    }
}
