using Pintle.DestinationKit;
using Pintle.DestinationKit.Delivery;
using Pintle.DestinationKit.Json;
using Pintle.DestinationKit.Mappings;

namespace Pintle.Destinations.Intercom;

/// <summary>
/// Companies and who belongs to them. A group call takes several requests of which later ones need what earlier ones answer;
/// they are therefore made right here, and callers learn what was sent.
/// </summary>
internal static class Companies
{
    private const string Done = "The company and its people are in Intercom already.";

    public static async ValueTask<Outcome> GroupAsync(Event e, IntercomSettings settings)
    {
        var api = settings.Api;
        var company = Made(e);
        var create = api.Post("companies", company) with { UserId = People.OrderKey(e, settings) };
        if (!settings.IsLatest)
        {
            return await SendAsync(e, api, settings, create);
        }

        var contact = await ContactSearch.FindAsync(api, e, settings);
        var created = await IntercomApi.AskAsync(e, create, "create or update the company");
        if (created["id"] is { IsPresent: true } id)
        {
            await AttachAsync(api, e, contact, id);
        }

        return new Outcome.Suppressed(Done) { Requests = [create] };
    }

    /// <summary>Ends a contact's belonging to a company, which is known by the id that its owner has given it.</summary>
    public static async ValueTask DetachAsync(IntercomApi api, Event e, string contact, string companyId)
    {
        var company = await IntercomApi.AskAsync(
            e, api.Get("companies").WithParam("company_id", companyId), $"find the company \"{companyId}\" (traits.company.id)");
        await IntercomApi.AskAsync(
            e, api.Delete($"contacts/{contact}/companies/{company["id"].ToText()}"), $"take the contact out of the company \"{companyId}\" (traits.company.id)");
    }

    private static JsObject Made(Event e)
    {
        var id = Standard.GroupId.Of(e);
        if (!id.IsPresent)
        {
            throw EventRejectedException.Instrumentation("\"groupId\" is required for group calls.");
        }

        var traits = People.Traits(e);
        var company = new JsObject { { "company_id", id } };
        IntercomMapping.Company.MapInto(company, traits, e);
        var attributes = CustomAttributes.Of(traits, IntercomMapping.CompanyTraits);
        company["custom_attributes"] = attributes.Count == 0 ? default(JsValue) : attributes;
        return company;
    }

    // Version 1.4 takes users and their companies in one request, by the ids that their owners have given them.
    private static async ValueTask<Outcome> SendAsync(Event e, IntercomApi api, IntercomSettings settings, VendorRequest create)
    {
        await IntercomApi.AskAsync(e, create, "create or update the company");
        var user = new JsObject
        {
            { "user_id", People.IdOf(e, settings) },
            { "email", e.First("context.traits.email") },
        };
        if (user.Count == 0)
        {
            return new Outcome.Suppressed(Done) { Requests = [create] };
        }

        user["companies"] = new JsArray { new JsObject { { "company_id", create.Content["company_id"] }, { "name", create.Content["name"] } } };
        var join = api.Post("users", user) with { UserId = create.UserId };
        await IntercomApi.AskAsync(e, join, "attach the user to the company");
        return new Outcome.Suppressed(Done) { Requests = [create, join] };
    }

    // https://developers.intercom.com/docs/references/2.10/rest-api/api.intercom.io/contacts/attachcontacttoacompany
    private static async ValueTask AttachAsync(IntercomApi api, Event e, string? contact, JsValue company)
    {
        if (contact is not null)
        {
            await IntercomApi.AskAsync(e, api.Post($"contacts/{contact}/companies", new JsObject { { "id", company } }), "attach the contact to the company");
        }

        foreach (var tag in e.First("context.traits.tags", "traits.tags").Items)
        {
            var body = new JsObject { { "name", tag }, { "companies", new JsArray { new JsObject { { "id", company } } } } };
            await IntercomApi.AskAsync(e, api.Post("tags", body), "tag the company");
        }
    }
}
