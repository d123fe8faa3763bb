using Pintle.DestinationKit;
using Pintle.DestinationKit.Batching;

namespace Pintle.Destinations.Mailchimp;

/// <summary>Keeps an audience of Mailchimp up to date, and records what its members do.</summary>
[Destination("MAILCHIMP", "Mailchimp", Docs = "https://mailchimp.com/developer/marketing/api/", AtRouter = true,
    Category = DestinationCategory.Marketing, Synonyms = ["email", "newsletter", "audience"])]
public sealed class MailchimpDestination : Destination<MailchimpSettings>
{
    // https://mailchimp.com/developer/marketing/api/lists/batch-subscribe-or-unsubscribe/
    private const int MaxMembers = 500;

    protected override void Handle(Handlers<MailchimpSettings> on)
    {
        on.Identify((e, s) => e.IsMapped ? new(Members.OfRow(e, s)) : Members.SaveAsync(e, s));
        on.Track(MemberEvents.Record);

        on.Batch(new BatchRule { MaxEvents = MaxMembers, Takes = MemberBatches.Takes, Join = BatchRule.JoinArrays(MemberBatches.List) });
        on.Together((events, s) => TransformAsync(events, s, on));
        on.Response(MemberBatches.Read);
    }

    private static async ValueTask<IReadOnlyList<RouterItem>> TransformAsync(IReadOnlyList<Event> events, MailchimpSettings settings, Handlers<MailchimpSettings> on)
    {
        var (sent, others) = await on.TransformEachAsync(events, settings);
        var listed = sent.Select(s => s.Send.Requests is [var only] && !s.Event.Metadata["dontBatch"].IsTruthy ? s with { Send = new Outcome.Send(MemberBatches.OfOne(only)) } : s);
        return [.. on.Combine([.. listed]), .. others];
    }
}
