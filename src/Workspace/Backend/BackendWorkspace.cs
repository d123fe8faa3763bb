using System.Net;
using System.Net.Http.Headers;
using Microsoft.Extensions.Logging;
using Pintle.Events;
using Pintle.Workspace.Files;
using Pintle.Workspace.Reading;

namespace Pintle.Workspace.Backend;

/// <summary>
/// The configuration comes from a control plane elsewhere: <c>GET /workspaceConfig?fetchAll=true</c> with the workspace's token (workspace-config.md §1). One of ours answers as soon as
/// something changes; others are asked every 5 s. While it is away the last snapshot stays, also over a restart.
/// </summary>
/// <param name="http">With the control plane's address, and a time limit beyond <see cref="Wait"/>.</param>
/// <param name="token">The workspace's token.</param>
public sealed partial class BackendWorkspace(
    HttpClient http, string token, LastGoodCopy lastGood, WorkspaceHolder holder, TimeProvider time, ILogger<BackendWorkspace> log) : IWorkspaceOrigin
{
    /// <summary>How long an answer may be kept back while nothing changes.</summary>
    public static readonly TimeSpan Wait = TimeSpan.FromSeconds(25);

    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(5);

    private EntityTagHeaderValue? _tag;
    private byte[]? _taken;
    private bool _keepsBack;
    private long _revision;

    /// <inheritdoc/>
    public string Name => $"{http.BaseAddress}";

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

        if (!lastGood.Exists)
        {
            throw new WorkspaceException($"{Problem} And there is no last snapshot at {lastGood.Path} to start with.");
        }

        LogUsingLast(lastGood.Path, Problem!);
        holder.Swap(WorkspaceReader.Read(await lastGood.ReadAsync(ct), ++_revision, time.GetUtcNow(), hasBackend: true));
    }

    /// <inheritdoc/>
    public async Task FollowAsync(CancellationToken ct)
    {
        while (true)
        {
            if (Problem is not null || !_keepsBack)
            {
                await Task.Delay(Pause, time, ct);
            }

            await TryTakeAsync(ct);
        }
    }

    private async Task<bool> TryTakeAsync(CancellationToken ct)
    {
        try
        {
            await TakeAsync(ct);
            (LastSync, Problem) = (time.GetUtcNow(), null);
            return true;
        }
        catch (Exception wrong) when (wrong is WorkspaceException or HttpRequestException or IOException or TaskCanceledException && !ct.IsCancellationRequested)
        {
            var problem = wrong is WorkspaceException ? wrong.Message : $"The control plane at {Name} can't be reached: {wrong.GetBaseException().Message}";
            if (Problem != problem)
            {
                Problem = problem;
                LogNotTaken(problem);
            }

            return false;
        }
    }

    private async Task TakeAsync(CancellationToken ct)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, $"workspaceConfig?fetchAll=true&wait={Wait.TotalSeconds:0}");
        request.Headers.Authorization = WorkspaceToken.Show(token);
        if (_tag is not null)
        {
            request.Headers.IfNoneMatch.Add(_tag);
        }

        using var answer = await http.SendAsync(request, ct);
        if (answer.StatusCode == HttpStatusCode.NotModified)
        {
            return;
        }

        if (!answer.IsSuccessStatusCode)
        {
            throw new WorkspaceException($"The control plane at {Name} answered {(int)answer.StatusCode}{(answer.StatusCode == HttpStatusCode.Unauthorized ? ": is workspace.token right?" : ".")}");
        }

        var document = await answer.Content.ReadAsByteArrayAsync(ct);

        // Only one that gives tags understands that it may keep an answer back.
        (_tag, _keepsBack) = (answer.Headers.ETag, answer.Headers.ETag is not null);
        if (_taken is not null && document.AsSpan().SequenceEqual(_taken))
        {
            return;
        }

        var snapshot = WorkspaceReader.Read(document, ++_revision, time.GetUtcNow(), hasBackend: true, holder.Current);
        _taken = document;
        holder.Swap(snapshot);
        LogTaken(Name, snapshot.Revision, snapshot.SourcesById.Count, snapshot.DestinationsById.Count);
        await lastGood.KeepAsync(document, ct);
    }

    [LoggerMessage(4011, LogLevel.Information, "Configuration of {Address} taken as revision {Revision}: sources: {Sources}, destinations: {Destinations}.")]
    private partial void LogTaken(string address, long revision, int sources, int destinations);

    [LoggerMessage(4012, LogLevel.Error, "The configuration can't be fetched, the last one stays: {Problem}")]
    private partial void LogNotTaken(string problem);

    [LoggerMessage(4013, LogLevel.Warning, "Starting with the last snapshot, {File}: {Problem}")]
    private partial void LogUsingLast(string file, string problem);
}
