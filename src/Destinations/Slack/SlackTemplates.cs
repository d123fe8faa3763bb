using System.Collections.Concurrent;
using HandlebarsDotNet;
using Pintle.DestinationKit;
using Pintle.DestinationKit.Json;

namespace Pintle.Destinations.Slack;

/// <summary>Users' Handlebars templates, compiled once. <c>{{newline}}</c> is a line break.</summary>
internal static class SlackTemplates
{
    private const int MostKept = 1_000;

    private static readonly IHandlebars Engine = Handlebars.Create(new HandlebarsConfiguration { NoEscape = false });
    private static readonly ConcurrentDictionary<string, HandlebarsTemplate<object, object>> Compiled = new();

    /// <exception cref="EventRejectedException">The template is wrong.</exception>
    public static string Render(string template, JsObject data)
    {
        try
        {
            return Of(template)(Plain(data)!);
        }
        catch (HandlebarsException wrong)
        {
            throw EventRejectedException.Configuration($"The template \"{template}\" can't be used: {wrong.Message}");
        }
    }

    private static HandlebarsTemplate<object, object> Of(string template)
    {
        if (Compiled.Count >= MostKept)
        {
            Compiled.Clear();
        }

        return Compiled.GetOrAdd(template, static text => Engine.Compile(text.Replace("{{newline}}", "\n", StringComparison.Ordinal)));
    }

    // What the engine walks through.
    private static object? Plain(JsValue value) => value.Kind switch
    {
        JsKind.Object => value.Members.ToList().ToDictionary(m => m.Key, m => Plain(m.Value)),
        JsKind.Array => value.Items.Select(Plain).ToList(),
        JsKind.Boolean => value.AsBoolean(),
        JsKind.Undefined or JsKind.Null => null,
        _ => value.ToString(),
    };
}
