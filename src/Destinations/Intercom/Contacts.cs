using Pintle.DestinationKit;
using Pintle.DestinationKit.Json;

namespace Pintle.Destinations.Intercom;

/// <summary>Contacts, in version 2.10 of the API: one is searched first, then created or updated.</summary>
internal static class Contacts
{
    public static async ValueTask<Outcome> IdentifyAsync(Event e, IntercomSettings settings)
    {
        var contact = e.IsMapped ? Mapped(e) : Made(e, settings);
        if (!contact["external_id"].IsPresent && !contact["email"].IsPresent)
        {
            throw EventRejectedException.Instrumentation("\"userId\" or \"traits.email\" is required for identify calls.");
        }

        var api = settings.Api;
        if (await ContactSearch.FindAsync(api, e, settings) is not { } id)
        {
            return new Outcome.Send(api.Post("contacts", contact));
        }

        if (e.First("traits.company", "context.traits.company") is { IsObject: true } company && company["remove"].IsTruthy && company["id"].IsPresent)
        {
            await Companies.DetachAsync(api, e, id, company["id"].ToString());
        }

        return new Outcome.Send(api.Put($"contacts/{id}", contact));
    }

    private static JsObject Made(Event e, IntercomSettings settings)
    {
        var contact = IntercomMapping.Contact.Map(e);
        contact["external_id"] = People.IdOf(e, settings).ToText();
        var attributes = People.Attributes(e, IntercomMapping.ContactTraits);
        contact["custom_attributes"] = attributes.Count == 0 ? default(JsValue) : attributes;
        return contact;
    }

    // Version 2.10 knows 1.4's user_id as external_id: https://developers.intercom.com/docs/references/2.0/changelog.
    private static JsObject Mapped(Event e)
    {
        var contact = People.Mapped(e);
        if (!contact["external_id"].IsPresent)
        {
            contact["external_id"] = contact["user_id"].ToText();
        }

        return contact;
    }
}
