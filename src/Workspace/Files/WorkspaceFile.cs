using System.Threading.Channels;
using Microsoft.Extensions.Logging;
using Pintle.Workspace.Reading;

namespace Pintle.Workspace.Files;

/// <summary>
/// Keeps the workspace in step with a file: read at start, watched, swapped as a whole. A broken file is refused with the reason
/// and the last good one stays, also over a restart.
/// </summary>
public sealed partial class WorkspaceFile(string path, string lastGoodPath, WorkspaceHolder holder, TimeProvider time, ILogger<WorkspaceFile> log) : IWorkspaceOrigin
{
    // Mounted directories don't always report changes.
    private static readonly TimeSpan LookAnyway = TimeSpan.FromSeconds(5);

    // A writer is done when the file has been still for this long.
    private static readonly TimeSpan Settled = TimeSpan.FromMilliseconds(100);

    private readonly CodeFiles _code = new(Path.GetDirectoryName(Path.GetFullPath(path))!);
    private readonly KnownVersions _versions = new();
    private readonly LastGoodCopy _lastGood = new(lastGoodPath, log);
    private byte[]? _taken;
    private IReadOnlyList<string> _files = [path];
    private FileStamp[] _stamps = [];
    private long _revision;

    /// <summary>Versions of user code that the file doesn't carry come from a control plane.</summary>
    public bool HasBackend { get; init; }

    /// <inheritdoc/>
    public string Name => path;

    /// <inheritdoc/>
    public DateTimeOffset? LastSync { get; private set; }

    /// <inheritdoc/>
    public string? Problem { get; private set; }

    /// <inheritdoc/>
    public async Task LoadAsync(CancellationToken ct)
    {
        if (await TryTakeAsync(ct))
        {
            return;
        }

        if (!_lastGood.Exists)
        {
            throw new WorkspaceException($"{path}: {Problem}");
        }

        var problem = Problem!;
        LogUsingLastGood(path, problem);
        try
        {
            Swap(Read(await _lastGood.ReadAsync(ct)), lastGoodPath);
            Problem = problem;
        }
        catch (Exception wrong) when (IsUnusable(wrong))
        {
            throw new WorkspaceException($"{path}: {Problem} The last good copy {lastGoodPath} can't be used either: {wrong.Message}", wrong);
        }
    }

    /// <inheritdoc/>
    public async Task FollowAsync(CancellationToken ct)
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
            await _lastGood.KeepAsync(content, ct);
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

    [LoggerMessage(4001, LogLevel.Information, "Workspace {File} taken as revision {Revision}: sources: {Sources}, destinations: {Destinations}.")]
    private partial void LogTaken(string file, long revision, int sources, int destinations);

    [LoggerMessage(4002, LogLevel.Error, "Workspace {File} is refused, revision {Revision} stays: {Problem}")]
    private partial void LogRefused(string file, long revision, string problem);

    [LoggerMessage(4003, LogLevel.Warning, "Starting with the last good workspace, because {File} can't be used: {Problem}")]
    private partial void LogUsingLastGood(string file, string problem);

    [LoggerMessage(4005, LogLevel.Warning, "Changes of {File} aren't reported, it is looked at every 5 s: {Problem}")]
    private partial void LogNotWatched(string file, string problem);
}
