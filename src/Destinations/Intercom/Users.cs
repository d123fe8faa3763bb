using System.Security.Cryptography;
using System.Text;
using Pintle.DestinationKit;
using Pintle.DestinationKit.Json;

namespace Pintle.Destinations.Intercom;

/// <summary>Users, in version 1.4 of the API: one request creates or updates one, with the companies that they belong to.</summary>
internal static class Users
{
    private static readonly string[] CompanyTaken = [.. IntercomMapping.CompanyTraits, "id", "remove"];

    public static Outcome Identify(Event e, IntercomSettings settings)
    {
        var user = e.IsMapped ? People.Mapped(e) : Made(e, settings);
        if (!user["user_id"].IsPresent && !user["email"].IsPresent)
        {
            throw EventRejectedException.Instrumentation("\"userId\" or \"traits.email\" is required for identify calls.");
        }

        if (!user.Has("update_last_request_at"))
        {
            user["update_last_request_at"] = settings.UpdateLastRequestAt;
        }

        return new Outcome.Send(settings.Api.Post("users", user) with { UserId = People.OrderKey(e, settings) });
    }

    private static JsObject Made(Event e, IntercomSettings settings)
    {
        var user = IntercomMapping.User.Map(e);
        user["user_id"] = People.IdOf(e, settings);
        var attributes = People.Attributes(e, IntercomMapping.UserTraits);
        if (settings.CollectContext)
        {
            IntercomMapping.Context.MapInto(attributes, e["context"], e);
        }

        user["custom_attributes"] = attributes.Count == 0 ? default(JsValue) : attributes;
        if (e.First("traits.company", "context.traits.company") is { IsDefined: true } company)
        {
            user["companies"] = CompaniesOf(company, e);
        }

        return user;
    }

    // The company of an identify call; without an id or a name it can't be told from others.
    private static JsArray CompaniesOf(JsValue company, Event e)
    {
        if (company.AsText() is { Length: > 0 } alone)
        {
            company = new JsObject { { "name", alone } };
        }

        var id = company["id"].Or(company["name"].ToText() is { Length: > 0 } name ? Convert.ToHexStringLower(Md5(name)) : default(JsValue));
        if (!id.IsPresent)
        {
            return [];
        }

        var made = IntercomMapping.Company.Map(company, e);
        made["company_id"] = id;
        made["remove"] = company["remove"];
        made["custom_attributes"] = Attributes(company);
        return [made];
    }

    private static JsObject Attributes(JsValue company)
    {
        var attributes = new JsObject();
        foreach (var (name, value) in company.ToObject().Without(CompanyTaken).DropNulls())
        {
            attributes[name] = value.IsObject || value.IsArray ? value.ToJson() : value;
        }

        return attributes;
    }

#pragma warning disable CA5351 // names a company, protects nothing; the ids that the established API has sent must stay the same
    private static byte[] Md5(string text) => MD5.HashData(Encoding.UTF8.GetBytes(text));
#pragma warning restore CA5351
}
