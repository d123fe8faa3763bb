using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Pintle.ControlPlane.Data;
using Pintle.ControlPlane.Http;
using Pintle.Workspace;
using Pintle.Workspace.Files;
using Pintle.Workspace.Reading;

namespace Pintle.ControlPlane.Publishing;

/// <summary>
/// The data plane of this process works from the control plane of this process: a change is in force as soon as it is committed and read. When the database is away at the start,
/// the last snapshot on disk is used until it comes.
/// </summary>
/// <param name="services">Of the application.</param>
/// <param name="workspaceId">The workspace that this data plane serves; empty: the first.</param>
/// <param name="lastGood">The last snapshot on disk.</param>
public sealed partial class LocalWorkspace(IServiceProvider services, string workspaceId, LastGoodCopy lastGood, WorkspaceHolder holder, TimeProvider time, ILogger<LocalWorkspace> log) : IWorkspaceOrigin
{
    private static readonly TimeSpan Again = TimeSpan.FromSeconds(2);
    private static readonly TimeSpan LookAnyway = TimeSpan.FromSeconds(30);

    private readonly Configurations _configurations = services.GetRequiredService<Configurations>();
    private readonly SpareBuffer _spare = services.GetRequiredService<SpareBuffer>();
    private readonly RevisionFeed _feed = services.GetRequiredService<RevisionFeed>();
    private readonly RevisionInForce _inForce = services.GetRequiredService<RevisionInForce>();
    private Configuration? _taken;
    private bool _isMigrated;
    private long _revision;
    private long _told;

    /// <inheritdoc/>
    public string Name => "the control plane";

    /// <inheritdoc/>
    public DateTimeOffset? LastSync { get; private set; }

    /// <inheritdoc/>
    public string? Problem { get; private set; }

    /// <inheritdoc/>
    /// <exception cref="ControlDatabaseException">The database can't be brought to this version.</exception>
    public async Task LoadAsync(CancellationToken ct)
    {
        try
        {
            await TakeAsync(ct);
        }
        catch (Exception missing) when (missing is ControlDatabaseAwayException or WorkspaceException)
        {
            Problem = missing.Message;
            if (!lastGood.Exists)
            {
                throw new WorkspaceException($"{missing.Message} And there is no last snapshot at {lastGood.Path} to start with.", missing);
            }

            LogUsingLast(lastGood.Path, missing.Message);
            holder.Swap(WorkspaceReader.Read(await lastGood.ReadAsync(ct), ++_revision, time.GetUtcNow()));
        }
    }

    /// <inheritdoc/>
    public async Task FollowAsync(CancellationToken ct)
    {
        try
        {
            await FollowOnAsync(ct);
        }
        finally
        {
            _inForce.Stop();
        }
    }

    private async Task FollowOnAsync(CancellationToken ct)
    {
        while (true)
        {
            try
            {
                // At first once more, for those who wait for what they have changed: from here on they are told.
                var begun = time.GetTimestamp();
                await TakeAsync(ct);
                Tell(time.GetElapsedTime(begun));
                await WaitAsync(ct);
            }
            catch (Exception wrong) when (wrong is WorkspaceException or ControlDatabaseException or DbUpdateException or System.Data.Common.DbException or InvalidOperationException or TimeoutException)
            {
                var problem = ProblemAnswers.IsAway(wrong) ? $"The configuration database is away: {wrong.GetBaseException().Message}" : wrong.Message;
                if (Problem != problem)
                {
                    Problem = problem;
                    _inForce.Stop();
                    LogNotTaken(problem);
                }

                await Task.Delay(Again, time, ct);
            }
        }
    }

    private void Tell(TimeSpan took)
    {
        if (_taken is { } taken)
        {
            _inForce.Tell(taken.WorkspaceId, taken.Revision, took);
        }
        else
        {
            _inForce.TellNone();
        }
    }

    private async Task WaitAsync(CancellationToken ct)
    {
        if (_taken is { } seen)
        {
            await _configurations.NextAsync(seen, LookAnyway, ct);
            return;
        }

        await _feed.NextAsync(RevisionFeed.Any, _told, ct);
    }

    private async Task TakeAsync(CancellationToken ct)
    {
        if (!_isMigrated)
        {
            await ControlDatabase.MigrateAsync(services, ct);
            _isMigrated = true;
        }

        _told = _feed.Told;
        var id = workspaceId.Length > 0 ? workspaceId : _taken?.WorkspaceId ?? await FirstAsync(ct);
        if (id is null || await _configurations.FindAsync(id, ct) is not { } newest)
        {
            // Nothing has been set up yet: no write key is known.
            holder.Swap(WorkspaceReader.Read("""{"workspaceId":"","sources":[]}"""u8.ToArray(), ++_revision, time.GetUtcNow()));
            LastSync = time.GetUtcNow();
            Problem = null;
            return;
        }

        if (_taken?.Tag != newest.Tag)
        {
            var buffer = _spare.Take(newest.Document.Length);
            newest.Document.WriteTo(buffer);
            var snapshot = WorkspaceReader.Read(buffer.WrittenMemory, ++_revision, time.GetUtcNow(), former: holder.Current);
            holder.Swap(snapshot);
            LogTaken(newest.Revision, snapshot.SourcesById.Count, snapshot.DestinationsById.Count);
            await lastGood.KeepAsync(buffer.WrittenMemory, ct);
            _spare.GiveBack(buffer);
        }

        (_taken, LastSync, Problem) = (newest, time.GetUtcNow(), null);
    }

    private async Task<string?> FirstAsync(CancellationToken ct)
    {
        await using var scope = services.CreateAsyncScope();
        return await scope.ServiceProvider.GetRequiredService<ControlContext>().Workspaces.OrderBy(w => w.Id).Select(w => w.Id).FirstOrDefaultAsync(ct);
    }

    [LoggerMessage(8011, LogLevel.Information, "Revision {Revision} of the workspace is in force: sources: {Sources}, destinations: {Destinations}.")]
    private partial void LogTaken(long revision, int sources, int destinations);

    [LoggerMessage(8012, LogLevel.Error, "The newest revision of the workspace is not in force, the one before stays: {Problem}")]
    private partial void LogNotTaken(string problem);

    [LoggerMessage(8013, LogLevel.Warning, "Starting with the last snapshot, {File}, until the newest can be had: {Problem}")]
    private partial void LogUsingLast(string file, string problem);
}
