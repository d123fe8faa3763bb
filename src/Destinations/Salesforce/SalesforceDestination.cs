using Pintle.DestinationKit;
using Pintle.DestinationKit.Batching;
using Pintle.DestinationKit.Json;

namespace Pintle.Destinations.Salesforce;

/// <summary>Creates and updates records of Salesforce: leads, contacts, and any other object that an event names.</summary>
/// <remarks>https://developer.salesforce.com/docs/atlas.en-us.api_rest.meta/api_rest/intro_rest.htm</remarks>
[Destination(
    "SALESFORCE", "Salesforce", Docs = "https://developer.salesforce.com/docs/atlas.en-us.api_rest.meta/api_rest/intro_rest.htm", AtRouter = true,
    Aliases = ["SALESFORCE_OAUTH", "SALESFORCE_OAUTH_SANDBOX"],
    Category = DestinationCategory.Crm, Synonyms = ["sfdc", "leads", "contacts"])]
public sealed class SalesforceDestination : Destination<SalesforceSettings>
{
    // Salesforce lets an organisation make so many long requests at once (25), ours among them.
    private const int AtOnce = 8;

    protected override void Handle(Handlers<SalesforceSettings> on)
    {
        on.Identify(IdentifyAsync);
        on.Together((events, settings) => TogetherAsync(on, events, settings));
        on.Response(SalesforceAnswers.ReadDelivery);
    }

    private static async ValueTask<Outcome> IdentifyAsync(Event e, SalesforceSettings settings)
    {
        var session = await SalesforceSession.OpenAsync(e, settings);
        var targets = await RecordTargets.OfAsync(e, settings, session);
        return new Outcome.Send([.. targets.Select(target => session.Write(target, RecordFields.Of(e, settings, target)))]) { AsList = true };
    }

    // Several searches at a time; and deliveries of callers bring back which account's session they used (destInfo.authKey).
    private static async ValueTask<IReadOnlyList<RouterItem>> TogetherAsync(Handlers<SalesforceSettings> on, IReadOnlyList<Event> events, SalesforceSettings settings)
    {
        var items = new List<RouterItem>(events.Count);
        foreach (var some in events.Chunk(AtOnce))
        {
            items.AddRange(await Task.WhenAll(some.Select(e => AloneAsync(on, e, settings))));
        }

        return items;
    }

    private static async Task<RouterItem> AloneAsync(Handlers<SalesforceSettings> on, Event e, SalesforceSettings settings)
    {
        var metadata = e.Metadata.ToObject();
        metadata["destInfo"] = new JsObject { { "authKey", e.DestinationId } };
        e.Metadata = metadata;
        return new RouterItem(e, await on.TransformAloneAsync(e, settings));
    }
}
