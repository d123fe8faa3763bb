using System.Text.Json;
using Microsoft.Extensions.Time.Testing;
using Pintle.DestinationKit;
using Pintle.DestinationKit.Delivery;
using Pintle.DestinationKit.Json;
using Pintle.DestinationKit.Settings;
using Pintle.Destinations.Tests.Fixtures;

namespace Pintle.Destinations.Tests;

/// <summary>Whatever an event is, a destination makes requests of it or says what is wrong: two hundred thousand damaged events through all of them.</summary>
public sealed class FuzzTests
{
    private const int Events = 200_000;

    private static readonly string[] Odd =
    [
        "null", "true", "false", "0", "-1", "1e308", "\"\"", "\" \"", "\"text\"", "\"-\"", "{}", "[]", "[null]", "[[]]", "[{}]", "{\"\":{}}", "{\"a\":[1,{\"b\":null}]}",
        "\"__proto__\"", "{\"__proto__\":{\"x\":1}}", "\"2026-13-45\"", "\"\\u0000\"", "[1,\"a\",{\"id\":{}}]", "12345678901234567890", "\"😀\"",
    ];

    private static readonly FakeTimeProvider Clock = new(new DateTimeOffset(2026, 1, 1, 12, 0, 0, TimeSpan.Zero));

    private static readonly JsValue Metadata = JsonElement.Parse("""{"secret":{"access_token":"t","accessToken":"t","instance_url":"https://i.test"}}""");

    private static readonly JsValue[] Values = [.. Odd.Select(text => (JsValue)JsonElement.Parse(text))];

    /// <summary>All destinations.</summary>
    public static TheoryData<string> Destinations => [.. BuiltIn.Catalogue.All.Select(t => t.Name)];

    [Theory]
    [MemberData(nameof(Destinations))]
    public async Task No_event_is_met_with_an_exception(string name)
    {
        var type = BuiltIn.Catalogue.Find(name)!;
        var random = new Random(20261125);
        var samples = Samples(type);
        var sent = 0;
        for (var i = 0; i < Events / BuiltIn.Catalogue.All.Count; i++)
        {
            var (settings, sample) = samples[random.Next(samples.Count)];
            var message = Mutate(sample, random, depth: 0);
            Exception? failure = null;
            var environment = new TransformEnvironment
            {
                Clock = Clock,
                Http = new ScriptedVendor(_ => Answer(random)),
                OnBug = (_, bug) => failure = bug,
            };
            try
            {
                var configured = type.Configure(random.Next(4) == 0 ? Mutate(settings, random, 0).ToElement() : settings.ToElement());
                var input = new EventInput(message.ToElement(), Metadata);
                var outcome = await configured.TransformAsync(input, environment);
                sent += outcome is Outcome.Send { Requests: var requests } && requests.Select(WireRequestBuilder.Build).ToList().Count > 0 ? 1 : 0;
                await configured.TransformTogetherAsync([input, input], environment);
            }
            catch (Exception known) when (known is SettingsException or EventRejectedException or EventRetryException)
            {
                // Said what is wrong.
            }
            catch (Exception bug)
            {
                failure = bug;
            }

            Assert.True(failure is null, $"{message.ToJson()} with {settings.ToJson()}: {failure}");
        }

        // Otherwise the events would not have got far.
        Assert.InRange(sent, 500, Events);
    }

    // Events of the destination's fixtures, with their settings, and one that has a little of everything.
    private static List<(JsValue Settings, JsValue Event)> Samples(DestinationType type)
    {
        JsValue everything = JsonElement.Parse("""
            {"type":"track","event":"Order Completed","userId":"u","anonymousId":"a","groupId":"g","previousId":"p","messageId":"m","name":"N","category":"C",
            "timestamp":"2026-01-01T00:00:00Z","originalTimestamp":"2026-01-01T00:00:00Z","channel":"web","request_ip":"1.2.3.4","traits":{"email":"a@b.test","name":"A B","address":{"city":"C"}},
            "context":{"traits":{"email":"a@b.test","phone":"+1"},"ip":"1.2.3.4","userAgent":"Mozilla/5.0 Chrome/1.2","page":{"url":"https://a.test/b"},"externalId":[{"type":"HS-contacts","id":"1","identifierType":"email"}],
            "device":{"id":"d","type":"ios","token":"t"},"campaign":{"name":"c"},"mappedToDestination":false},"integrations":{"All":true},
            "properties":{"revenue":"$1.5","currency":"USD","order_id":"o","products":[{"product_id":"p","price":1,"quantity":2,"name":"n"}],"list_id":"l"}}
            """);
        var cases = FixtureCase.All().Where(c => c.Type == type).Select(c => c.Json).Where(c => c["settings"].IsObject).ToList();
        List<(JsValue, JsValue)> samples = [.. cases.SelectMany(c => c["events"].Items.Append(c["event"]).Where(e => e.IsObject).Select(e => (c["settings"], e)))];
        var settings = cases.Select(c => c["settings"]).Append(Guessed(type)).ToList();
        string[] types = ["identify", "track", "page", "screen", "group", "alias", "record"];
        samples.AddRange(settings.SelectMany(s => types.Select(t => (s, (JsValue)With(everything, "type", t)))));
        return samples;
    }

    private static JsValue Guessed(DestinationType type)
    {
        var settings = new JsObject();
        foreach (var field in type.Settings.Fields.Where(f => f.Kind is FieldKind.Text or FieldKind.Choice))
        {
            settings[field.Key] = field.Key.Contains("Url", StringComparison.Ordinal) ? "https://a.test" : field.Choices.Count > 0 ? field.Choices[^1].Value : "US-01";
        }

        return settings;
    }

    private static JsObject With(JsValue value, string name, JsValue member)
    {
        var changed = value.ToObject();
        changed[name] = member;
        return changed;
    }

    private static JsValue Mutate(JsValue value, Random random, int depth)
    {
        if (depth > 0 && random.Next(14) == 0)
        {
            return Values[random.Next(Values.Length)];
        }

        if (value.IsObject)
        {
            var changed = new JsObject();
            foreach (var (name, member) in value.Members)
            {
                if (random.Next(25) != 0)
                {
                    changed[random.Next(200) == 0 ? "__proto__" : name] = name == "type" && depth == 0 && random.Next(20) != 0 ? member : Mutate(member, random, depth + 1);
                }
            }

            return changed;
        }

        return value.IsArray ? JsArray.Of(value.Items.Select(item => Mutate(item, random, depth + 1)).ToList()) : value;
    }

    private static (int Status, string Body) Answer(Random random) => random.Next(5) switch
    {
        0 => (0, ""),
        1 => (random.Next(200, 600), "not json"),
        2 => (200, """{"access_token":"t","instance_url":"https://i.test","id":"1","data":{"id":"1"},"searchRecords":[],"results":[],"users":[]}"""),
        _ => (random.Next(3) == 0 ? random.Next(400, 600) : 200, Odd[random.Next(Odd.Length)]),
    };
}
