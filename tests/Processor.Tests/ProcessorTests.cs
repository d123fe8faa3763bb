using System.Text;
using System.Text.Json;
using Pintle.Events;
using Pintle.Lanes.Processing;
using Pintle.TestKit;
using Pintle.Workspace;
using Pintle.Workspace.Reading;

namespace Pintle.Processor.Tests;

public sealed class ProcessorTests
{
    private static readonly DateTimeOffset Received = new(2026, 1, 1, 10, 0, 10, TimeSpan.Zero);

    private readonly ProcessingSteps _steps = new EventProcessor(geo: null).Steps;

    [Theory]
    [InlineData("{}", "2026-01-01T10:00:10.000Z")]
    [InlineData("""{"originalTimestamp":"2026-01-01T09:00:00Z","sentAt":"2026-01-01T09:00:04Z"}""", "2026-01-01T10:00:06.000Z")]
    [InlineData("""{"timestamp":"2026-01-01T08:00:00\u002B02:00"}""", "2026-01-01T08:00:00.000+02:00")]
    [InlineData("""{"timestamp":"2026\/01\/01 08:00"}""", "2026-01-01T08:00:00.000Z")]
    [InlineData("""{"timestamp":"2026-01-01T08:00:00Z","originalTimestamp":"2026-01-01T09:00:00Z","sentAt":"2026-01-01T09:00:04Z"}""", "2026-01-01T08:00:00.000Z")]
    [InlineData("""{"timestamp":"2019-09-01T15:46:51.693229+05:30"}""", "2019-09-01T15:46:51.693+05:30")]
    [InlineData("""{"timestamp":"2026-01-01 08:00:00"}""", "2026-01-01T08:00:00.000Z")]
    [InlineData("""{"timestamp":"Thu, 01 Jan 2026 08:00:00 GMT"}""", "2026-01-01T08:00:00.000Z")]
    [InlineData("""{"timestamp":"1767254400000"}""", "2026-01-01T08:00:00.000Z")]
    [InlineData("""{"timestamp":"yesterday"}""", "2026-01-01T10:00:10.000Z")]
    [InlineData("""{"timestamp":1767254400000}""", "2026-01-01T10:00:10.000Z")]
    [InlineData("""{"timestamp":"\ud800"}""", "2026-01-01T10:00:10.000Z")]
    [InlineData("""{"sentAt":"0001-01-01T00:00:00Z","originalTimestamp":"9999-12-31T00:00:00Z"}""", "2026-01-01T10:00:10.000Z")]
    public void Settles_the_timestamp(string sent, string expected) =>
        Assert.Equal(expected, Process(sent).Message.GetProperty("timestamp").GetString());

    [Fact]
    public void What_is_not_touched_stays_byte_for_byte()
    {
        var message = Process("""{"b":1.50,"a":"\u00e9\ud800","n":123456789012345678901,"receivedAt":"mine"}""").Message;
        Assert.Equal("1.50", message.GetProperty("b").GetRawText());
        Assert.Equal("\"\\u00e9\\ud800\"", message.GetProperty("a").GetRawText());
        Assert.Equal("123456789012345678901", message.GetProperty("n").GetRawText());
        Assert.Equal("2026-01-01T10:00:10.000Z", message.GetProperty("receivedAt").GetString());
    }

    [Fact]
    public void A_flagged_bot_is_noted_and_a_dropped_one_goes_nowhere()
    {
        var flagged = Process("""{"context":{"isBot":false,"k":1}}""", new BotVerdict("Crawl", "", true, "flag"));
        Assert.Equal("""{"k":1,"isBot":true,"bot":{"name":"Crawl","isInvalidBrowser":true}}""", flagged.Message.GetProperty("context").GetRawText());
        Assert.Equal("bot", Process("{}", new BotVerdict("", "", false, "drop")).DropReason);
        Assert.Null(Process("{}", new BotVerdict("", "", false, "disable")).DropReason);
    }

    [Theory]
    [InlineData("{}", true)]
    [InlineData("""{"integrations":{}}""", true)]
    [InlineData("""{"integrations":{"All":false}}""", false)]
    [InlineData("""{"integrations":{"All":false,"Webhook":true}}""", true)]
    [InlineData("""{"integrations":{"All":false,"Webhook":{}}}""", true)]
    [InlineData("""{"integrations":{"All":false,"webhook":true}}""", false)]
    [InlineData("""{"integrations":{"Webhook":false}}""", false)]
    [InlineData("""{"integrations":{"Webhook":null}}""", true)]
    [InlineData("""{"integrations":{"All":"yes"}}""", false)]
    [InlineData("""{"integrations":[]}""", false)]
    public void The_integrations_object_decides(string message, bool isSelected) => Assert.Equal(isSelected, Selects(message, "{}"));

