using System.Text;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging.Abstractions;
using Pintle.Events;
using Pintle.TestKit;
using Pintle.Workspace;
using Pintle.Workspace.Reading;

namespace Pintle.Gateway.Tests;

/// <summary>
/// Memory that a request costs between the HTTP server and the log. The limits are what it was when they were written down, plus a
/// tenth: who needs more says why in the same commit.
/// </summary>
public sealed class AllocationTests
{
    private const int Requests = 200;

    [Theory]
    [InlineData(1, 3_600)]
    [InlineData(20, 56_000)]
    public async Task A_request_allocates_no_more_than_it_did(int events, long limit)
    {
        var workspace = new WorkspaceHolder();
        workspace.Swap(WorkspaceReader.Read(Encoding.UTF8.GetBytes(GatewayHarness.Workspace), 1, Some.Time));
        var stored = 0;
        var app = new GatewayApp(
            new GatewayOptions(), workspace,
            (batch, _) =>
            {
                stored += batch.Count;
                return ValueTask.FromResult(IntakeResult.Stored);
            },
            new GatewayHarness().JobRuns, new GatewayInfo("1", "", _ => Task.FromResult(true), () => null, "JSON"), TimeProvider.System, NullLogger<GatewayApp>.Instance);
        var samples = new SampleEvents(1);
        await RunAsync(app, samples, events);

        var allocated = await RunAsync(app, samples, events);

        Assert.Equal(2 * Requests * events, stored);
        Assert.InRange(allocated / Requests, 1, limit);
    }

    // Nothing waits here, so all of it happens on this thread; contexts and bodies are made before.
    private static async Task<long> RunAsync(GatewayApp app, SampleEvents samples, int events)
    {
        var contexts = Enumerable.Range(0, Requests).Select(n => Context(Body(samples, events, n))).ToArray();
        var (thread, before) = (Environment.CurrentManagedThreadId, GC.GetAllocatedBytesForCurrentThread());
        foreach (var context in contexts)
        {
            await app.HandleAsync(context);
        }

        var allocated = GC.GetAllocatedBytesForCurrentThread() - before;
        Assert.Equal(thread, Environment.CurrentManagedThreadId);
        Assert.All(contexts, c => Assert.Equal(StatusCodes.Status200OK, c.Response.StatusCode));
        return allocated;
    }

    private static byte[] Body(SampleEvents samples, int events, int number) => events == 1
        ? Encoding.UTF8.GetBytes(samples.Track($"u{number}", $"m{number}", number))
        : SampleEvents.Batch(Enumerable.Range(0, events).Select(n => samples.Track($"u{n}", $"m{number}-{n}", n)));

    private static DefaultHttpContext Context(byte[] body)
    {
        var context = new DefaultHttpContext();
        context.Request.Method = "POST";
        context.Request.Path = body[2] == 'b' && body[3] == 'a' ? "/v1/batch" : "/v1/track";
        context.Request.Body = new MemoryStream(body);
        context.Request.ContentLength = body.Length;
        context.Request.Headers.Authorization = "Basic " + Convert.ToBase64String("wk:"u8);
        context.Response.Body = Stream.Null;
        context.Connection.RemoteIpAddress = System.Net.IPAddress.Loopback;
        return context;
    }
}
