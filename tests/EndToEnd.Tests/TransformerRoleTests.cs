using System.Net.Http.Json;
using System.Text.Json.Nodes;
using Pintle.TestKit;

namespace Pintle.EndToEnd.Tests;

/// <summary>The transformer's API as a process of its own, and roles that can't be.</summary>
public sealed class TransformerRoleTests : IAsyncDisposable
{
    private readonly CancellationTokenSource _limit = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
    private readonly ServerProcess _server = new();
    private readonly DirectoryInfo _here = Directory.CreateTempSubdirectory("pintle-transformer-");

    public TransformerRoleTests() => _limit.CancelAfter(TimeSpan.FromSeconds(60));

    private CancellationToken Ct => _limit.Token;

    public async ValueTask DisposeAsync()
    {
        await _server.DisposeAsync();
        _here.Delete(recursive: true);
        _limit.Dispose();
    }

    [Fact]
    public async Task Alone_it_transforms_and_leaves_nothing_on_the_disk()
    {
        using var transformer = await TransformerProcess.StartAsync(_here.FullName, Ct);
        using var http = new HttpClient { BaseAddress = transformer.Address };
        using var answer = await http.PostAsync(
            new Uri("/v0/destinations/webhook", UriKind.Relative),
            new StringContent("""[{"message":{"type":"track","event":"E"},"metadata":{"jobId":1},"destination":{"Config":{"webhookUrl":"https://example.com/"}}}]"""), Ct);
        Assert.Equal("2", answer.Headers.GetValues("apiVersion").Single());
        var item = (await answer.Content.ReadFromJsonAsync<JsonArray>(Ct))!.Single()!;
        Assert.Equal("https://example.com/", item["output"]!["endpoint"]!.GetValue<string>());

        Assert.Equal((0, ""), await transformer.StopAsync());
        Assert.Empty(_here.GetFileSystemInfos());
    }

    [Fact]
    public async Task Beside_the_data_plane_it_is_there_when_it_is_asked_for()
    {
        var port = FreePort.Take();
        using var http = new HttpClient { BaseAddress = new Uri($"http://127.0.0.1:{port}") };
        _server.WriteWorkspace(WorkspaceJson.Of());
        Assert.True(await _server.StartAsync(Ct, null, "--transformer.port", $"{port}"), _server.Output);
        await Assert.ThrowsAsync<HttpRequestException>(() => http.GetStringAsync(new Uri("/health", UriKind.Relative), Ct));
        Assert.Equal(0, await _server.StopAsync(Ct));

        Assert.True(await _server.StartAsync(Ct, null, "--transformer.port", $"{port}", "--roles", "gateway,pipeline,control,transformer"), _server.Output);
        Assert.Contains("UP", await http.GetStringAsync(new Uri("/health", UriKind.Relative), Ct), StringComparison.Ordinal);
        Assert.Equal(0, await _server.StopAsync(Ct));
    }

    [Theory]
    [InlineData("gateway", "add pipeline and control.")]
    [InlineData("router", "\"router\"")]
    [InlineData("", "must not be empty")]
    public async Task Roles_that_can_not_run_are_refused(string roles, string expected)
    {
        var (code, _, errors) = await _server.TryCommandAsync(Ct, "serve", "--roles", roles);
        Assert.Equal(2, code);
        Assert.Contains(expected, errors, StringComparison.Ordinal);
    }
}
