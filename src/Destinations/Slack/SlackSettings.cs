using Pintle.DestinationKit.Settings;

namespace Pintle.Destinations.Slack;

/// <summary>Settings of Slack.</summary>
public sealed record SlackSettings
{
    [Field("Webhook URL", Help = "Slack → your app → Incoming Webhooks. Messages go to its channel unless an event has a channel of its own.", Secret = true, Example = "https://hooks.slack.com/services/…")]
    public required string WebhookUrl { get; init; }

    [Field("Type of incoming webhooks", Choices = ["legacy: A message may name its channel, and is signed RudderStack", "modern: A webhook is bound to its channel and name"])]
    public string IncomingWebhooksType { get; init; } = "legacy";

    [Field("Template of identify events", Help = "Handlebars: {{name}}, {{traits}}, {{newline}} and each trait by its name.", Example = "Identified {{name}} with {{traits}}")]
    public string IdentifyTemplate { get; init; } = "";

    [Field("Templates of track events", Help = "By event name or regular expression. Handlebars: {{name}}, {{event}}, {{properties.key}}, {{propertiesList}}.")]
    public IReadOnlyList<SlackTemplate?> EventTemplateSettings { get; init; } = [];

    [Field("Channels of track events", Help = "By event name or regular expression: a webhook of its own, or (legacy) the name of a channel.")]
    public IReadOnlyList<SlackChannel?> EventChannelSettings { get; init; } = [];

    [Field("Traits to show", Help = "Of identify events. Empty: all.", Item = "trait")]
    public IReadOnlyList<string> WhitelistedTraitsSettings { get; init; } = [];

    [Field("Events never sent", Help = "Names of track events.", Item = "eventName")]
    public IReadOnlyList<string> DenyListOfEvents { get; init; } = [];

    internal bool IsModern => IncomingWebhooksType == "modern";
}

/// <summary>The template of events whose name is <paramref name="EventName"/>, or matches it.</summary>
public sealed record SlackTemplate(string? EventName, string? EventTemplate, bool EventRegex = false);

/// <summary>Where events go whose name is <paramref name="EventName"/>, or matches it.</summary>
public sealed record SlackChannel(string? EventName, string? EventChannel, string? EventChannelWebhook, bool EventRegex = false);
