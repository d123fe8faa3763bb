using System.Text;
using Pintle.Server.Transformations;
using Pintle.UserCode.Code;
using Pintle.Workspace;
using Pintle.Workspace.Reading;

namespace Pintle.Server.Tests.Transformations;

/// <summary>Where code is looked for.</summary>
public sealed class DocumentCodeTests
{
    private const string Document = """
        {"workspaceId":"ws","transformationVersions":[{"id":"t","versionId":"t-1","name":"Mask","code":"a","language":"typescript"}],
         "libraryVersions":[{"id":"l","versionId":"l-1","name":"Text tools","code":"b"}]}
        """;

    private readonly WorkspaceHolder _workspace = new();

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task The_document_is_asked_first_and_the_control_plane_for_the_rest()
    {
        _workspace.Swap(WorkspaceReader.Read(Encoding.UTF8.GetBytes(Document), 1, default));
        var code = new DocumentCode(_workspace, new Elsewhere());
        Assert.Equal(new StoredCode("t-1", "Mask", "", "a", "1") { Language = "typescript" }, await code.TransformationAsync("t-1", Ct));
        Assert.Equal(new StoredCode("l-1", "Text tools", "textTools", "b", "1"), await code.LibraryAsync("l-1", Ct));
        Assert.Equal("elsewhere", (await code.TransformationAsync("t-2", Ct)).Name);
        Assert.Equal("elsewhere", (await code.LibraryAsync("l-2", Ct)).Name);
    }

    [Fact]
    public async Task What_is_nowhere_is_final_and_what_is_not_loaded_yet_is_not()
    {
        Assert.Equal(809, await StatusAsync(new DocumentCode(_workspace, null)));
        _workspace.Swap(WorkspaceReader.Read(Encoding.UTF8.GetBytes(Document), 1, default));
        Assert.Equal(404, await StatusAsync(new DocumentCode(_workspace, null)));
        Assert.Equal(404, await StatusAsync(new DocumentCode(null, null)));
    }

    private static async Task<int> StatusAsync(DocumentCode code) => (await Assert.ThrowsAsync<CodeMissingException>(() => code.TransformationAsync("t-2", Ct))).Status;

    private sealed class Elsewhere : ICodeStore
    {
        public Task<StoredCode> TransformationAsync(string versionId, CancellationToken ct) => Task.FromResult(new StoredCode(versionId, "elsewhere", "", "", "1"));

        public Task<StoredCode> LibraryAsync(string versionId, CancellationToken ct) => Task.FromResult(new StoredCode(versionId, "elsewhere", "", "", "1"));
    }
}
