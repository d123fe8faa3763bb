using Microsoft.Extensions.Logging.Abstractions;
using Pintle.Workspace.Files;
using Pintle.Workspace.Reading;

namespace Pintle.Workspace.Tests;

/// <summary>Code that a workspace file names by its own file, and versions over reloads.</summary>
public sealed class CodeFileTests : IDisposable
{
    private readonly string _directory = Directory.CreateTempSubdirectory("pintle-code").FullName;
    private readonly WorkspaceHolder _holder = new();

    public CodeFileTests() => Directory.CreateDirectory(Path.Combine(_directory, "code"));

    public void Dispose() => Directory.Delete(_directory, recursive: true);

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    private string Document => Path.Combine(_directory, "workspace.json");

    private string Code => Path.Combine(_directory, "code", "mask.js");

    private WorkspaceFile Open() => new(Document, Path.Combine(_directory, "good.json"), _holder, TimeProvider.System, NullLogger<WorkspaceFile>.Instance);

    [Fact]
    public async Task Code_is_read_from_its_file()
    {
        await WriteAsync("""{"file":"code/mask.js"}""", "let a = '<\u00e4>'\n");
        await Open().LoadAsync(Ct);
        Assert.Equal("let a = '<\u00e4>'\n", _holder.Require().TransformationVersions["v1"].Code);
    }

    [Fact]
    public async Task The_last_good_copy_has_the_code_in_it()
    {
        await WriteAsync("""{"file":"code/mask.js"}""", "good");
        await Open().LoadAsync(Ct);
        File.Delete(Code);
        var again = Open();
        await again.LoadAsync(Ct);
        Assert.Equal("good", _holder.Require().TransformationVersions["v1"].Code);
        Assert.StartsWith("workspace.transformationVersions[0].file: Could not find file", again.Problem, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("../mask.js")]
    [InlineData("/etc/hostname")]
    [InlineData("code/../../mask.js")]
    public async Task A_file_outside_is_refused(string file)
    {
        await WriteAsync($$"""{"file":"{{file}}"}""", "1");
        var wrong = await Assert.ThrowsAsync<WorkspaceException>(() => Open().LoadAsync(Ct));
        Assert.Contains($"workspace.transformationVersions[0].file: {file} is outside of the folder of the workspace file", wrong.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_file_and_code_at_once_are_refused()
    {
        await WriteAsync("""{"file":"code/mask.js","code":"2"}""", "1");
        var wrong = await Assert.ThrowsAsync<WorkspaceException>(() => Open().LoadAsync(Ct));
        Assert.Contains("transformationVersions[0] has both code and file", wrong.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_file_that_was_missing_is_noticed_when_it_comes()
    {
        await WriteAsync("""{"code":"1"}""");
        await File.WriteAllTextAsync(Document, "{\"workspaceId\":\"ws\"}", Ct);
        var file = Open();
        await file.LoadAsync(Ct);
        await WriteAsync("""{"file":"code/mask.js"}""");
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(Ct);
        var watching = file.FollowAsync(stop.Token);
        await File.WriteAllTextAsync(Code, "late", Ct);
        Assert.Equal("late", (await _holder.NextAsync(1, Ct).WaitAsync(TimeSpan.FromSeconds(30), Ct)).TransformationVersions["v1"].Code);
        await stop.CancelAsync();
    }

    [Fact]
    public async Task A_version_whose_code_has_changed_is_refused_and_the_former_stays()
    {
        await WriteAsync("""{"file":"code/mask.js"}""", "one");
        var file = Open();
        await file.LoadAsync(Ct);
        await File.WriteAllTextAsync(Code, "another", Ct);
        await Assert.ThrowsAsync<WorkspaceException>(async () =>
        {
            File.Delete(Path.Combine(_directory, "good.json"));
            await file.LoadAsync(Ct);
        });
        Assert.Equal("The transformation version \"v1\" has other code than before. A version never changes: give the new code a versionId of its own.", file.Problem);
        Assert.Equal("one", _holder.Require().TransformationVersions["v1"].Code);

        await WriteAsync("""{"file":"code/mask.js"}""", "another", "v2");
        await file.LoadAsync(Ct);
        Assert.Equal((null, "another"), (file.Problem, _holder.Require().TransformationVersions["v2"].Code));
    }

    private async Task WriteAsync(string where, string? code = null, string version = "v1")
    {
        if (code is not null)
        {
            await File.WriteAllTextAsync(Code, code, Ct);
        }

        await File.WriteAllTextAsync(Document, $$"""{"workspaceId":"ws","transformationVersions":[{"id":"mask","versionId":"{{version}}","name":"Mask",{{where[1..]}}]}""", Ct);
    }
}
