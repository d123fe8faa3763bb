using System.Text;
using System.Text.Json;
using Pintle.TestKit;
using Pintle.Workspace.Reading;

namespace Pintle.Workspace.Tests;

/// <summary>User code, libraries and credentials of a document.</summary>
public sealed class CarriedCodeTests
{
    private const string Code = "export function transformEvent(event) { return event }";

    [Fact]
    public void A_transformation_is_read_with_its_tests()
    {
        var version = Read("""
            "transformationVersions":[{"id":"mask","versionId":"mask-2","name":"Mask","code":"some code","language":"typescript","description":"hides",
              "createdAt":"2026-02-03T04:05:06Z","tests":[{"name":"hides it","events":[{"type":"track"}],"expected":[],"metadata":{"sourceId":"src"}},{"name":"runs","events":[{}]}]}]
            """).TransformationVersions["mask-2"];
        Assert.Equal(("mask", "Mask", "some code", "1", "typescript", "hides"), (version.Id, version.Name, version.Code, version.CodeVersion, version.Language, version.Description));
        Assert.Equal(new DateTimeOffset(2026, 2, 3, 4, 5, 6, TimeSpan.Zero), version.CreatedAt);
        Assert.Equal(["hides it", "runs"], version.Tests.Select(t => t.Name));
        Assert.Equal((0, "src"), (version.Tests[0].Expected.GetArrayLength(), version.Tests[0].Metadata.GetProperty("sourceId").GetString()));
        Assert.Equal((JsonValueKind.Undefined, JsonValueKind.Undefined), (version.Tests[1].Expected.ValueKind, version.Tests[1].Metadata.ValueKind));
    }

    [Fact]
    public void Libraries_in_force_keep_their_order_and_get_a_handle_of_their_name()
    {
        var read = Read("""
            "libraries":[{"versionId":"b1"},{"versionId":"a2"}],
            "libraryVersions":[{"id":"a","versionId":"a1","name":"Text tools","code":"1"},{"id":"a","versionId":"a2","name":"Text tools","code":"2"},
              {"id":"b","versionId":"b1","name":"B","handleName":"prices","importName":"other","code":"3"}]
            """);
        Assert.Equal(["b1", "a2"], read.Libraries);
        Assert.Equal(("textTools", "prices"), (read.LibraryVersions["a2"].Handle, read.LibraryVersions["b1"].Handle));
    }

    [Fact]
    public void Credentials_are_found_by_their_keys()
    {
        var read = Read("""  "credentials":{"c1":{"key":"API_KEY","value":"secret","isSecret":true},"c2":{"key":"empty"},"c3":null}  """);
        Assert.Equal(("secret", "", 2), (read.Credentials["API_KEY"], read.Credentials["empty"], read.Credentials.Count));
    }

    [Theory]
    [InlineData("Sample Transformation Library", "sampleTransformationLibrary")]
    [InlineData("URL parser", "urlParser")]
    [InlineData("URLParser", "urlParser")]
    [InlineData("prices-2 (EUR)", "prices2Eur")]
    [InlineData("mask_PII", "maskPii")]
    [InlineData("!", "")]
    public void A_handle_is_the_name_in_camel_case(string name, string handle) => Assert.Equal(handle, LibraryHandle.Of(name));

