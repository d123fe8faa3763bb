using System.Text;
using Pintle.TestKit;
using Pintle.Workspace.Reading;

namespace Pintle.Workspace.Tests;

/// <summary>Two revisions share what is the same in both, and nothing else.</summary>
public sealed class FormerRevisionTests
{
    private const string Document = """
        {"workspaceId": "w",
         "sources": [
           {"id": "s1", "name": "One", "writeKey": "k1", "enabled": true, "config": {"a": 1}, "sourceDefinition": {"name": "Javascript", "type": "web"}, "destinations": [
             {"id": "d1", "name": "First", "enabled": true, "config": {"url": "https://one.example"}, "secretConfig": {"key": "x"}, "destinationDefinition": {"name": "WEBHOOK", "config": {"secretKeys": ["key"]}}},
             {"id": "d2", "name": "Second", "enabled": true, "config": {"url": "https://two.example"}, "destinationDefinition": {"name": "WEBHOOK", "config": {"secretKeys": ["key"]}}}]},
           {"id": "s2", "name": "Two", "writeKey": "k2", "enabled": true, "sourceDefinition": {"name": "Javascript", "type": "web"}, "destinations": [
             {"id": "d2", "name": "Second", "enabled": true, "config": {"url": "https://two.example"}, "destinationDefinition": {"name": "WEBHOOK", "config": {"secretKeys": ["key"]}}}]}],
         "connections": {"c1": {"sourceId": "s1", "destinationId": "d1", "enabled": true}, "c2": {"sourceId": "s2", "destinationId": "d2", "enabled": true}}}
        """;

    private readonly WorkspaceSnapshot _former = Read(Document);

    [Fact]
    public void The_same_document_makes_the_same_things()
    {
        var next = Read(Document, _former);

        Assert.Same(_former.SourcesById["s2"], next.SourcesById["s2"]);
        Assert.Same(_former.DestinationsById["d2"], next.DestinationsById["d2"]);
        Assert.Same(_former.Connections, next.Connections);
        Assert.NotEqual(_former.Revision, next.Revision);
    }

    [Theory]
    [InlineData("\"name\": \"Two\"", "\"name\": \"Zwei\"")]
    [InlineData("\"writeKey\": \"k2\"", "\"writeKey\": \"k3\"")]
    public void A_source_that_changes_is_another_and_the_rest_stays(string before, string after)
    {
        var next = Read(Document.Replace(before, after, StringComparison.Ordinal), _former);

        Assert.NotSame(_former.SourcesById["s2"], next.SourcesById["s2"]);
        Assert.Same(_former.SourcesById["s1"], next.SourcesById["s1"]);
        Assert.Same(_former.DestinationsById["d2"], next.DestinationsById["d2"]);
    }

    [Theory]
    [InlineData("https://two.example", "https://three.example")]
    [InlineData("\"name\": \"Second\", \"enabled\": true", "\"name\": \"Second\", \"enabled\": false")]
    [InlineData("\"name\": \"Second\",", "\"name\": \"Second\", \"transformations\": [{\"versionId\": \"v\"}],")]
    [InlineData("{\"id\": \"d2\"", "{\"secretConfig\": {\"token\": \"t\"}, \"id\": \"d2\"")]
    public void A_destination_that_changes_is_another_at_each_of_its_sources(string before, string after)
    {
        var next = Read(Document.Replace(before, after, StringComparison.Ordinal), _former);

        Assert.NotSame(_former.DestinationsById["d2"], next.DestinationsById["d2"]);
        Assert.Same(_former.DestinationsById["d1"], next.DestinationsById["d1"]);
        Assert.All(next.SourcesById.Values, source => Assert.Contains(next.DestinationsById["d2"], source.Destinations));
    }

    [Fact]
    public void A_definition_that_changes_is_changed_at_all_destinations_of_the_kind()
    {
        var next = Read(Document.Replace("\"secretKeys\": [\"key\"]", "\"secretKeys\": []", StringComparison.Ordinal), _former);

        Assert.All(next.DestinationsById.Values, d => Assert.Equal("{\"secretKeys\": []}", d.Definition.Config.GetRawText()));
    }

    [Fact]
    public void A_connection_that_changes_or_goes_is_not_kept()
    {
        var changed = Read(Document.Replace("\"destinationId\": \"d2\", \"enabled\": true", "\"destinationId\": \"d2\", \"enabled\": false", StringComparison.Ordinal), _former);
        Assert.False(changed.Connections["s2:d2"].Enabled);
        Assert.Same(_former.Connections["s1:d1"], changed.Connections["s1:d1"]);

        var gone = Read(Document.Replace("\"c1\": {\"sourceId\": \"s1\", \"destinationId\": \"d1\", \"enabled\": true},", "", StringComparison.Ordinal), _former);
        Assert.Equal(["s2:d2"], gone.Connections.Keys);
    }

    [Fact]
    public void A_snapshot_keeps_nothing_of_the_documents_memory()
    {
        var document = Encoding.UTF8.GetBytes(Document);
        var snapshot = WorkspaceReader.Read(document, 1, Some.Time, hasBackend: true);
        document.AsSpan().Fill((byte)'x');

        Assert.Equal("https://two.example", snapshot.DestinationsById["d2"].Config.GetProperty("url").GetString());
        Assert.Equal("x", snapshot.DestinationsById["d1"].Config.GetProperty("key").GetString());
        Assert.Equal("""{"a": 1}""", snapshot.SourcesById["s1"].Config.GetRawText());
        Assert.Equal("""{"secretKeys": ["key"]}""", snapshot.DestinationsById["d1"].Definition.Config.GetRawText());
    }

    [Theory]
    [InlineData("""{"WorkspaceId": "w", "Sources": [{"id": "s", "writeKey": "k"}], "Connections": {}}""")]
    [InlineData("""{"sources": null, "workspaceId": "w", /* twice: the last */ "s\u006furces": [{"id": "s", "writeKey": "k"},],}""")]
    [InlineData("""{"w": {"sources": [{"id": "s", "writeKey": "k"}], "workspaceId": "w"}, "other": null}""")]
    public void Sources_are_found_however_the_document_says_them(string document) => Assert.Equal(["s"], Read(document).SourcesById.Keys);

    [Theory]
    [InlineData("""{"sources": []} {}""", "The document is not valid JSON: line 1, byte 17")]
    [InlineData("""{"sources": {}}""", "workspace.sources must be an array, but is an object.")]
    [InlineData("""{"sources": [], "connections": []}""", "workspace.connections must be an object, but is an array.")]
    [InlineData("""{"sources": [7]}""", "workspace.sources[0] must be an object, but is a number.")]
    [InlineData("""{"w": {"sources": {}, "workspaceId": "w"}}""", "w.sources must be an array, but is an object.")]
    public void What_is_wrong_is_told_as_before(string document, string message) => Assert.StartsWith(message, Assert.Throws<WorkspaceException>(() => Read(document)).Message, StringComparison.Ordinal);

    private static WorkspaceSnapshot Read(string json, WorkspaceSnapshot? former = null) =>
        WorkspaceReader.Read(Encoding.UTF8.GetBytes(json), (former?.Revision ?? 0) + 1, Some.Time, hasBackend: true, former);
}
