using Pintle.DestinationKit;

namespace Pintle.Destinations.Intercom;

/// <summary>
/// Keeps people and companies of an Intercom workspace up to date and records what people do: with users in version 1.4 of its
/// API, with contacts in version 2.10.
/// </summary>
/// <remarks>https://developers.intercom.com/docs/references/2.10/rest-api/api.intercom.io</remarks>
[Destination("INTERCOM", "Intercom", Docs = "https://developers.intercom.com/docs/references/2.10/rest-api/api.intercom.io", AtRouter = true, OnDevice = ["web", "android", "ios"],
    Category = DestinationCategory.Support, Synonyms = ["chat", "messenger", "help desk"])]
public sealed class IntercomDestination : Destination<IntercomSettings>
{
    protected override void Handle(Handlers<IntercomSettings> on)
    {
        on.Identify((e, s) => s.IsLatest ? Contacts.IdentifyAsync(e, s) : new(Users.Identify(e, s)));
        on.Track(People.Track);
        on.Group(Companies.GroupAsync);
        on.Response(IntercomAnswers.Read);
        on.Delete(IntercomDeletion.DeleteAsync);
    }
}