    [Theory]
    [InlineData("""  "transformationVersions":[{"id":"a","versionId":"v","name":"A","code":"1"},{"id":"b","versionId":"v","name":"B","code":"2"}]  """,
        "workspace.transformationVersions[1].versionId: \"v\" stands there already.")]
    [InlineData("""  "transformationVersions":[{"id":"a","versionId":"v","name":"A"}]  """, "workspace.transformationVersions[0].code is missing or empty.")]
    [InlineData("""  "transformationVersions":[{"id":"a","versionId":"v","name":"A","code":"1","file":"a.js"}]  """,
        "workspace.transformationVersions[0] has both code and file; one of them is enough.")]
    [InlineData("""  "transformationVersions":[{"id":"a","versionId":"v","name":"A","code":"1","language":"python"}]  """,
        "workspace.transformationVersions[0].language must be javascript or typescript, but is \"python\".")]
    [InlineData("""  "transformationVersions":[{"id":"a","versionId":"v","name":"A","code":"1","createdAt":"soon"}]  """,
        "workspace.transformationVersions[0].createdAt must be a time, as 2026-01-31T08:00:00Z, but is \"soon\".")]
    [InlineData("""  "transformationVersions":[{"id":"a","versionId":"v","name":"A","code":"1","tests":[{"name":"t","events":[]}]}]  """,
        "workspace.transformationVersions[0].tests[0].events is empty.")]
    [InlineData("""  "transformationVersions":[{"id":"a","versionId":"v","name":"A","code":"1","tests":[{"name":"t"}]}]  """,
        "workspace.transformationVersions[0].tests[0].events is missing.")]
    [InlineData("""  "transformationVersions":[{"id":"a","versionId":"v","name":"A","code":"1","tests":[{"name":"t","events":[1]}]}]  """,
        "workspace.transformationVersions[0].tests[0].events[0] must be an object, but is a number.")]
    [InlineData("""  "libraryVersions":[{"id":"a","versionId":"v","name":"***","code":"1"}]  """,
        "workspace.libraryVersions[0].name: \"***\" gives nothing to import it by; add a handleName.")]
    [InlineData("""  "libraryVersions":[{"id":"a","versionId":"v","name":"My lib","code":"1"},{"id":"b","versionId":"w","name":"my-lib","code":"1"}]  """,
        "workspace.libraryVersions[1]: \"myLib\" is what the library \"a\" is imported by.")]
    [InlineData("""  "libraries":[{"versionId":"v"},{"versionId":"w"}],"libraryVersions":[{"id":"a","versionId":"v","name":"My lib","code":"1"},{"id":"a","versionId":"w","name":"My lib","code":"2"}]  """,
        "workspace.libraryVersions[1]: libraries has two versions of \"myLib\", \"v\" and \"w\"; one can be in force.")]
    [InlineData("""  "libraries":[{"versionId":"v"},{"versionId":"v"}],"libraryVersions":[{"id":"a","versionId":"v","name":"My lib","code":"1"}]  """,
        "workspace.libraries[1].versionId: \"v\" stands there already.")]
    [InlineData("""  "libraries":[{"versionId":"v"}]  """,
        "libraries has the version \"v\", which libraryVersions doesn't hold, and there is no workspace.backend that it could come from.")]
    [InlineData("""  "credentials":{"a":{"key":"k","value":"1"},"b":{"key":"k","value":"2"}}  """, "workspace.credentials.b.key: \"k\" is the key of another credential already.")]
    public void What_is_wrong_is_said_with_its_place(string members, string problem) =>
        Assert.Equal(problem, Assert.Throws<WorkspaceException>(() => Read(members)).Message);

    [Fact]
    public void A_destination_needs_its_transformations_code_unless_a_control_plane_has_it()
    {
        var document = Document("\"libraries\":[{\"versionId\":\"elsewhere\"}]", """[{"id":"mask","versionId":"mask-1"}]""");
        Assert.Equal(
            "The destination \"dst\" has the transformation version \"mask-1\", which transformationVersions doesn't hold, and there is no workspace.backend that it could come from.",
            Assert.Throws<WorkspaceException>(() => WorkspaceReader.Read(document, 1, Some.Time)).Message);
        Assert.Equal(["elsewhere"], WorkspaceReader.Read(document, 1, Some.Time, hasBackend: true).Libraries);
        var carried = Document($$"""  "transformationVersions":[{"id":"mask","versionId":"mask-1","name":"Mask","code":"{{Code}}"}]  """, """[{"id":"mask","versionId":"mask-1"}]""");
        Assert.Equal(Code, WorkspaceReader.Read(carried, 1, Some.Time).TransformationVersions["mask-1"].Code);
    }

    private static WorkspaceSnapshot Read(string members) => WorkspaceReader.Read(Document(members), 1, Some.Time);

    private static byte[] Document(string members, string transformations = "[]") => Encoding.UTF8.GetBytes($$"""
        {"workspaceId":"ws","sources":[{"id":"src","name":"S","writeKey":"{{WorkspaceJson.WriteKey}}","enabled":true,"sourceDefinition":{"id":"js","name":"Javascript"},
          "destinations":[{"id":"dst","name":"D","enabled":true,"transformations":{{transformations}},"destinationDefinition":{"id":"d","name":"WEBHOOK","displayName":"Webhook"} }]}], {{members}} }
        """);
}
