using Microsoft.Extensions.Time.Testing;
using Pintle.Server.Transformations;
using Pintle.UserCode.Publishing;
using Pintle.Workspace.Files;

namespace Pintle.Server.Tests.Transformations;

/// <summary>Versions in the workspace file.</summary>
public sealed class FileRevisionTests : RevisionStoreContract, IDisposable
{
    private readonly string _file = Path.GetTempFileName();

    public FileRevisionTests()
    {
        File.WriteAllText(_file, """{"workspaceId":"ws","sources":[]}""");
        var time = new FakeTimeProvider();
        Store = new FileRevisions(new WorkspaceDocument(_file, hasBackend: false, time), time);
    }

    protected override IRevisionStore Store { get; }

    public void Dispose() => File.Delete(_file);

    [Fact]
    public async Task A_version_that_a_destination_has_is_in_force()
    {
        await File.WriteAllTextAsync(_file, """
            {"workspaceId":"ws","transformationVersions":[{"id":"mask","versionId":"a","name":"Mask","code":"1"},{"id":"mask","versionId":"b","name":"Mask","code":"2"}],
             "sources":[{"id":"s","writeKey":"k","destinations":[{"id":"d","enabled":true,"transformations":[{"id":"mask","versionId":"a"}],"destinationDefinition":{"name":"X"} }]}] }
            """, Ct);
        Assert.Equal([("a", true), ("b", false)], (await Store.ListAsync(CodeKind.Transformation, Ct)).Select(r => (r.VersionId, r.IsPublished)));
        Assert.Equal("mask-3", (await Store.PrepareAsync(new Draft(CodeKind.Transformation, "mask", "", "3"), Ct)).VersionId);
    }

    [Fact]
    public async Task The_former_form_takes_no_new_versions()
    {
        await File.WriteAllTextAsync(_file, """{"workspaceId":"ws","transformationVersions":[{"id":"mask","versionId":"a","name":"Mask","code":"1","codeVersion":"0"}]}""", Ct);
        var refused = await Assert.ThrowsAsync<RevisionException>(() => Store.PrepareAsync(new Draft(CodeKind.Transformation, "mask", "", "3"), Ct));
        Assert.Contains("code version 0", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_file_that_cannot_be_used_is_said_so()
    {
        await File.WriteAllTextAsync(_file, "{", Ct);
        await Assert.ThrowsAsync<RevisionException>(() => Store.ListAsync(CodeKind.Transformation, Ct));
    }
}
