using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Pintle.Destinations;
using Pintle.Events;
using Pintle.Lanes.Processing;
using Pintle.Processor;
using Pintle.Router.Delivery;
using Pintle.TestKit;
using Pintle.Workspace;
using Pintle.Workspace.Reading;

namespace Pintle.Router.Tests;

/// <summary>What the header decides is what the event itself would have decided.</summary>
public sealed class HeaderFilterTests
{
    private static readonly ProcessingSteps WithHeader = new EventProcessor(null).Steps;
    private static readonly ProcessingSteps WithoutHeader = WithHeader with
    {
        FilterByHeader = (_, _, _) => HeaderDecision.Undecided,
        IsForAll = _ => false,
    };

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(4)]
    public void Both_ways_say_the_same_of_ten_thousand_events_under_a_hundred_configurations(int seed)
    {
        var random = new Random(seed);
        var byHeader = 0;
        for (var round = 0; round < 100; round++)
        {
            var snapshot = Workspace(random);
            var (fast, full) = (Transformer(snapshot, WithHeader), Transformer(snapshot, WithoutHeader));
            for (var n = 0; n < 100; n++)
            {
                var (header, body) = Event(random);
                var early = fast.FilterByHeader(Pending(header, body));
                var expected = full.Judge(Pending(header, body))!;
                var actual = early ?? fast.Judge(Pending(header, body))!;
                byHeader += early is null ? 0 : 1;
                Assert.Equal((expected.Verdict, expected.Requests?.Count), (actual.Verdict, actual.Requests?.Count));
            }
        }

        Assert.InRange(byHeader, 200, 9_000);
    }

    private static EventTransformer Transformer(WorkspaceSnapshot snapshot, ProcessingSteps steps)
    {
        var destination = snapshot.DestinationsById["hook"];
        return new EventTransformer(destination, BuiltIn.Catalogue.Find("WEBHOOK")!.Configure(destination.Config), snapshot, steps);
    }

    private static PendingEvent Pending(EventHeader header, byte[] body) => new(default, header, body);

    private static WorkspaceSnapshot Workspace(Random random)
    {
        var workspace = JsonNode.Parse(WorkspaceJson.Of(("hook", "http://hook.example/")))!;
        var destination = workspace["sources"]![0]!["destinations"]![0]!;
        var (config, definition) = (destination["config"]!, destination["destinationDefinition"]!["config"]!);
        if (random.Next(3) > 0)
        {
            definition["supportedMessageTypes"] = new JsonArray([.. ((string[])["track", "identify", "page"]).Where(_ => random.Next(3) > 0).Select(t => JsonValue.Create(t))]);
        }

        if (random.Next(4) == 0)
        {
            config["enableServerSideIdentify"] = random.Next(2) == 0;
        }

        if (random.Next(3) == 0)
        {
            config["listOfConversions"] = Pick<JsonNode?>(
                random, new JsonArray(), new JsonArray(new JsonObject { ["conversions"] = "Order" }), new JsonArray(new JsonObject { ["conversions"] = 5 }), "Order");
        }

        if (random.Next(4) == 0)
        {
            config["connectionMode"] = "hybrid";
            definition["hybridModeCloudEventsFilter"] = Pick<JsonNode?>(random, null, new JsonObject { ["web"] = new JsonObject { ["messageType"] = new JsonArray("track") } });
        }

        if (random.Next(8) == 0)
        {
            definition["transformAtV1"] = "none";
        }

        if (random.Next(3) == 0)
        {
            config["oneTrustCookieCategories"] = new JsonArray(new JsonObject { ["oneTrustCookieCategory"] = "ads" });
        }

        return WorkspaceReader.Read(Encoding.UTF8.GetBytes(workspace.ToJsonString()), 1, Some.Time);
    }

    private static (EventHeader Header, byte[] Body) Event(Random random)
    {
        var type = Pick(random, "\"track\"", "\"identify\"", "\"page\"", "\" Track \"", "\"\"", "7", "\"tr\\u0061ck\"", "\"screen\"", "\"\\ud800\"", "null");
        var members = new List<string> { $"\"type\":{type}", "\"userId\":\"u\"", "\"messageId\":\"m\"" };
        Maybe(4, $"\"type\":{Pick(random, "\"track\"", "3")}");
        Maybe(1, $"\"event\":{Pick(random, "\"Order\"", "\"View\"", "\"\"", "5", "\"Ord\\u0065r\"", "\"\\udc00\"")}");
        Maybe(2, $"\"name\":{Pick(random, "\"Order\"", "\"Home\"")}");
        Maybe(1, $"\"integrations\":{Pick(random, "{\"All\":true}", "{\"All\": true}", "{\"All\":false}", "{}", "{\"All\":true,\"Webhook\":false}", "{\"Webhook\":false}", "null", "{\"All\":1}")}");
        Maybe(6, "\"integr\\u0061tions\":{\"All\":false}");
        Maybe(4, "\"context\":{\"consentManagement\":{\"deniedConsentIds\":[\"ads\"]}}");
        Maybe(4, "\"properties\":{\"integrations\":{\"All\":false},\"text\":\"\\\"integrations\\\":{}\"}");
        var body = Encoding.UTF8.GetBytes("{" + string.Join(',', members) + "}");
        using var read = JsonDocument.Parse(body, JsonPolicy.Document);
        var (sent, e, name) = (Text(read, "type"), Text(read, "event"), Text(read, "name"));
        return (new EventHeader
        {
            SourceId = random.Next(10) == 0 ? "gone" : "src",
            Type = sent,
            Name = sent == "track" ? e : sent is "page" or "screen" ? name : "",
            MessageHash = 1,
            User = UserKey.Of("ws", "u", ""),
            ReceivedAt = Some.Time,
            DestinationId = Pick(random, "", "", "", "hook", "other"),
            IsBlocked = random.Next(20) == 0,
        }, body);

        void Maybe(int oneIn, string member)
        {
            if (random.Next(oneIn + 1) == 0)
            {
                members.Add(member);
            }
        }
    }

    // As the gateway reads them: the last of several counts, and what is no text is none.
    private static string Text(JsonDocument e, string name)
    {
        try
        {
            return e.RootElement.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String ? value.GetString()! : "";
        }
        catch (InvalidOperationException)
        {
            return "";
        }
    }

    private static T Pick<T>(Random random, params T[] from) => from[random.Next(from.Length)];
}
