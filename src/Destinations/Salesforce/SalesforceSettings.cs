using Pintle.DestinationKit.Settings;

namespace Pintle.Destinations.Salesforce;

/// <summary>Settings of Salesforce. A destination whose account is connected by OAuth needs no user name, password or token.</summary>
public sealed record SalesforceSettings
{
    [Field("User name", Help = "Of the Salesforce user in whose name records are written.")]
    public string UserName { get; init; } = "";

    [Field("Password", Secret = true)]
    public string Password { get; init; } = "";

    [Field("Security token", Help = "Salesforce → Settings → My Personal Information → Reset My Security Token.", Secret = true)]
    public string InitialAccessToken { get; init; } = "";

    [Field("Consumer key", Help = "Of the connected app through which the user name and password log in.")]
    public string ConsumerKey { get; init; } = "";

    [Field("Consumer secret", Help = "Of the same connected app.", Secret = true)]
    public string ConsumerSecret { get; init; } = "";

    [Field("Map properties to Salesforce fields", Help = "Off: traits have Salesforce's own field names already and are sent as they are.")]
    public bool MapProperty { get; init; } = true;

    [Field("Sandbox", Help = "The organisation is a sandbox: logs in at test.salesforce.com.")]
    public bool Sandbox { get; init; }

    [Field("Use the contact of converted leads", Help = "A lead that has become a contact is updated as that contact.")]
    public bool UseContactId { get; init; }
}
