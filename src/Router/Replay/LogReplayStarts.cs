using Pintle.Router.Delivery;
using Pintle.Router.Retry;
using Pintle.Store;
using Pintle.Workspace;

namespace Pintle.Router.Replay;

/// <summary>Checks what is asked of the log, and settles where a replay begins and ends.</summary>
internal sealed class LogReplayStarts(LoopSetup setup)
{
    /// <summary>What is wrong with a request; null when nothing is.</summary>
    public static string? ProblemOf(LogReplayRequest request, WorkspaceSnapshot snapshot, DateTimeOffset now)
    {
        if (snapshot.DestinationsById.GetValueOrDefault(request.DestinationId) is not { ReceivesEvents: true })
        {
            return ReplayStart.NoDestination(request.DestinationId);
        }

        if (ReplayStart.CodeProblem(snapshot.DestinationsById[request.DestinationId], request.TransformationVersion) is { } problem)
        {
            return problem;
        }

        if (request.From >= request.To || request.From >= now)
        {
            return "from: name a time in the past, before to.";
        }

        if (request.SourceId is { } source && !snapshot.SourcesById.ContainsKey(source))
        {
            return $"source: there is no source \"{source}\".";
        }

        return request.Rate is { } rate && Rate.Parse(rate) is null ? $"rate: must be a number in a time, such as 500/s, but is \"{rate}\"." : null;
    }

    /// <summary>From when on the log is whole, when that is later than a time and earlier events were deleted; null when all is there.</summary>
    public async Task<DateTimeOffset?> LogBeginsAsync(DateTimeOffset from, DateTimeOffset now, CancellationToken ct)
    {
        DateTimeOffset? latest = null;
        for (var shard = 0; shard < setup.Store.ShardCount; shard++)
        {
            var status = await setup.Store.StatusAsync(shard, ct);
            var oldest = status.OldestAppend ?? now;
            if (status.FirstSequence > 1 && oldest > from)
            {
                latest = oldest < latest ? latest : oldest;
            }
        }

        return latest;
    }

    /// <summary>Fixes the sources and, per shard, the stretch: what comes in from now on is not part of it.</summary>
    public async Task<LogReplaySpec> SettleAsync(LogReplayRequest request, WorkspaceSnapshot snapshot, DateTimeOffset now, CancellationToken ct)
    {
        var sources = snapshot.SourcesById.Values
            .Where(s => request.SourceId is null ? snapshot.IsFed(s.Id, request.DestinationId) : s.Id == request.SourceId)
            .ToDictionary(s => s.Id, s => s.WorkspaceId);
        var (starts, until) = (new long[setup.Store.ShardCount], new long[setup.Store.ShardCount]);
        for (var shard = 0; shard < starts.Length; shard++)
        {
            var end = setup.Lanes.Reader.LastSequence(shard) + 1;
            var first = Math.Min((await setup.Store.StatusAsync(shard, ct)).FirstSequence, end);
            until[shard] = request.To > now ? end : await SequenceByTime.FindInLogAsync(setup.Store, shard, first, end, request.To, ct);
            starts[shard] = await SequenceByTime.FindInLogAsync(setup.Store, shard, first, until[shard], request.From, ct);
        }

        return new LogReplaySpec(request, sources, starts, until);
    }
}
