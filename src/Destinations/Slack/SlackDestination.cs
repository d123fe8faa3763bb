using System.Text.RegularExpressions;
using Pintle.DestinationKit;
using Pintle.DestinationKit.Delivery;
using Pintle.DestinationKit.Json;

namespace Pintle.Destinations.Slack;

/// <summary>Posts a message to a Slack channel for each person identified and each event tracked.</summary>
/// <remarks>https://api.slack.com/messaging/webhooks; templates as in https://www.rudderstack.com/docs/destinations/streaming-destinations/slack/</remarks>
[Destination("SLACK", "Slack", Docs = "https://api.slack.com/messaging/webhooks",
    Category = DestinationCategory.TeamChat, Synonyms = ["chat", "notifications", "message"])]
public sealed class SlackDestination : Destination<SlackSettings>
{
    private static readonly KeyValuePair<string, string>[] Headers = [new("Content-Type", "application/x-www-form-urlencoded")];
    private static readonly TimeSpan MatchLimit = TimeSpan.FromMilliseconds(100);

    protected override void Handle(Handlers<SlackSettings> on)
    {
        on.Identify((e, s) => Post(e, s, s.WebhookUrl, SlackText.OfIdentify(e, s), channel: null));
        on.Track(Track);
    }

    private static Outcome Track(Event e, SlackSettings settings)
    {
        var name = e["event"].ToText()?.Trim() ?? "";
        if (name.Length == 0)
        {
            throw EventRejectedException.Instrumentation("The event has no name (event).");
        }

        if (settings.DenyListOfEvents.Contains(name))
        {
            throw EventRejectedException.Configuration($"The event \"{name}\" is on the list of events that are never sent (denyListOfEvents).");
        }

        var template = settings.EventTemplateSettings.FirstOrDefault(t => Matches(t?.EventName, t?.EventRegex, name))?.EventTemplate;
        var channel = settings.EventChannelSettings.FirstOrDefault(c => Matches(c?.EventName, c?.EventRegex, name));
        var webhook = channel?.EventChannelWebhook is { Length: > 0 } own ? own : settings.WebhookUrl;
        return Post(e, settings, webhook, SlackText.OfTrack(e, name, template), settings.IsModern ? null : channel?.EventChannel);
    }

    private static Outcome.Send Post(Event e, SlackSettings settings, string webhook, string text, string? channel)
    {
        var message = new JsObject { { "channel", channel is { Length: > 0 } ? channel : default(JsValue) }, { "text", text } };
        if (!settings.IsModern)
        {
            message["username"] = "RudderStack";
            message["icon_url"] = "https://cdn.rudderlabs.com/rudderstack.png";
        }

        var form = new JsObject { { "payload", ((JsValue)message).ToJson() } };
        return new Outcome.Send(VendorRequest.Form("POST", webhook, form) with { Headers = Headers, UserId = e["userId"].OrFalsy(e["anonymousId"]).ToText() ?? "" })
        {
            AsList = true,
        };
    }

    private static bool Matches(string? pattern, bool? isRegex, string name)
    {
        if (pattern is not { Length: > 0 })
        {
            return false;
        }

        try
        {
            return isRegex == true ? Regex.IsMatch(name, pattern, RegexOptions.None, MatchLimit) : pattern.Trim() == name;
        }
        catch (ArgumentException)
        {
            throw EventRejectedException.Configuration($"\"{pattern}\" is no regular expression (eventName).");
        }
        catch (RegexMatchTimeoutException)
        {
            throw EventRejectedException.Configuration($"The regular expression \"{pattern}\" takes too long (eventName).");
        }
    }
}
