using Microsoft.Extensions.Logging;

namespace Pintle.Workspace.Files;

/// <summary>The last configuration that was good, on disk: a data plane starts with it while there is no better.</summary>
/// <param name="path">The file.</param>
/// <param name="log">Hears when it can't be written.</param>
public sealed partial class LastGoodCopy(string path, ILogger log)
{
    /// <summary>The file.</summary>
    public string Path => path;

    /// <summary>There is one.</summary>
    public bool Exists => File.Exists(path);

    public Task<byte[]> ReadAsync(CancellationToken ct) => File.ReadAllBytesAsync(path, ct);

    /// <summary>Keeps a document, whole or not at all. A full or read-only disk may cost the copy, not the snapshot.</summary>
    public async Task KeepAsync(ReadOnlyMemory<byte> document, CancellationToken ct)
    {
        try
        {
            var next = path + ".new";
            var create = new FileStreamOptions { Mode = FileMode.Create, Access = FileAccess.Write };
            if (!OperatingSystem.IsWindows())
            {
                // It holds the destinations' secrets: never readable by others, not even while it is written.
                create.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
            }

            File.Delete(next);
            await using (var file = new FileStream(next, create))
            {
                await file.WriteAsync(document, ct);
                file.Flush(flushToDisk: true);
            }

            File.Move(next, path, overwrite: true);
        }
        catch (Exception wrong) when (wrong is IOException or UnauthorizedAccessException)
        {
            LogNotKept(path, wrong.Message);
        }
    }

    [LoggerMessage(4004, LogLevel.Warning, "The last good workspace can't be kept as {File}: {Problem}")]
    private partial void LogNotKept(string file, string problem);
}
