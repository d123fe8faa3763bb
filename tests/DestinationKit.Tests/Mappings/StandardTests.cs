using System.Reflection;
using Pintle.DestinationKit.Json;
using Pintle.DestinationKit.Mappings;

namespace Pintle.DestinationKit.Tests.Mappings;

/// <summary>The common look-ups of transformer API §11.5, row by row: name in the table, name here, paths in their order.</summary>
public sealed class StandardTests
{
    private const string Zips = "zip zipcode zip_code zipCode postalcode postal_code postalCode";

    public static TheoryData<string, string, string> Rows => new()
    {
        { "userId", nameof(Standard.UserId), "userId traits.userId traits.id context.traits.userId context.traits.id anonymousId" },
        { "userIdOnly", nameof(Standard.UserIdOnly), "userId traits.userId traits.id context.traits.userId context.traits.id" },
        { "email", nameof(Standard.Email), "traits.email context.traits.email properties.email context.externalId.0.id" },
        { "emailOnly", nameof(Standard.EmailOnly), "traits.email context.traits.email properties.email" },
        { "phone", nameof(Standard.Phone), "traits.phone context.traits.phone properties.phone" },
        { "name", nameof(Standard.NameTrait), "traits.name context.traits.name" },
        { "title", nameof(Standard.Title), "traits.title context.traits.title" },
        { "gender", nameof(Standard.Gender), "traits.gender context.traits.gender" },
        { "state", nameof(Standard.State), "traits.state context.traits.state" },
        { "country", nameof(Standard.Country), "traits.country context.traits.country" },
        { "region", nameof(Standard.Region), "traits.region context.traits.region" },
        { "address", nameof(Standard.Address), "traits.address context.traits.address" },
        { "firstName", nameof(Standard.FirstName), Both("firstName firstname first_name") },
        { "lastName", nameof(Standard.LastName), Both("lastName lastname last_name") },
        { "middleName", nameof(Standard.MiddleName), Both("middleName middlename middle_name") },
        { "city", nameof(Standard.City), "traits.address.city context.traits.address.city" },
        { "street", nameof(Standard.Street), "traits.street traits.address.street context.traits.street context.traits.address.street" },
        { "zipcode", nameof(Standard.ZipCode), $"{In("traits", Zips)} {In("traits.address", Zips)} {In("context.traits", Zips)} {In("context.traits.address", Zips)}" },
        { "countryCode", nameof(Standard.CountryCode), "traits.countryCode traits.address.countryCode context.traits.address.countryCode context.traits.countryCode" },
        { "birthday", nameof(Standard.Birthday), string.Join(' ', "birthday dateOfBirth dateofbirth dob DOB".Split(' ').Select(Both)) },
        { "avatar", nameof(Standard.Avatar), Both("avatar avatarURL avatar_URL") },
        { "createdAt", nameof(Standard.CreatedAt), "traits.createdAt context.traits.createdAt timestamp originalTimestamp" },
        { "createdAtOnly", nameof(Standard.CreatedAtOnly), "traits.createdAt context.traits.createdAt" },
        { "traits", nameof(Standard.Traits), "traits context.traits" },
        { "groupId", nameof(Standard.GroupId), "groupId traits.groupId" },
        { "timestamp", nameof(Standard.Timestamp), "timestamp originalTimestamp" },
        { "website", nameof(Standard.Website), "traits.website context.traits.website properties.website" },
        { "pageTitle", nameof(Standard.PageTitle), "context.page.title properties.title" },
        { "pageUrl", nameof(Standard.PageUrl), "context.page.url properties.url" },
        { "pagePath", nameof(Standard.PagePath), "context.page.path properties.path" },
        { "sessionId", nameof(Standard.SessionId), "session_id context.sessionId" },
    };

    [Theory]
    [MemberData(nameof(Rows))]
    public void A_look_up_takes_the_first_of_its_paths_that_has_something(string name, string field, string paths)
    {
        var source = Field(field);
        var all = paths.Split(' ');
        for (var first = 0; first < all.Length; first++)
        {
            var message = new JsObject();
            for (var i = 0; i < all.Length; i++)
            {
                message.SetAt(all[i], i < first ? i % 2 == 0 ? "" : JsValue.Null : all[i]);
            }

            Assert.Equal(all[first], source.Of(message, Given.Event()).AsText());
        }

        Assert.True(source.Of(new JsObject(), Given.Event()).IsUndefined);
        var missing = Assert.Throws<EventRejectedException>(() => source.Required().Of(new JsObject(), Given.Event()));
        Assert.Equal($"Missing required value from \"{name}\"", missing.Message);
    }

