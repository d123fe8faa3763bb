using System.Net;
using Pintle.TestKit;

namespace Pintle.EndToEnd.Tests;

/// <summary><c>/health</c> is the gateway's own, beside the probes of the same prefix.</summary>
public sealed class HealthRouteTests
{
    [Fact]
    public async Task Health_on_the_gateway_keeps_its_cors_and_its_methods()
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        limit.CancelAfter(TimeSpan.FromSeconds(30));
        await using var server = new ServerProcess();
        server.WriteWorkspace(WorkspaceJson.Of());
        Assert.True(await server.StartAsync(limit.Token), server.Output);
        using var http = new HttpClient { BaseAddress = server.GatewayAddress };

        using var preflight = new HttpRequestMessage(HttpMethod.Options, "/health");
        preflight.Headers.Add("Origin", "https://a.example");
        preflight.Headers.Add("Access-Control-Request-Method", "GET");
        Assert.Equal(HttpStatusCode.NoContent, (await http.SendAsync(preflight, limit.Token)).StatusCode);

        using var cross = new HttpRequestMessage(HttpMethod.Get, "/health");
        cross.Headers.Add("Origin", "https://a.example");
        var answer = await http.SendAsync(cross, limit.Token);
        Assert.Equal((HttpStatusCode.OK, "https://a.example"), (answer.StatusCode, answer.Headers.GetValues("Access-Control-Allow-Origin").Single()));

        Assert.Equal(HttpStatusCode.NotFound, (await http.GetAsync(new Uri("/HEALTH", UriKind.Relative), limit.Token)).StatusCode);
        Assert.Equal(HttpStatusCode.OK, (await http.GetAsync(new Uri("/health/live", UriKind.Relative), limit.Token)).StatusCode);
    }

    [Fact]
    public async Task A_refused_workspace_is_a_warning_as_long_as_it_is_broken_also_after_a_restart()
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        limit.CancelAfter(TimeSpan.FromSeconds(60));
        await using var server = new ServerProcess();
        server.WriteWorkspace(WorkspaceJson.Of());
        Assert.True(await server.StartAsync(limit.Token), server.Output);

        server.WriteWorkspace("""{ "sources": 5 }""");
        await server.UntilAsync(async () => (await server.ControlAsync("/health/ready", limit.Token))?.Body.Contains("sources must be an array", StringComparison.Ordinal) == true, limit.Token);
        Assert.Equal(0, await server.StopAsync(limit.Token));
        Assert.True(await server.StartAsync(limit.Token), server.Output);
        var (status, body) = (await server.ControlAsync("/health/ready", limit.Token))!.Value;
        Assert.Equal(HttpStatusCode.OK, status);
        Assert.Contains("the last good one stays", body, StringComparison.Ordinal);

        server.WriteWorkspace(WorkspaceJson.Of(("hook", "http://127.0.0.1:1/")));
        await server.UntilAsync(async () => (await server.ControlAsync("/health/ready", limit.Token))?.Body == "ready\n", limit.Token);
    }
}
