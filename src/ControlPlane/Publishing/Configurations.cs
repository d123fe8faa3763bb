using System.Collections.Concurrent;
using System.Security.Cryptography;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Pintle.ControlPlane.Data;
using Pintle.ControlPlane.Http;
using Pintle.Workspace.Reading;

namespace Pintle.ControlPlane.Publishing;

/// <summary>The newest configuration of each workspace that somebody asked for, made once a revision. Thread-safe.</summary>
internal sealed class Configurations(IServiceScopeFactory scopes, RevisionFeed feed, SpareBuffer spare, ControlPlaneOptions options, TimeProvider time)
{
    // Another process may have made the change, where several can: it is looked for.
    private static readonly TimeSpan LookForOthers = TimeSpan.FromSeconds(1);

    private readonly ConcurrentDictionary<string, Slot> _workspaces = new();

    /// <summary>The newest; null: there is no such workspace.</summary>
    /// <exception cref="WorkspaceException">The keys of its secrets are lost.</exception>
    public async Task<Configuration?> FindAsync(string workspaceId, CancellationToken ct)
    {
        await using var scope = scopes.CreateAsyncScope();
        var db = scope.ServiceProvider.GetRequiredService<ControlContext>();
        if (await RevisionAsync(db, workspaceId, ct) is not { } revision)
        {
            return null;
        }

        var slot = _workspaces.GetOrAdd(workspaceId, static _ => new Slot());
        if (slot.Newest is { } known && known.Revision >= revision)
        {
            return known;
        }

        await slot.Gate.WaitAsync(ct);
        try
        {
            return slot.Newest is { } made && made.Revision >= revision ? made : slot.Newest = await MakeAsync(scope.ServiceProvider, db, workspaceId, slot.Newest, ct);
        }
        finally
        {
            slot.Gate.Release();
        }
    }

    /// <summary>The last that was made of the workspace with this token, without asking the database; null: none was since the process started.</summary>
    public Configuration? InMemory(string tokenHash) => _workspaces.Values.Select(slot => slot.Newest).FirstOrDefault(known => known?.TokenHash == tokenHash);

    /// <summary>The newest, as soon as it is another one than that.</summary>
    /// <returns>Null: the time is over, or the workspace is gone.</returns>
    public async Task<Configuration?> NextAsync(Configuration seen, TimeSpan longest, CancellationToken ct)
    {
        using var limit = new CancellationTokenSource(longest, time);
        using var both = CancellationTokenSource.CreateLinkedTokenSource(ct, limit.Token);
        try
        {
            while (true)
            {
                await WaitAsync(seen, both.Token);
                var now = await FindAsync(seen.WorkspaceId, both.Token);
                if (now?.Revision != seen.Revision)
                {
                    return now;
                }
            }
        }
        catch (OperationCanceledException) when (!ct.IsCancellationRequested)
        {
            return null;
        }
    }

    /// <summary>The same; while the database is away nothing changes.</summary>
    public async Task<Configuration?> NextOrNoneAsync(Configuration seen, TimeSpan longest, CancellationToken ct)
    {
        try
        {
            return await NextAsync(seen, longest, ct);
        }
        catch (Exception away) when (ProblemAnswers.IsAway(away))
        {
            // Who asks asks again at once.
            await Task.Delay(LookForOthers < longest ? LookForOthers : longest, time, ct);
            return null;
        }
    }

    private async Task WaitAsync(Configuration seen, CancellationToken ct)
    {
        if (options.Postgres.Length == 0)
        {
            await feed.NextAsync(seen.WorkspaceId, seen.Revision, ct);
            return;
        }

        using var either = CancellationTokenSource.CreateLinkedTokenSource(ct);
        await Task.WhenAny(feed.NextAsync(seen.WorkspaceId, seen.Revision, either.Token), Task.Delay(LookForOthers, time, either.Token));
        await either.CancelAsync();
        ct.ThrowIfCancellationRequested();
    }

    private async Task<Configuration?> MakeAsync(IServiceProvider services, ControlContext db, string workspaceId, Configuration? former, CancellationToken ct)
    {
        if (await ConfigurationRows.ReadAsync(db, workspaceId, isWhole: false, ct) is not { } rows)
        {
            return null;
        }

        var document = Write(services.GetRequiredService<ConfigurationWriter>(), rows, former?.Document);
        return new Configuration(workspaceId, rows.Workspace.Revision, document, rows.Workspace.RevisedAt, rows.Workspace.TokenHash);
    }

    private ConfigurationDocument Write(ConfigurationWriter writer, ConfigurationRows rows, ConfigurationDocument? former)
    {
        var buffer = spare.Take(former?.Length ?? 0);
        try
        {
            var ends = writer.Write(buffer, rows);
            return new ConfigurationDocument(buffer.WrittenSpan, ends, former);
        }
        catch (CryptographicException lost) when (!ProblemAnswers.IsAway(lost))
        {
            throw new WorkspaceException($"Secrets of the workspace {rows.Workspace.Id} can't be decrypted: is this the key directory that they were encrypted with? Put the keys back, or enter the secrets again. {lost.Message}", lost);
        }
        finally
        {
            spare.GiveBack(buffer);
        }
    }

    private static Task<long?> RevisionAsync(ControlContext db, string workspaceId, CancellationToken ct) =>
        db.Workspaces.Where(w => w.Id == workspaceId).Select(w => (long?)w.Revision).FirstOrDefaultAsync(ct);

    private sealed class Slot
    {
        public SemaphoreSlim Gate { get; } = new(1);

        public Configuration? Newest { get; set; }
    }
}
