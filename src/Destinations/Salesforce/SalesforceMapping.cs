using System.Collections;
using System.Collections.Frozen;
using Pintle.DestinationKit.Mappings;
using static Pintle.DestinationKit.Mappings.Sources;

namespace Pintle.Destinations.Salesforce;

/// <summary>Which trait goes into which standard field; all other traits are custom fields.</summary>
internal static class SalesforceMapping
{
    /// <summary>A lead: https://developer.salesforce.com/docs/atlas.en-us.object_reference.meta/object_reference/sforce_api_objects_lead.htm.</summary>
    public static readonly FieldTable Lead = new()
    {
        { "Email", "email" },
        { "FirstName", "firstName", "firstname", "first_name" },
        { "LastName", "lastName", "lastname", "last_name" },
        { "Phone", "phone" },
        { "Title", "title" },
        { "Rating", "rating" },
        { "Salutation", "salutation" },
        { "Status", "status" },
        { "Website", "website" },
        { "Description", "description" },
        { "LeadSource", "LeadSource" },
        { "Street", "address.street", "street" },
        { "City", "address.city", "city" },
        { "PostalCode", "address.postalCode", "postalCode" },
        { "State", "address.state", "state" },
        { "StateCode", "address.stateCode", "stateCode" },
        { "Country", "address.country", "country" },
        { "CountryCode", "address.countryCode", "countryCode" },
        { "Latitude", "address.latitude", "latitude" },
        { "Longitude", "address.longitude", "longitude" },
        { "Accuracy", "address.accuracy", "accuracy" },
        { "GeocodeAccuracy", "geocodeAccuracy" },
        { "AnnualRevenue", "company.annualRevenue" },
        { "Industry", "company.industry" },
        { "NumberOfEmployees", "company.employee_count" },
        { "Company", From("company.name", "company").Then(static (company, _) => company.IsObject ? default : company) },
        { "ConvertedAccountId", "convertedAccountId" },
        { "ConvertedContactId", "convertedContactId" },
        { "ConvertedDate", "convertedDate" },
        { "ConvertedOpportunityId", "convertedOpportunityId" },
        { "CreatedById", "createdById" },
        { "CreatedDate", "createdAt", "createddate" },
        { "EmailBouncedDate", "emailBouncedDate" },
        { "EmailBouncedReason", "emailBouncedReason" },
        { "IndividualId", "individualId" },
        { "IsConverted", "isConverted" },
        { "IsDeleted", "isDeleted" },
        { "IsUnreadByOwner", "isUnreadByOwner" },
        { "Jigsaw", "jigsaw" },
        { "JigsawContactId", "jigsawContactId" },
        { "LastActivityDate", "lastActivityDate" },
        { "LastModifiedById", "lastModifiedById" },
        { "LastModifiedDate", "lastModifiedDate" },
        { "LastReferencedDate", "lastReferencedDate" },
        { "LastViewedDate", "lastViewedDate" },
        { "MasterRecordId", "masterRecordId" },
        { "OwnerId", "ownerId" },
        { "PhotoUrl", "photoUrl" },
        { "SystemModstamp", "systemModstamp" },
    };

    /// <summary>
    /// Fields that keep what Salesforce itself notes. An organisation may let them be set when a record is created; an update with
    /// them is refused: https://help.salesforce.com/s/articleView?id=000176484.
    /// </summary>
    public static readonly string[] AuditFields = ["CreatedById", "CreatedDate", "LastModifiedById", "LastModifiedDate", "SystemModstamp"];

    /// <summary>A contact: https://developer.salesforce.com/docs/atlas.en-us.object_reference.meta/object_reference/sforce_api_objects_contact.htm.</summary>
    public static readonly FieldTable Contact = new()
    {
        { "Email", "email" },
        { "FirstName", "firstName", "firstname", "first_name" },
        { "LastName", "lastName", "lastname", "last_name" },
        { "Phone", "phone" },
        { "Title", "title" },
        { "Salutation", "salutation" },
        { "Description", "description" },
        { "Birthdate", "birthday", "birthdate" },
        { "Department", "department" },
        { "Fax", "fax" },
        { "HomePhone", "homePhone" },
        { "MobilePhone", "mobilePhone" },
        { "AssistantName", "assistantName" },
        { "AssistantPhone", "assistantPhone" },
        { "LeadSource", "LeadSource" },
        { "AccountId", "accountId" },
        { "OwnerId", "ownerId" },
        { "ReportsToId", "reportsToId" },
        { "MailingStreet", "address.street", "street" },
        { "MailingCity", "address.city", "city" },
        { "MailingPostalCode", "address.postalCode", "postalCode" },
        { "MailingState", "address.state", "state" },
        { "MailingCountry", "address.country", "country" },
    };
}

/// <summary>A table of an object's standard fields, and the names of the traits that they take.</summary>
internal sealed class FieldTable : IEnumerable<string>
{
    // Never fields of their own: the id of an unknown visitor, what names are made of, and the record's id.
    private readonly List<string> _sources = ["anonymousId", "name", "id"];
    private FrozenSet<string>? _taken;

    public Mapping Fields { get; } = [];

    /// <summary>Traits that aren't custom fields.</summary>
    public FrozenSet<string> Taken => _taken ??= _sources.ToFrozenSet();

    public void Add(string field, params string[] paths)
    {
        _sources.AddRange(paths.Select(path => path.Split('.')[0]));
        Fields.Add(field, From(paths));
    }

    public void Add(string field, Source source) => Fields.Add(field, source);

    public IEnumerator<string> GetEnumerator() => Fields.GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();
}
