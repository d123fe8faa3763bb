using System.Threading.Channels;
using Microsoft.Extensions.Logging;
using Pintle.Workspace.Reading;

namespace Pintle.Workspace.Files;

/// <summary>
/// Keeps the workspace in step with a file: read at start, watched, swapped as a whole. A broken file is refused with the reason
/// and the last good one stays, also over a restart.
/// </summary>
public sealed partial class WorkspaceFile(string path, string lastGoodPath, WorkspaceHolder holder, TimeProvider time, ILogger<WorkspaceFile> log)
{
    // Mounted directories don't always report changes.
    private static readonly TimeSpan LookAnyway = TimeSpan.FromSeconds(5);

    private byte[] _seen = [];
    private long _revision;

    /// <summary>When the file was last read well; null before.</summary>
    public DateTimeOffset? LastSync { get; private set; }

    /// <summary>What is wrong with the file now; null when nothing is.</summary>
    public string? Problem { get; private set; }

    /// <summary>Reads the file, or the last good copy when it is broken.</summary>
    /// <exception cref="WorkspaceException">Neither can be used.</exception>
    public async Task LoadAsync(CancellationToken ct)
    {
        if (await TryTakeAsync(ct))
        {
            return;
        }

        if (!File.Exists(lastGoodPath))
        {
            throw new WorkspaceException($"{path}: {Problem}");
        }

        LogUsingLastGood(path, Problem!);
        Swap(WorkspaceReader.Read(await File.ReadAllBytesAsync(lastGoodPath, ct), ++_revision, time.GetUtcNow()));
    }

    /// <summary>Follows changes until cancelled.</summary>
    public async Task WatchAsync(CancellationToken ct)
    {
        var changes = Channel.CreateBounded<byte>(new BoundedChannelOptions(1) { FullMode = BoundedChannelFullMode.DropWrite });
        using var watcher = new FileSystemWatcher(Path.GetDirectoryName(Path.GetFullPath(path))!, Path.GetFileName(path));
        watcher.Changed += (_, _) => changes.Writer.TryWrite(0);
        watcher.Created += (_, _) => changes.Writer.TryWrite(0);
        watcher.Renamed += (_, _) => changes.Writer.TryWrite(0);
        watcher.EnableRaisingEvents = true;
        using var timer = time.CreateTimer(_ => changes.Writer.TryWrite(0), null, LookAnyway, LookAnyway);
        var written = File.GetLastWriteTimeUtc(path);
        await foreach (var _ in changes.Reader.ReadAllAsync(ct))
        {
            if (File.GetLastWriteTimeUtc(path) != written || Problem is not null)
            {
                written = File.GetLastWriteTimeUtc(path);
                await TryTakeAsync(ct);
            }
        }
    }

    private async Task<bool> TryTakeAsync(CancellationToken ct)
    {
        try
        {
            var content = await File.ReadAllBytesAsync(path, ct);
            if (content.AsSpan().SequenceEqual(_seen))
            {
                return Problem is null;
            }

            _seen = content;
            var snapshot = WorkspaceReader.Read(content, _revision + 1, time.GetUtcNow());
            _revision++;
            Swap(snapshot);
            await KeepAsync(content, ct);
            return true;
        }
        catch (Exception wrong) when (wrong is WorkspaceException or IOException or UnauthorizedAccessException)
        {
            if (Problem != wrong.Message)
            {
                Problem = wrong.Message;
                LogRefused(path, wrong.Message);
            }

            return false;
        }
    }

    private void Swap(WorkspaceSnapshot snapshot)
    {
        LastSync = time.GetUtcNow();
        Problem = null;
        holder.Swap(snapshot);
        LogTaken(path, snapshot.Revision, snapshot.SourcesById.Count, snapshot.DestinationsById.Count);
    }

    private async Task KeepAsync(byte[] content, CancellationToken ct)
    {
        var next = lastGoodPath + ".new";
        await File.WriteAllBytesAsync(next, content, ct);
        if (!OperatingSystem.IsWindows())
        {
            // It holds the destinations' secrets.
            File.SetUnixFileMode(next, UnixFileMode.UserRead | UnixFileMode.UserWrite);
        }

        File.Move(next, lastGoodPath, overwrite: true);
    }

    [LoggerMessage(4001, LogLevel.Information, "Workspace {File} taken as revision {Revision}: {Sources} sources, {Destinations} destinations.")]
    private partial void LogTaken(string file, long revision, int sources, int destinations);

    [LoggerMessage(4002, LogLevel.Error, "Workspace {File} is refused, the last good one stays: {Problem}")]
    private partial void LogRefused(string file, string problem);

    [LoggerMessage(4003, LogLevel.Warning, "Starting with the last good workspace, because {File} can't be used: {Problem}")]
    private partial void LogUsingLastGood(string file, string problem);
}
