using System.Text.Json;
using Pintle.TestKit;
using Pintle.Workspace.Files;
using Pintle.Workspace.Reading;

namespace Pintle.Workspace.Tests;

/// <summary>Changes of a workspace file by a tool.</summary>
public sealed class WorkspaceDocumentTests : IDisposable
{
    private static readonly DateTimeOffset Created = new(2026, 2, 3, 4, 5, 6, TimeSpan.Zero);

    private readonly string _directory = Directory.CreateTempSubdirectory("pintle-document").FullName;

    public void Dispose() => Directory.Delete(_directory, recursive: true);

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    private string File => Path.Combine(_directory, "workspace.json");

    private WorkspaceDocument Document => new(File, hasBackend: false, TimeProvider.System);

    [Fact]
    public async Task A_version_is_added_and_everything_else_stays_as_it_was_written()
    {
        await WriteAsync("""
            {
              // Ours.
              "workspaceId": "ws",   "sources": [],
              "transformationVersions": [
                { "id": "mask", "versionId": "mask-1", "name": "Mask", "code": "1" } // the first
              ],
            }
            """);
        await Document.AddAsync([Version("mask-2", "a\nb")], [], Ct);
        Assert.Equal("""
            {
              // Ours.
              "workspaceId": "ws",   "sources": [],
              "transformationVersions": [
                { "id": "mask", "versionId": "mask-1", "name": "Mask", "code": "1" },
                {
                  "id": "mask",
                  "versionId": "mask-2",
                  "name": "Mask",
                  "language": "javascript",
                  "createdAt": "2026-02-03T04:05:06.000Z",
                  "codeVersion": "1",
                  "code": "a\nb"
                } // the first
              ],
            }
            """, await System.IO.File.ReadAllTextAsync(File, Ct));
        Assert.Equal(["workspace.json"], Directory.GetFiles(_directory).Select(Path.GetFileName));
    }

    [Theory]
    [InlineData("""{"workspaceId":"ws"}""")]
    [InlineData("""{"workspaceId":"ws","transformationVersions":[],"libraryVersions":null}""")]
    [InlineData("""{"ws":{"workspaceId":"ws","TransformationVersions":[ ] }}""")]
    public async Task What_was_added_is_read_again(string document)
    {
        await WriteAsync(document);
        var test = new CodeTest("t", Json("[{\"a\":1}]"), Json("[]"), Json("{\"sourceId\":\"s\"}"));
        await Document.AddAsync([Version("mask-1", "1") with { Tests = [test], Description = "d" }, Version("mask-2", "2")], [Library("lib", "lib-1")], Ct);
        var read = await Document.ReadAsync(Ct);
        Assert.Equal(["mask-1", "mask-2"], read.TransformationVersions.Keys.Order());
        var first = read.TransformationVersions["mask-1"];
        Assert.Equal(("d", Created, "[{\"a\":1}]"), (first.Description, first.CreatedAt, JsonSerializer.Serialize(first.Tests[0].Events)));
        Assert.Equal(Library("lib", "lib-1"), read.LibraryVersions["lib-1"]);
    }

    [Fact]
    public async Task Publishing_moves_every_destination_and_library_to_the_version()
    {
        await WriteAsync(Published("mask-1"));
        await Document.PublishAsync(["mask-2"], ["lib-2", "new-1"], Ct);
        var read = await Document.ReadAsync(Ct);
        Assert.All(["d1", "d2"], d => Assert.Equal("mask-2", read.DestinationsById[d].Transformations[0].VersionId));
        Assert.Equal("other-1", read.DestinationsById["d3"].Transformations[0].VersionId);
        Assert.Equal(["kept-1", "lib-2", "new-1"], read.Libraries);
        Assert.Equal(["mask-2"], read.TransformationVersions.Values.Where(t => t.IsPublished).Select(t => t.VersionId));
    }

