using Pintle.DestinationKit.Delivery;
using Pintle.DestinationKit;
using Pintle.DestinationKit.Settings;

namespace Pintle.Destinations.Mailchimp;

/// <summary>Settings of Mailchimp.</summary>
public sealed record MailchimpSettings
{
    // Made once: the same for every event of these settings.
    private KeyValuePair<string, string>[]? _headers;

    [Field("API key", Help = "Mailchimp → Account → Extras → API keys; one of its own, as a key allows ten requests at a time.", Secret = true)]
    public required string ApiKey { get; init; }

    [Field("Audience ID", Help = "Mailchimp → Audience → Settings → Audience name and defaults. integrations.MailChimp.listId of an event goes first.", Example = "92e1f1ad2c")]
    public required string AudienceId { get; init; }

    [Field("Data center ID", Help = "The beginning of your Mailchimp address, and the end of the API key.", Example = "us20")]
    public string DatacenterId { get; init; } = "";

    [Field("Update merge fields", Help = "Traits become merge fields of people who are in the audience already, too; otherwise only of new ones.")]
    public bool EnableMergeFields { get; init; }

    /// <summary>The API of the account's data center: https://mailchimp.com/developer/marketing/docs/fundamentals/#api-structure.</summary>
    internal string Api => $"https://{Server}.api.mailchimp.com/3.0";

    /// <summary>Any user name will do: https://mailchimp.com/developer/marketing/docs/fundamentals/#authenticate-with-an-api-key.</summary>
    internal KeyValuePair<string, string>[] Headers => _headers ??=
    [
        new("Content-Type", "application/json"), new("Authorization", BasicAuth.Of("apiKey", ApiKey)),
    ];

    private string Server => DatacenterId.Trim() is { Length: > 0 } given ? given
        : ApiKey.LastIndexOf('-') is >= 0 and var dash && dash < ApiKey.Length - 1 ? ApiKey[(dash + 1)..].Trim()
        : throw EventRejectedException.Configuration("\"datacenterId\" (Data center ID) is required.");
}
