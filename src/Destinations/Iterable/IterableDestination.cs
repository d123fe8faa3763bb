using Pintle.DestinationKit;

namespace Pintle.Destinations.Iterable;

/// <summary>Keeps people and catalogs up to date at Iterable, and records what people do and buy.</summary>
/// <remarks>https://api.iterable.com/api/docs</remarks>
[Destination("ITERABLE", "Iterable", Docs = "https://api.iterable.com/api/docs", AtRouter = true, OnDevice = ["web"],
    Category = DestinationCategory.Marketing, Synonyms = ["email", "push", "messaging"])]
public sealed class IterableDestination : Destination<IterableSettings>
{
    protected override void Handle(Handlers<IterableSettings> on)
    {
        on.Identify((e, s) => new Outcome.Send(Users.OfIdentify(e, s)));
        on.Track((e, s) => Send(IterableEvents.OfTrack(e, s)));
        on.Page((e, s) => Send(IterableEvents.OfView(e, s)));
        on.Screen((e, s) => Send(IterableEvents.OfView(e, s)));
        on.Alias((e, s) => Send(Users.OfAlias(e, s)));
        on.Batch(IterableBatches.Rule);
        on.Response(IterableAnswers.Read);
        on.Delete(IterableDeletion.DeleteAsync);
    }
}
