using System.Globalization;
using System.Text.Json;
using Microsoft.Extensions.Time.Testing;
using Pintle.DestinationKit;
using Pintle.DestinationKit.Delivery;
using Pintle.DestinationKit.Json;
using Pintle.DestinationKit.Settings;
using Pintle.Destinations;
using Pintle.TestKit;

namespace Pintle.Micro;

/// <summary>A destination's events from its own fixtures, those that become requests without a look-up: what they cost the data plane, each to the bytes that go out.</summary>
public sealed class DestinationEvents
{
    private readonly List<(ConfiguredDestination Destination, EventInput Input, TransformEnvironment Environment)> _events = [];

    private DestinationEvents(DestinationType type, IEnumerable<JsValue> cases)
    {
        Name = type.Name.ToLowerInvariant();
        foreach (var given in cases.Where(BecomesRequests))
        {
            var input = new EventInput(given["event"].ToElement(), given["metadata"].IsObject ? given["metadata"] : new JsObject(), DynamicConfig: false)
            {
                DestinationId = "d",
                DefinitionName = given["definition"].AsText(),
                Connection = given["connection"],
            };
            _events.Add((type.Configure(given["settings"].ToElement()), input, EnvironmentOf(given)));
        }
    }

    /// <summary>The destination's name, in lower case.</summary>
    public string Name { get; }

    /// <summary>How many there are.</summary>
    public int Count => _events.Count;

    /// <summary>The destinations that have such fixtures.</summary>
    public static IEnumerable<DestinationEvents> All() => BuiltIn.Catalogue.All
        .Select(type => new DestinationEvents(type, Cases(type.GetType().Namespace!.Split('.')[^1])))
        .Where(destination => destination.Count > 0)
        .OrderBy(destination => destination.Name, StringComparer.Ordinal);

    /// <summary>Transforms each once, and makes the bytes of its requests; the last of these.</summary>
    public WireRequest? Transform()
    {
        WireRequest? wire = null;
        foreach (var (destination, input, environment) in _events)
        {
            var requests = ((Outcome.Send)destination.TransformAsync(input, environment).Now()).Requests;
            for (var i = 0; i < requests.Count; i++)
            {
                wire = WireRequestBuilder.Build(requests[i]);
            }
        }

        return wire;
    }

    private static IEnumerable<JsValue> Cases(string folder)
    {
        var fixtures = Path.Combine(Repository.Root, "src", "Destinations", folder, "fixtures");
        return Directory.Exists(fixtures)
            ? Directory.EnumerateFiles(fixtures, "*.json").Order(StringComparer.Ordinal).SelectMany(file => ((JsValue)JsonElement.Parse(File.ReadAllBytes(file))).Items)
            : [];
    }

    // Settings that an event brings are read for that event: the kit's cost, not the destination's.
    private static bool BecomesRequests(JsValue given) =>
        given["event"].IsObject && given.Find("expect.requests").IsArray && given.Find("expect.suppressed").IsUndefined && given["answers"].IsUndefined
        && !DynamicSettings.AreIn(given["settings"].ToElement());

    private static TransformEnvironment EnvironmentOf(JsValue given) => new()
    {
        Clock = given["now"].AsText() is { } now ? new FakeTimeProvider(DateTimeOffset.Parse(now, CultureInfo.InvariantCulture)) : TimeProvider.System,
    };
}
