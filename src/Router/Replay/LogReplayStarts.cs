using Pintle.Router.Delivery;
using Pintle.Router.Retry;
using Pintle.Workspace;

namespace Pintle.Router.Replay;

/// <summary>Checks what is asked of the log, and settles where a replay begins and ends.</summary>
internal sealed class LogReplayStarts(LoopSetup setup)
{
    private readonly LogPositions _positions = new(setup.Store);

    /// <summary>What is wrong with a request; null when nothing is.</summary>
    public static string? ProblemOf(LogReplayRequest request, WorkspaceSnapshot snapshot, DateTimeOffset now)
    {
        if (snapshot.DestinationsById.GetValueOrDefault(request.DestinationId) is not { ReceivesEvents: true })
        {
            return "destination: name a destination that receives events.";
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
    public Task<DateTimeOffset?> LogBeginsAsync(DateTimeOffset from, DateTimeOffset now, CancellationToken ct) => _positions.CutAfterAsync(from, now, ct);

    /// <summary>Fixes the sources and, per shard, the stretch: what comes in from now on is not part of it.</summary>
    public async Task<LogReplaySpec> SettleAsync(LogReplayRequest request, WorkspaceSnapshot snapshot, DateTimeOffset now, CancellationToken ct)
    {
        var sources = snapshot.SourcesById.Values
            .Where(s => request.SourceId is null ? snapshot.IsConnected(s.Id, request.DestinationId) : s.Id == request.SourceId)
            .ToDictionary(s => s.Id, s => s.WorkspaceId);
        var (starts, until) = (new long[setup.Store.ShardCount], new long[setup.Store.ShardCount]);
        for (var shard = 0; shard < starts.Length; shard++)
        {
            var end = setup.Lanes.Reader.LastSequence(shard) + 1;
            var first = Math.Min((await setup.Store.StatusAsync(shard, ct)).FirstSequence, end);
            until[shard] = request.To > now ? end : await _positions.FirstSinceAsync(shard, request.To, first, end, ct);
            starts[shard] = await _positions.FirstSinceAsync(shard, request.From, first, until[shard], ct);
        }

        return new LogReplaySpec(request, sources, starts, until);
    }
}