    [Theory]
    [InlineData("""{"consentManagement":[{"provider":"custom","resolutionStrategy":"or","consents":[{"consent":"A"},{"consent":"B"}]}]}""", "custom", "and", true)]
    [InlineData("""{"consentManagement":[{"provider":"custom","resolutionStrategy":"and","consents":[{"consent":"A"},{"consent":"B"}]}]}""", "custom", "or", false)]
    [InlineData("""{"consentManagement":[{"provider":"oneTrust","consents":[{"consent":"A"},{"consent":"B"}]}]}""", "oneTrust", "and", false)]
    [InlineData("""{"consentManagement":[{"provider":"oneTrust","consents":[{"consent":"A"},{"consent":"B"}]}]}""", "oneTrust", "or", true)]
    [InlineData("""{"consentManagement":[{"provider":"ketch","consents":[{"consent":"A"}]}]}""", "oneTrust", "and", true)]
    [InlineData("""{"oneTrustCookieCategories":[{"oneTrustCookieCategory":"A"}]}""", "", "", false)]
    [InlineData("""{"ketchConsentPurposes":[{"purpose":"A"},{"purpose":"B"}]}""", "ketch", "", true)]
    [InlineData("""{"ketchConsentPurposes":[{"purpose":"A"}]}""", "ketch", "", false)]
    [InlineData("{}", "oneTrust", "and", true)]
    public void Consent_is_compared_with_the_destinations_settings(string config, string provider, string strategy, bool isSelected)
    {
        var message = """{"context":{"consentManagement":{"deniedConsentIds":["A"," "],"provider":"P","resolutionStrategy":"S"}}}"""
            .Replace("\"P\"", $"\"{provider}\"", StringComparison.Ordinal).Replace("\"S\"", $"\"{strategy}\"", StringComparison.Ordinal);
        Assert.Equal(isSelected, Selects(message, config));
    }

    [Theory]
    [InlineData("""{"deniedConsentIds":["A"]}""", false)]
    [InlineData("""{"deniedConsentIds":["A"],"provider":null,"resolutionStrategy":null}""", false)]
    [InlineData("""{"deniedConsentIds":["A"],"provider":5}""", true)]
    [InlineData("""{"deniedConsentIds":["A"],"resolutionStrategy":{}}""", true)]
    [InlineData("""{"deniedConsentIds":["A",5]}""", true)]
    [InlineData("""{"deniedConsentIds":"A"}""", true)]
    [InlineData("""{"deniedConsentIds":["",""]}""", true)]
    [InlineData("5", true)]
    public void Malformed_consent_restricts_nothing(string consent, bool isSelected) =>
        Assert.Equal(isSelected, Selects($"{{\"context\":{{\"consentManagement\":{consent}}}}}", """{"oneTrustCookieCategories":[{"oneTrustCookieCategory":"A"}]}"""));

    [Theory]
    [InlineData("""{"type":"track"}""", "{}", "{}", null)]
    [InlineData("""{"type":" TRACK "}""", """{"supportedMessageTypes":["track"]}""", "{}", null)]
    [InlineData("""{"type":"page"}""", """{"supportedMessageTypes":["track"]}""", "{}", "298 Message type not supported")]
    [InlineData("""{"type":"identify"}""", """{"supportedMessageTypes":["identify"]}""", """{"enableServerSideIdentify":false}""", "298 Message type not supported")]
    [InlineData("""{"type":5}""", """{"supportedMessageTypes":["track"]}""", "{}", "400 Invalid message type. Type assertion failed")]
    [InlineData("""{"type":"page"}""", """{"supportedMessageTypes":["track"],"transformAtV1":"none"}""", "{}", null)]
    [InlineData("""{"type":"track"}""", """{"hybridModeCloudEventsFilter":{"web":{"messageType":["page"]}}}""", """{"connectionMode":"hybrid"}""", "298 Filtering event based on hybridModeFilter")]
    [InlineData("""{"type":"track","event":"A"}""", "{}", """{"listOfConversions":[{"conversions":"A"}]}""", null)]
    [InlineData("""{"type":"track","event":"B"}""", "{}", """{"listOfConversions":[{"conversions":"A"}]}""", "298 Event not supported")]
    [InlineData("""{"type":"track"}""", "{}", """{"listOfConversions":[{"conversions":"A"}]}""", "400 Invalid message event. Type assertion failed")]
    public void The_event_filter_answers_as_specified(string message, string definition, string config, string? expected)
    {
        var workspace = WorkspaceOf(config, definition);
        var decision = _steps.Filter(JsonDocument.Parse(message).RootElement, workspace.SourcesById["src"], workspace.DestinationsById["dst"]);
        Assert.Equal(expected, decision is null ? null : $"{decision.StatusCode} {decision.Reason}");
    }

    private bool Selects(string message, string config)
    {
        var workspace = WorkspaceOf(config, "{}");
        return _steps.Select(Process(message), workspace.SourcesById["src"], workspace.DestinationsById["dst"]) is null;
    }

    private ProcessedEvent Process(string body, BotVerdict? bot = null)
    {
        var header = new EventHeader { SourceId = "src", Type = "track", MessageHash = 1, User = UserKey.None, ReceivedAt = Received, Bot = bot };
        return _steps.Process(header, Encoding.UTF8.GetBytes(body), WorkspaceOf("{}", "{}"));
    }

    private static WorkspaceSnapshot WorkspaceOf(string config, string definition) => WorkspaceReader.Read(
        Encoding.UTF8.GetBytes($$$$"""
            {"workspaceId":"ws","sources":[{"id":"src","writeKey":"wk","enabled":true,"sourceDefinition":{"name":"Javascript","type":"web"},"destinations":[
              {"id":"dst","enabled":true,"config":{{{{config}}}},"destinationDefinition":{"name":"WEBHOOK","displayName":"Webhook","config":{{{{definition}}}} }}]}]}
            """), 1, Some.Time);
}
