using System.Text;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;
using Pintle.TestKit;
using Pintle.Workspace.Files;
using Pintle.Workspace.Reading;
using Pintle.Workspace.SourceConfig;

namespace Pintle.Workspace.Tests;

public sealed class WorkspaceFileTests : IDisposable
{
    private readonly string _directory = Directory.CreateTempSubdirectory("pintle-workspace").FullName;
    private readonly WorkspaceHolder _holder = new();

    public void Dispose() => Directory.Delete(_directory, recursive: true);

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    private string Document => Path.Combine(_directory, "workspace.json");

    private WorkspaceFile Open(TimeProvider? time = null, string? good = null) =>
        new(Document, good ?? Path.Combine(_directory, "good.json"), _holder, time ?? TimeProvider.System, NullLogger<WorkspaceFile>.Instance);

    // The problem has no signal of its own: each step of the clock is one look, the pause lets the look happen.
    private static async Task<bool> Within(Func<bool> until, FakeTimeProvider time)
    {
        for (var i = 0; i < 400 && !until(); i++)
        {
            time.Advance(TimeSpan.FromSeconds(5));
            await Task.Delay(5, Ct);
        }

        return until();
    }

    [Fact]
    public async Task A_file_that_comes_back_unchanged_clears_the_problem()
    {
        var time = new FakeTimeProvider();
        var json = WorkspaceJson.Of(("d1", "http://a"));
        await File.WriteAllTextAsync(Document, json, Ct);
        var file = Open(time);
        await file.LoadAsync(Ct);
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(Ct);
        var watching = file.FollowAsync(stop.Token);
        File.Delete(Document);
        Assert.True(await Within(() => file.Problem is not null, time), "problem never noticed");
        await File.WriteAllTextAsync(Document, json, Ct);
        Assert.True(await Within(() => file.Problem is null, time), $"problem stays: {file.Problem}");
        await stop.CancelAsync();
    }

    [Fact]
    public async Task A_good_file_is_used_when_the_copy_cannot_be_kept()
    {
        await File.WriteAllTextAsync(Document, WorkspaceJson.Of(("d1", "http://a")), Ct);
        await Open(good: Path.Combine(_directory, "absent", "good.json")).LoadAsync(Ct);
        Assert.NotNull(_holder.Current);
    }

    [Fact]
    public async Task An_edit_between_load_and_watch_is_taken()
    {
        await File.WriteAllTextAsync(Document, WorkspaceJson.Of(("d1", "http://a")), Ct);
        var file = Open();
        await file.LoadAsync(Ct);
        await File.WriteAllTextAsync(Document, WorkspaceJson.Of(("d2", "http://a")), Ct);
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(Ct);
        var watching = file.FollowAsync(stop.Token);
        Assert.Equal(2, (await _holder.NextAsync(1, Ct).WaitAsync(TimeSpan.FromSeconds(30), Ct)).Revision);
        await stop.CancelAsync();
    }

    [Theory]
    [InlineData("""{"sources":[{"id":"a","writeKey":"k","name":"\ud800"}]}""")]
    [InlineData("""{"sources":[{"id":"a","writeKey":"k","destinations":[{"id":"d","destinationDefinition":{"name":"X"}}]}],"eventReplays":{"r":{"sources":{"a":{"originalId":"a"}},"destinations":{"x":{"originalId":"d"}},"connections":[{"sourceId":"a","destinationId":"x"}]}}}""")]
    [InlineData("""{"sources":[{"id":"a","writeKey":"k","destinations":[{"id":"d","config":{"a":1,"a":2},"secretConfig":{"b":1},"destinationDefinition":{"name":"X"}}]}]}""")]
    public void Anything_broken_is_a_workspace_exception(string json)
    {
        var thrown = Record.Exception(() => WorkspaceReader.Read(Encoding.UTF8.GetBytes(json), 1, Some.Time));
        Assert.True(thrown is null or WorkspaceException, thrown?.ToString());
    }

    [Fact]
    public async Task A_mounted_directory_that_is_swapped_is_noticed()
    {
        Directory.CreateDirectory(Path.Combine(_directory, "v1"));
        Directory.CreateDirectory(Path.Combine(_directory, "v2"));
        await File.WriteAllTextAsync(Path.Combine(_directory, "v1", "workspace.json"), WorkspaceJson.Of(("d1", "http://a")), Ct);
        await File.WriteAllTextAsync(Path.Combine(_directory, "v2", "workspace.json"), WorkspaceJson.Of(("other", "http://a")), Ct);
        Directory.CreateSymbolicLink(Path.Combine(_directory, "..data"), "v1");
        File.CreateSymbolicLink(Document, Path.Combine("..data", "workspace.json"));
        var file = Open();
        await file.LoadAsync(Ct);
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(Ct);
        var watching = file.FollowAsync(stop.Token);
        Directory.Delete(Path.Combine(_directory, "..data"));
        Directory.CreateSymbolicLink(Path.Combine(_directory, "..data"), "v2");

        Assert.Equal(2, (await _holder.NextAsync(1, Ct).WaitAsync(TimeSpan.FromSeconds(30), Ct)).Revision);
        await stop.CancelAsync();
    }

    [Fact]
    public async Task Nothing_secret_leaves()
    {
        _holder.Swap(WorkspaceReader.Read(Encoding.UTF8.GetBytes("""
            {"workspaceId":"ws","sources":[{"id":"a","writeKey":"k","enabled":true,"config":{"awsSecret":"LEAK1"},"sourceDefinition":{"name":"S"},"destinations":[
              {"id":"d","enabled":true,"config":{"connectionMode":"device","headers":[{"from":"x","to":"y"}]},"secretConfig":{"apiSecret":"LEAK2"},"destinationDefinition":{"name":"X","displayName":"X"}}]}]}
            """), 1, Some.Time));
        var context = new DefaultHttpContext();
        context.Request.Method = "GET";
        context.Request.QueryString = new QueryString("?writeKey=k");
        context.Response.Body = new MemoryStream();
        await new SourceConfigEndpoint(new ServedSourceConfigs(_holder)).HandleAsync(context);
        var body = Encoding.UTF8.GetString(((MemoryStream)context.Response.Body).ToArray());
        Assert.DoesNotContain("LEAK", body, StringComparison.Ordinal);
    }
}
