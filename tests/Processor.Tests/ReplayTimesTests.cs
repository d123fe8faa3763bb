using System.Text;
using Pintle.Events;
using Pintle.TestKit;
using Pintle.Workspace.Reading;

namespace Pintle.Processor.Tests;

public sealed class ReplayTimesTests
{
    [Theory]
    [InlineData("again", "\"2024-01-02T03:04:05Z\"", "2024-01-02T03:04:05.000Z")]
    [InlineData("again", "5", "2026-11-24T09:00:00.000Z")]
    [InlineData("src", "\"2024-01-02T03:04:05Z\"", "2026-11-24T09:00:00.000Z")]
    public void Only_a_replayed_event_was_received_when_it_says(string source, string receivedAt, string expected)
    {
        var workspace = WorkspaceReader.Read(
            """
            {"workspaceId":"ws","sources":[
            {"id":"src","name":"s","writeKey":"a","enabled":true,"sourceDefinition":{"name":"Javascript"}},
            {"id":"again","name":"r","writeKey":"b","enabled":true,"originalId":"src","sourceDefinition":{"name":"Javascript"}}]}
            """u8.ToArray(), 1, Some.Time);
        var header = new EventHeader { SourceId = source, Type = "track", MessageHash = 1, User = UserKey.None, ReceivedAt = Some.Time };
        var message = new EventProcessor(geo: null).Steps.Process(header, Encoding.UTF8.GetBytes($"{{\"receivedAt\":{receivedAt}}}"), workspace).Message;
        Assert.Equal(expected, message.GetProperty("receivedAt").GetString());
        Assert.Equal(expected, message.GetProperty("timestamp").GetString());
    }
}
