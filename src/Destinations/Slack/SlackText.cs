using System.Text;
using Pintle.DestinationKit;
using Pintle.DestinationKit.Json;
using Pintle.DestinationKit.Mappings;

namespace Pintle.Destinations.Slack;

/// <summary>Texts of messages, from the user's templates or the standard ones.</summary>
internal static class SlackText
{
    // The standard text has no space between the name and the traits; that is how the established definition writes it.
    private const string Identified = "Identified {{name}}{{{traits}}}";
    private const string Did = "{{name}} did {{event}}";

    private static readonly Source PersonName = Sources.From("traits.name", "context.traits.name").Or(Sources.Find(
        static (root, _) => root.First(
            "traits.username", "context.traits.username", "properties.email", "traits.email", "context.traits.email", "userId", "anonymousId"), "name"));

    public static string OfIdentify(Event e, SlackSettings settings)
    {
        var traits = Traits(e);
        var data = traits.ToObject();
        data["name"] = NameOf(e);
        data["traits"] = Listed(traits, settings);
        data["traitsList"] = traits;
        return SlackTemplates.Render(settings.IdentifyTemplate.Trim() is { Length: > 0 } own ? own : Identified, data);
    }

    public static string OfTrack(Event e, string name, string? template)
    {
        var properties = e["properties"];
        var data = properties.ToObject();
        data["name"] = NameOf(e);
        data["event"] = name;
        data["properties"] = properties;
        data["propertiesList"] = properties.ToJson();
        data["traits"] = Traits(e).ToJson();
        data["traitsList"] = Traits(e);
        return SlackTemplates.Render(template?.Trim() is { Length: > 0 } own ? own : Did, data);
    }

    private static JsValue Traits(Event e) => Standard.Traits.Of(e);

    private static JsValue NameOf(Event e)
    {
        if (e.First("traits.name", "context.traits.name") is { IsTruthy: true } name)
        {
            return name;
        }

        var (first, last) = (Standard.FirstName.Of(e), Standard.LastName.Of(e));
        return first.IsTruthy && last.IsTruthy ? $"{first} {last}" : PersonName.Of(e);
    }

    // The traits that the user has chosen, in that order; all when none are chosen.
    private static string Listed(JsValue traits, SlackSettings settings)
    {
        var chosen = settings.WhitelistedTraitsSettings;
        var text = new StringBuilder();
        foreach (var name in chosen.Count > 0 ? chosen : traits.Members.ToList().Select(m => m.Key))
        {
            if (traits[name] is { IsDefined: true } value)
            {
                text.Append(name).Append(": ").Append(value.ToString()).Append(' ');
            }
        }

        return text.ToString();
    }
}
