using System.Net;
using Pintle.TestKit;

namespace Pintle.EndToEnd.Tests;

/// <summary>A job run that is cancelled over HTTP stays cancelled.</summary>
public sealed class DrainRouteTests
{
    [Fact]
    public async Task A_cancelled_run_is_still_cancelled_after_a_kill()
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        limit.CancelAfter(TimeSpan.FromSeconds(60));
        await using var vendor = await FakeVendor.StartAsync();
        await using var server = new ServerProcess();
        server.WriteWorkspace(WorkspaceJson.Of(("hook", vendor.Url)));
        Assert.True(await server.StartAsync(limit.Token, null, "--gateway.internalEndpoints", "true"), server.Output);
        using var http = new HttpClient { BaseAddress = server.GatewayAddress };
        using (var answer = await http.PutAsync(new Uri("/internal/drain/job/run%201", UriKind.Relative), null, limit.Token))
        {
            Assert.Equal((HttpStatusCode.Created, 0), (answer.StatusCode, (await answer.Content.ReadAsByteArrayAsync(limit.Token)).Length));
        }

        server.Kill();
        Assert.True(await server.StartAsync(limit.Token, null, "--gateway.internalEndpoints", "true"), server.Output);
        await server.PostAsync("/v1/batch", """{"batch":[{"userId":"u","type":"track","event":"E","context":{"sources":{"job_run_id":"run 1"}}}]}"""u8.ToArray(), limit.Token);
        await server.PostAsync("/v1/track", """{"userId":"u","event":"Kept"}"""u8.ToArray(), limit.Token);

        await vendor.WaitForAsync(1, limit.Token);
        await server.UntilAsync(async () => await server.CountAsync(5, "hook", limit.Token) == 1, limit.Token);
        Assert.Contains("Kept", Assert.Single(vendor.Accepted).Body, StringComparison.Ordinal);
    }
}
