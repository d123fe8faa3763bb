using Pintle.Events;

namespace Pintle.Store.Segments;

/// <summary>Which events, as far as their headers can say. Null members don't restrict.</summary>
public sealed record HeaderQuery
{
    /// <summary>Any of these users.</summary>
    public IReadOnlyCollection<UserKey>? Users { get; init; }

    /// <summary>The message hash that an event of a source and a job run has when it is the one looked for.</summary>
    public Func<string, string, ulong>? MessageHash { get; init; }

    public string? SourceId { get; init; }

    /// <summary>Received at or after this.</summary>
    public required DateTimeOffset From { get; init; }

    /// <summary>Received before this.</summary>
    public DateTimeOffset To { get; init; } = DateTimeOffset.MaxValue;

    /// <summary>May an event in this lane match?</summary>
    public bool MayBeIn(int lane) => Users is null || Users.Any(user => Lane.Of(user, default) == lane);

    /// <summary>Does a header match?</summary>
    public bool Matches(EventHeader header) =>
        header.ReceivedAt >= From && header.ReceivedAt < To
        && (SourceId is null || SourceId == header.SourceId)
        && Users?.Contains(header.User) is not false
        && (MessageHash is null || MessageHash(header.SourceId, header.JobRunId) == header.MessageHash);
}