    [Fact]
    public async Task A_version_that_is_not_there_is_not_published()
    {
        await WriteAsync(Published("mask-1"));
        var wrong = await Assert.ThrowsAsync<WorkspaceException>(() => Document.PublishAsync(["mask-2", "mask-9"], [], Ct));
        Assert.Equal("The workspace file has no version \"mask-9\".", wrong.Message);
        Assert.Equal(Published("mask-1"), await System.IO.File.ReadAllTextAsync(File, Ct));
    }

    [Fact]
    public async Task A_version_that_is_there_already_is_not_added()
    {
        await WriteAsync(Published("mask-1"));
        await Assert.ThrowsAsync<WorkspaceException>(() => Document.AddAsync([Version("mask-1", "other")], [], Ct));
        Assert.Equal(Published("mask-1"), await System.IO.File.ReadAllTextAsync(File, Ct));
    }

    [Fact]
    public async Task Somebody_elses_change_at_the_same_time_is_not_lost()
    {
        await WriteAsync(Published("mask-1"));
        await System.IO.File.WriteAllTextAsync(File + ".new", "", Ct);
        var wrong = await Assert.ThrowsAsync<WorkspaceException>(() => Document.PublishAsync(["mask-2"], [], Ct));
        Assert.Contains("Somebody else is changing the workspace file", wrong.Message, StringComparison.Ordinal);
        Assert.True(System.IO.File.Exists(File + ".new"));
    }

    [Fact]
    [System.Runtime.Versioning.UnsupportedOSPlatform("windows")]
    public async Task A_link_stays_a_link_and_rights_stay()
    {
        var target = Path.Combine(_directory, "target.json");
        await System.IO.File.WriteAllTextAsync(target, Published("mask-1"), Ct);
        System.IO.File.SetUnixFileMode(target, UnixFileMode.UserRead | UnixFileMode.UserWrite);
        System.IO.File.CreateSymbolicLink(File, "target.json");
        await Document.PublishAsync(["mask-2"], [], Ct);
        Assert.Equal("target.json", new FileInfo(File).LinkTarget);
        Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, System.IO.File.GetUnixFileMode(target));
        Assert.Equal("mask-2", (await Document.ReadAsync(Ct)).DestinationsById["d1"].Transformations[0].VersionId);
    }

    private Task WriteAsync(string text) => System.IO.File.WriteAllTextAsync(File, text, Ct);

    private static TransformationVersion Version(string id, string code) => new() { Id = "mask", VersionId = id, Name = "Mask", Code = code, CreatedAt = Created };

    private static LibraryVersion Library(string id, string version) => new() { Id = id, VersionId = version, Name = id, Handle = id, Code = "export const a = 1", CreatedAt = Created };

    private static JsonElement Json(string text) => JsonElement.Parse(text);

    private static string Published(string version)
    {
        static string Destination(string id, string transformation, string version) => $$"""
            {"id":"{{id}}","enabled":true,"transformations":[{"id":"{{transformation}}","versionId":"{{version}}"}],"destinationDefinition":{"name":"WEBHOOK"} }
            """;
        return $$"""
            {"workspaceId":"ws","sources":[
              {"id":"a","writeKey":"{{WorkspaceJson.WriteKey}}","destinations":[{{Destination("d1", "mask", version)}},{{Destination("d3", "other", "other-1")}}]},
              {"id":"b","writeKey":"b","destinations":[{{Destination("d2", "mask", version)}}]}],
             "libraries":[{"versionId":"kept-1"},{"versionId":"lib-1"}],
             "libraryVersions":[{"id":"lib","versionId":"lib-1","name":"Lib","code":"1"},{"id":"lib","versionId":"lib-2","name":"Lib","code":"2"},
               {"id":"kept","versionId":"kept-1","name":"Kept","code":"1"},{"id":"new","versionId":"new-1","name":"New","code":"1"}],
             "transformationVersions":[{"id":"mask","versionId":"mask-1","name":"Mask","code":"1","isPublished":true},{"id":"mask","versionId":"mask-2","name":"Mask","code":"2"},
               {"id":"other","versionId":"other-1","name":"Other","code":"1"}]}
            """;
    }
}
