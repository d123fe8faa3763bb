using Pintle.DestinationKit;
using Pintle.DestinationKit.Json;

namespace Pintle.Destinations.FacebookPixel;

/// <summary>Sends events to a pixel through Meta's Conversions API, one a request.</summary>
/// <remarks>https://developers.facebook.com/docs/marketing-api/conversions-api/using-the-api</remarks>
[Destination("FACEBOOK_PIXEL", "Facebook Pixel", Docs = "https://developers.facebook.com/docs/marketing-api/conversions-api", OnDevice = ["web"],
    Category = DestinationCategory.Advertising, Synonyms = ["meta", "conversions api", "capi", "instagram"])]
public sealed class FacebookPixelDestination : Destination<FacebookPixelSettings>
{
    protected override void Handle(Handlers<FacebookPixelSettings> on)
    {
        on.Identify(Identify);
        on.Track(Track);
        on.Page(View);
        on.Screen(View);
        on.Response(FacebookAnswers.Read);
    }

    private static Outcome Identify(Event e, FacebookPixelSettings settings) => settings.AdvancedMapping
        ? ServerEvent.Send(e, settings, "identify", null)
        : throw EventRejectedException.Configuration("Identify events need the setting \"advancedMapping\" (Enable advanced matching).");

    private static Outcome Track(Event e, FacebookPixelSettings settings)
    {
        var name = StandardEvents.NameOf(e);
        var data = settings.PersonalData.Sendable(e.Message["properties"], UserData.AreHashed(e));
        if (StandardEvents.Of(name, settings) is { } standard)
        {
            Require(data);
            Contents.AddTo(data, e, settings, standard.Content);
            return ServerEvent.Send(e, settings, standard.Name, data);
        }

        // Facebook's name for the revenue of an event is its value.
        if (data["revenue"] is { IsTruthy: true } revenue)
        {
            data.Remove("revenue");
            data["value"] = Contents.Money(revenue, "properties.revenue");
        }

        return ServerEvent.Send(e, settings, name, data);
    }

    private static Outcome View(Event e, FacebookPixelSettings settings)
    {
        var data = settings.PersonalData.Sendable(e.Message["properties"], UserData.AreHashed(e));
        if (settings.StandardPageCall)
        {
            Require(data);
            return ServerEvent.Send(e, settings, "PageView", data);
        }

        var name = e.First("name", "properties.name").ToText()?.Trim();
        return ServerEvent.Send(e, settings, name is { Length: > 0 } ? $"Viewed {e.Type} {name}" : "PageView", data);
    }

    private static void Require(JsObject data)
    {
        if (data.Count == 0)
        {
            throw EventRejectedException.Instrumentation("\"properties\" has nothing but opt_out, event_id and action_source; a standard event needs more.");
        }
    }
}
