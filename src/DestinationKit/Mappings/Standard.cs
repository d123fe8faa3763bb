using Pintle.DestinationKit.Json;
using static Pintle.DestinationKit.Mappings.Sources;

namespace Pintle.DestinationKit.Mappings;

/// <summary>The field's common look-ups (transformer API §11.5): first place at which something is present.</summary>
public static class Standard
{
    public static readonly Source UserId = From("userId", "traits.userId", "traits.id", "context.traits.userId", "context.traits.id", "anonymousId").Called("userId");

    /// <summary>Without the anonymous id.</summary>
    public static readonly Source UserIdOnly = From("userId", "traits.userId", "traits.id", "context.traits.userId", "context.traits.id").Called("userIdOnly");

    public static readonly Source Email = From("traits.email", "context.traits.email", "properties.email", "context.externalId.0.id").Called("email");

    /// <summary>Without external ids.</summary>
    public static readonly Source EmailOnly = From("traits.email", "context.traits.email", "properties.email").Called("emailOnly");

    public static readonly Source Phone = From("traits.phone", "context.traits.phone", "properties.phone").Called("phone");

    public static readonly Source FirstName = Trait("firstName", "firstname", "first_name").Called("firstName");
    public static readonly Source LastName = Trait("lastName", "lastname", "last_name").Called("lastName");
    public static readonly Source MiddleName = Trait("middleName", "middlename", "middle_name").Called("middleName");

    /// <summary>The name; first and last name when there is none.</summary>
    public static readonly Source FullName = Trait("name").Or(new Source(
        static (in scope) => Joined(FirstName.Value(scope), LastName.Value(scope)), "name"));

    public static readonly Source NameTrait = Trait("name").Called("name");
    public static readonly Source Title = Trait("title").Called("title");
    public static readonly Source Gender = Trait("gender").Called("gender");
    public static readonly Source State = Trait("state").Called("state");
    public static readonly Source Country = Trait("country").Called("country");
    public static readonly Source Region = Trait("region").Called("region");
    public static readonly Source Address = Trait("address").Called("address");
    public static readonly Source City = Trait("address.city").Called("city");
    public static readonly Source Street = From("traits.street", "traits.address.street", "context.traits.street", "context.traits.address.street").Called("street");

    public static readonly Source ZipCode = From([
        .. In("traits", ZipNames), .. In("traits.address", ZipNames), .. In("context.traits", ZipNames), .. In("context.traits.address", ZipNames)]).Called("zipcode");

    public static readonly Source CountryCode = From(
        "traits.countryCode", "traits.address.countryCode", "context.traits.address.countryCode", "context.traits.countryCode").Called("countryCode");

    public static readonly Source Birthday = From([
        .. ((string[])["birthday", "dateOfBirth", "dateofbirth", "dob", "DOB"]).SelectMany(static name => (string[])[$"traits.{name}", $"context.traits.{name}"])]).Called("birthday");

    public static readonly Source Avatar = Trait("avatar", "avatarURL", "avatar_URL").Called("avatar");
    public static readonly Source CreatedAt = From("traits.createdAt", "context.traits.createdAt", "timestamp", "originalTimestamp").Called("createdAt");
    public static readonly Source CreatedAtOnly = From("traits.createdAt", "context.traits.createdAt").Called("createdAtOnly");
    public static readonly Source Traits = From("traits", "context.traits").Called("traits");
    public static readonly Source GroupId = From("groupId", "traits.groupId").Called("groupId");
    public static readonly Source Timestamp = From("timestamp", "originalTimestamp").Called("timestamp");
    public static readonly Source Website = From("traits.website", "context.traits.website", "properties.website").Called("website");
    public static readonly Source PageTitle = From("context.page.title", "properties.title").Called("pageTitle");
    public static readonly Source PageUrl = From("context.page.url", "properties.url").Called("pageUrl");
    public static readonly Source PagePath = From("context.page.path", "properties.path").Called("pagePath");
    public static readonly Source SessionId = From("session_id", "context.sessionId").Called("sessionId");
    public static readonly Source Ip = From("context.ip", "request_ip");

    /// <summary>What an order is worth; price by quantity when nothing says it.</summary>
    public static readonly Source Revenue = From("properties.revenue", "properties.total", "properties.value")
        .Or(Multiply(From("properties.price"), From("properties.quantity").Or(1)));

    /// <summary>An order's products; the properties themselves when they are the only one.</summary>
    public static readonly Source Products = Find(
        static (root, _) => root.Find("properties.products") is { IsArray: true } several ? several : root["properties"] is { IsObject: true } one ? one : default,
        "\"properties.products\"");

    private static string[] ZipNames => ["zip", "zipcode", "zip_code", "zipCode", "postalcode", "postal_code", "postalCode"];

    /// <summary>A trait by its spellings, in <c>traits</c> before <c>context.traits</c>.</summary>
    public static Source Trait(params string[] names) => From([.. In("traits", names), .. In("context.traits", names)]);

    /// <summary>A property, else a trait of that name.</summary>
    public static Source PropertyOrTrait(string name) => From($"properties.{name}", $"traits.{name}", $"context.traits.{name}");

    /// <summary>A property, else what the page says under that name.</summary>
    public static Source PropertyOrPage(string name) => From($"properties.{name}", $"context.page.{name}");

    private static IEnumerable<string> In(string parent, string[] names) => names.Select(name => $"{parent}.{name}");

    private static JsValue Joined(JsValue first, JsValue last) =>
        first.IsTruthy || last.IsTruthy ? $"{first.ToText()} {last.ToText()}".Trim() : default(JsValue);
}
