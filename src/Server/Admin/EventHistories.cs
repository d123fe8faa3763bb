using Pintle.Insight.Finding;
using Pintle.Router.Delivery;
using Pintle.Router.Tracing;
using Pintle.Server.Hosting;
using Pintle.Server.Watching;
using Pintle.Store.DeadLetters;
using Pintle.Workspace;

namespace Pintle.Server.Admin;

/// <summary>Tells what has become of events: the router's memory first, then, when what it settled is stored, the dead letters.</summary>
internal sealed class EventHistories(DataPlane plane, WorkspaceSnapshot workspace)
{
    public async Task<IEnumerable<EventHistory>> TellAsync(IReadOnlyList<FoundEvent> found, CancellationToken ct)
    {
        if (found.Count == 0)
        {
            return [];
        }

        var fates = found.Select(f => plane.Router.FateOf(f.Event)).ToList();
        await plane.Router.FlushAsync(ct);
        var letters = (await LetterLookup.FindAsync(
                plane.Store.DeadLetters, found.Select(f => (f.Event.Lane, f.Event.Offset)).ToHashSet(), found.Min(f => f.Event.Header.ReceivedAt), ct))
            .ToLookup(l => (l.Letter.Lane, l.Letter.Offset));
        return found.Zip(fates, (f, fate) => Tell(f, fate, [.. letters[(f.Event.Lane, f.Event.Offset)]]));
    }

    private EventHistory Tell(FoundEvent found, EventFate fate, IReadOnlyList<StoredDeadLetter> letters)
    {
        var (e, header) = (found.Event, found.Event.Header);
        var destinations = fate.Destinations
            .Select(d => letters.FirstOrDefault(l => l.Letter.DestinationId == d.DestinationId) is { } letter && d.Kind is FateKind.Done or FateKind.Filtered
                ? Dead(letter)
                : Tell(d));
        var gone = letters.Where(l => fate.Destinations.All(d => d.DestinationId != l.Letter.DestinationId)).Select(Dead);
        return new EventHistory(
            header.ReceivedAt, header.SourceId, workspace.SourcesById.GetValueOrDefault(header.SourceId)?.Name, header.Type, header.Name,
            MessageIds.ReadUser(e.Body.Span), MessageIds.Read(e.Body.Span), e.Lane, e.Offset, found.Place.Region.ToString().ToLowerInvariant(),
            fate.IsProcessed, fate.DropReason, [.. destinations, .. gone]);
    }

    private DestinationHistory Tell(DestinationFate fate) => new(fate.DestinationId, NameOf(fate.DestinationId), StateOf(fate.Kind))
    {
        Detail = fate.Detail.Length == 0 ? null : fate.Kind == FateKind.Done ? $"or its dead letter was deleted: {fate.Detail}" : fate.Detail,
        StatusCode = fate.StatusCode == 0 ? null : fate.StatusCode,
        Attempts = fate.Attempts == 0 ? null : fate.Attempts,
        NextTry = fate.NextTry,
        ByTodaysConfiguration = fate.Kind == FateKind.Filtered ? true : null,
    };

    private DestinationHistory Dead(StoredDeadLetter stored) => new(stored.Letter.DestinationId, NameOf(stored.Letter.DestinationId), "dead")
    {
        Detail = stored.Letter.Message.Length == 0 ? stored.Letter.Reason : $"{stored.Letter.Reason}: {stored.Letter.Message}",
        StatusCode = stored.Letter.StatusCode == 0 ? null : stored.Letter.StatusCode,
        Attempts = stored.Letter.Attempts,
        DeadLetter = LetterView.IdOf(stored.Ref),
        FailedAt = stored.Letter.FailedAt,
    };

    private string? NameOf(string destination) => workspace.DestinationsById.GetValueOrDefault(destination)?.Name;

    private static string StateOf(FateKind kind) => kind switch
    {
        FateKind.NotConnected => "not connected",
        FateKind.Waiting => "waiting",
        FateKind.Parked => "parked",
        FateKind.Filtered => "filtered",
        _ => "delivered",
    };
}
