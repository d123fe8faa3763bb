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

    // A writer is done when the file has been still for this long.
    private static readonly TimeSpan Settled = TimeSpan.FromMilliseconds(100);

    private readonly CodeFiles _code = new(Path.GetDirectoryName(Path.GetFullPath(path))!);
    private readonly KnownVersions _versions = new();
    private byte[]? _taken;
    private IReadOnlyList<string> _files = [path];
    private FileStamp[] _stamps = [];
    private long _revision;

    /// <summary>Versions of user code that the file doesn't carry come from a control plane.</summary>
    public bool HasBackend { get; init; }

    /// <summary>When the file was last read well; null before.</summary>
    public DateTimeOffset? LastSync { get; private set; }

    /// <summary>What is wrong with the file now; null when nothing is. The last good workspace is in use meanwhile.</summary>
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

        var problem = Problem!;
        LogUsingLastGood(path, problem);
        try
        {
            Swap(Read(await File.ReadAllBytesAsync(lastGoodPath, ct)), lastGoodPath);
            Problem = problem;
        }
        catch (Exception wrong) when (IsUnusable(wrong))
        {
            throw new WorkspaceException($"{path}: {Problem} The last good copy {lastGoodPath} can't be used either: {wrong.Message}", wrong);
        }
    }

    /// <summary>Follows changes until cancelled.</summary>
    public async Task WatchAsync(CancellationToken ct)
    {
        var changes = Channel.CreateBounded<byte>(new BoundedChannelOptions(1) { FullMode = BoundedChannelFullMode.DropWrite });
        using var watch = new FolderWatch(() => changes.Writer.TryWrite(0), LogNotWatched);
        watch.Follow(_files);
        using var timer = time.CreateTimer(_ => changes.Writer.TryWrite(0), null, LookAnyway, LookAnyway);
        // The file may have changed between loading and watching.
        changes.Writer.TryWrite(0);
        await foreach (var _ in changes.Reader.ReadAllAsync(ct))
        {
            if (Stamps() is var found && !found.AsSpan().SequenceEqual(_stamps))
            {
                await SettleAsync(found, ct);
                await TryTakeAsync(ct);
                watch.Follow(_files);
            }
        }
    }

    private async Task SettleAsync(FileStamp[] found, CancellationToken ct)
    {
        while (true)
        {
            await Task.Delay(Settled, time, ct);
            var now = Stamps();
            if (now.AsSpan().SequenceEqual(found))
            {
                return;
            }

            found = now;
        }
    }

    private FileStamp[] Stamps() => [.. _files.Select(FileStamp.Of)];

    private async Task<bool> TryTakeAsync(CancellationToken ct)
    {
        try
        {
            // Before the content: a change while reading is seen as one at the next look.
            var stamp = FileStamp.Of(path);
            _stamps = [stamp, .. Stamps().Skip(1)];
            var document = await File.ReadAllBytesAsync(path, ct);
            _files = [path, .. _code.NamedBy(document)];
            _stamps = [stamp, .. Stamps().Skip(1)];
            var content = _code.Fill(document);
            if (_taken is not null && content.AsSpan().SequenceEqual(_taken))
            {
                LastSync = time.GetUtcNow();
                Problem = null;
                return true;
            }

            var snapshot = Read(content);
            await KeepAsync(content, ct);
            _taken = content;
            Swap(snapshot, path);
            return true;
        }
        catch (Exception wrong) when (IsUnusable(wrong))
        {
            if (Problem != wrong.Message)
            {
                Problem = wrong.Message;
                if (holder.Current is { } current)
                {
                    LogRefused(path, current.Revision, wrong.Message);
                }
            }

            return false;
        }
    }

    private static bool IsUnusable(Exception wrong) => wrong is WorkspaceException or IOException or UnauthorizedAccessException;

    private WorkspaceSnapshot Read(byte[] content)
    {
        var snapshot = WorkspaceReader.Read(content, _revision + 1, time.GetUtcNow(), HasBackend);
        _versions.Check(snapshot);
        return snapshot;
    }

    private void Swap(WorkspaceSnapshot snapshot, string file)
    {
        _versions.Add(snapshot);
        _revision = snapshot.Revision;
        LastSync = time.GetUtcNow();
        Problem = null;
        holder.Swap(snapshot);
        LogTaken(file, snapshot.Revision, snapshot.SourcesById.Count, snapshot.DestinationsById.Count);
    }

    // A full or read-only disk may cost the copy, not the snapshot.
    private async Task KeepAsync(byte[] content, CancellationToken ct)
    {
        try
        {
            var next = lastGoodPath + ".new";
            var create = new FileStreamOptions { Mode = FileMode.Create, Access = FileAccess.Write };
            if (!OperatingSystem.IsWindows())
            {
                // It holds the destinations' secrets: never readable by others, not even while it is written.
                create.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
            }

            File.Delete(next);
            await using (var file = new FileStream(next, create))
            {
                await file.WriteAsync(content, ct);
                file.Flush(flushToDisk: true);
            }

            File.Move(next, lastGoodPath, overwrite: true);
        }
        catch (Exception wrong) when (wrong is IOException or UnauthorizedAccessException)
        {
            LogNotKept(lastGoodPath, wrong.Message);
        }
    }

    [LoggerMessage(4001, LogLevel.Information, "Workspace {File} taken as revision {Revision}: sources: {Sources}, destinations: {Destinations}.")]
    private partial void LogTaken(string file, long revision, int sources, int destinations);

    [LoggerMessage(4002, LogLevel.Error, "Workspace {File} is refused, revision {Revision} stays: {Problem}")]
    private partial void LogRefused(string file, long revision, string problem);

    [LoggerMessage(4003, LogLevel.Warning, "Starting with the last good workspace, because {File} can't be used: {Problem}")]
    private partial void LogUsingLastGood(string file, string problem);

    [LoggerMessage(4004, LogLevel.Warning, "The last good workspace can't be kept as {File}: {Problem}")]
    private partial void LogNotKept(string file, string problem);

    [LoggerMessage(4005, LogLevel.Warning, "Changes of {File} aren't reported, it is looked at every 5 s: {Problem}")]
    private partial void LogNotWatched(string file, string problem);
}