    [Fact]
    public void Every_look_up_is_listed_here_or_has_a_test_of_its_own()
    {
        string[] others = [nameof(Standard.FullName), nameof(Standard.Ip), nameof(Standard.Revenue), nameof(Standard.Products)];
        var all = typeof(Standard).GetFields(BindingFlags.Public | BindingFlags.Static).Select(f => f.Name);
        Assert.Equal(all.Order(), Rows.Select(r => r.Data.Item2).Concat(others).Order());
    }

    [Theory]
    [InlineData("""{"traits":{"name":"Ann Lee","firstName":"A"}}""", "Ann Lee")]
    [InlineData("""{"traits":{"firstname":"Ann"},"context":{"traits":{"last_name":"Lee"}}}""", "Ann Lee")]
    [InlineData("""{"traits":{"lastName":"Lee"}}""", "Lee")]
    [InlineData("""{"traits":{"firstName":"Ann","lastName":""}}""", "Ann")]
    [InlineData("""{"traits":{}}""", "undefined")]
    public void A_full_name_is_the_name_or_first_and_last(string message, string name) => Assert.Equal(name, Value(Standard.FullName, message));

    [Theory]
    [InlineData("""{"context":{"ip":"192.0.2.1"},"request_ip":"192.0.2.2"}""", "192.0.2.1")]
    [InlineData("""{"request_ip":"192.0.2.2"}""", "192.0.2.2")]
    public void An_address_is_the_sdks_before_the_requests(string message, string ip) => Assert.Equal(ip, Value(Standard.Ip, message));

    [Theory]
    [InlineData("""{"properties":{"revenue":0,"total":2}}""", "0")]
    [InlineData("""{"properties":{"total":2,"value":3}}""", "2")]
    [InlineData("""{"properties":{"value":"3"}}""", "3")]
    [InlineData("""{"properties":{"price":"2.5","quantity":4}}""", "10")]
    [InlineData("""{"properties":{"price":2.5}}""", "2.5")]
    [InlineData("""{"properties":{"price":"free","quantity":4}}""", "undefined")]
    [InlineData("""{"properties":{"quantity":4}}""", "undefined")]
    public void Revenue_is_said_or_price_by_quantity(string message, string revenue) => Assert.Equal(revenue, Value(Standard.Revenue, message));

    [Theory]
    [InlineData("""{"properties":{"products":[{"sku":"a"},{"sku":"b"}],"sku":"c"}}""", """[{"id":"a"},{"id":"b"}]""")]
    [InlineData("""{"properties":{"sku":"c"}}""", """[{"id":"c"}]""")]
    [InlineData("""{"properties":{"products":"none","sku":"c"}}""", """[{"id":"c"}]""")]
    [InlineData("""{"properties":{"products":[]}}""", "[]")]
    [InlineData("""{"properties":"none"}""", "undefined")]
    public void Products_are_a_list_or_the_properties_themselves(string message, string products) =>
        Assert.Equal(products, Value(Standard.Products.Each(new Mapping { { "id", "sku" } }), message));

    [Fact]
    public void A_property_goes_before_a_trait_or_what_the_page_says()
    {
        const string all = """{"properties":{"x":"p"},"traits":{"x":"t"},"context":{"traits":{"x":"c"},"page":{"x":"g"}}}""";
        const string few = """{"properties":{"x":""},"traits":{"x":null},"context":{"traits":{"x":"c"},"page":{"x":"g"}}}""";
        Assert.Equal(("p", "c"), (Value(Standard.PropertyOrTrait("x"), all), Value(Standard.PropertyOrTrait("x"), few)));
        Assert.Equal(("p", "g"), (Value(Standard.PropertyOrPage("x"), all), Value(Standard.PropertyOrPage("x"), few)));
        Assert.Equal("t", Value(Standard.Trait("x"), all));
    }

    private static string Value(Source source, string message) => source.Of(Given.Json(message), Given.Event()).ToString();

    private static Source Field(string name) => (Source)typeof(Standard).GetField(name)!.GetValue(null)!;

    private static string In(string parent, string names) => string.Join(' ', names.Split(' ').Select(n => $"{parent}.{n}"));

    private static string Both(string names) => $"{In("traits", names)} {In("context.traits", names)}";
}
