using Pintle.Store.DeadLetters;

namespace Pintle.Router.Replay;

/// <summary>Which of a destination's dead letters to deliver again.</summary>
/// <param name="Filter">Those that it covers, of the destination that it names.</param>
public sealed record LettersRequest(DeadLetterFilter Filter)
{
    /// <summary>Exactly these of the destination, those that are still there; null: all that the filter covers.</summary>
    public IReadOnlyList<DeadLetterRef>? Letters { get; init; }

    /// <summary>Version of the destination's user transformation that they go through; null: the one in force.</summary>
    public string? TransformationVersion { get; init; }
}

/// <summary>A request as the job keeps it.</summary>
internal sealed record LettersSpec(string? DestinationId, string? Reason, DateTimeOffset? From, DateTimeOffset? To)
{
    public IReadOnlyList<LetterPlace>? Letters { get; init; }

    public string? TransformationVersion { get; init; }

    /// <param name="request">What is asked.</param>
    /// <param name="now">Letters that the replay itself makes are not part of it.</param>
    public static LettersSpec Of(LettersRequest request, DateTimeOffset now) =>
        new(request.Filter.DestinationId, request.Filter.Reason, request.Filter.From, request.Filter.To < now ? request.Filter.To : now)
        {
            Letters = request.Letters?.Select(l => new LetterPlace(l.Shard, l.Batch, l.Index)).ToList(), TransformationVersion = request.TransformationVersion,
        };

    public DeadLetterFilter ToFilter() => new(DestinationId, Reason, From, To);
}

/// <summary>A letter's place, as a job keeps it.</summary>
internal sealed record LetterPlace(int Shard, long Batch, int Index)
{
    public DeadLetterRef ToRef() => new(Shard, Batch, Index);
}
