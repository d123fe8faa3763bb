using System.Net;
using Microsoft.AspNetCore.Http;
using Pintle.TestKit;

namespace Pintle.EndToEnd.Tests;

/// <summary>One request hangs while tens of thousands of others end; then the server is killed.</summary>
public sealed class HangingRequestTests
{
    private const int Events = 50_000;

    private readonly CancellationTokenSource _limit = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);

    public HangingRequestTests() => _limit.CancelAfter(TimeSpan.FromSeconds(100));

    private CancellationToken Ct => _limit.Token;

    [Fact]
    public async Task Fewer_than_a_thousand_are_repeated_and_every_event_is_accounted_for_exactly()
    {
        var release = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        await using var vendor = await FakeVendor.StartAsync();
        vendor.Answer = (call, context) =>
        {
            context.Response.StatusCode = call.Body.Contains("\"userId\":\"refused", StringComparison.Ordinal) ? StatusCodes.Status400BadRequest : StatusCodes.Status200OK;
            return call.Body.Contains("\"userId\":\"hangs\"", StringComparison.Ordinal) && !release.Task.IsCompleted
                ? Task.WhenAny(release.Task, Task.Delay(Timeout.Infinite, context.RequestAborted))
                : Task.CompletedTask;
        };
        await using var server = new ServerProcess();
        server.WriteWorkspace(WorkspaceJson.Of(("hook", vendor.Url)));
        string[] flags = ["--log.level", "warning", "--router.requestTimeout", "100s"];
        Assert.True(await server.StartAsync(Ct, fault: null, flags), server.Output);
        var samples = new SampleEvents(5);
        await server.PostAsync("/v1/batch", SampleEvents.Batch([samples.Track("hangs", "m-hangs", 0)]), Ct);
        var (delivered, refused, filtered) = (0, 0, 0);
        for (var from = 0; from < Events; from += 1_000)
        {
            var body = SampleEvents.Batch(Enumerable.Range(from, 1_000).Select(n =>
            {
                switch (n % 500)
                {
                    case 0:
                        refused++;
                        return samples.Track($"refused-{n}", $"m{n}", n);
                    case 1:
                        filtered++;
                        return samples.Track($"u{n % 3_000}", $"m{n}", n).Replace("\"integrations\":{\"All\":true}", "\"integrations\":{\"All\":false}", StringComparison.Ordinal);
                    default:
                        delivered++;
                        return samples.Track($"u{n % 3_000}", $"m{n}", n);
                }
            }));
            Assert.Equal(HttpStatusCode.OK, await server.PostAsync("/v1/batch", body, Ct));
        }

        await vendor.WaitForAsync(delivered, Ct);
        server.Kill();
        Assert.True(await server.StartAsync(Ct, fault: null, flags), server.Output);

        // All but the one that hangs again is told to have ended, each in its way.
        await server.UntilAsync(async () => await WaitingAsync(server) == 1, Ct);
        Assert.Equal(new Account(Events + 1, delivered, filtered, refused, 0, 1), await AccountAsync(server));

        release.SetResult();
        await server.UntilAsync(async () => await WaitingAsync(server) == 0, Ct);
        Assert.Equal(new Account(Events + 1, delivered + 1, filtered, refused, 0, 0), await AccountAsync(server));
        var log = new DeliveryLog(vendor.Accepted);
        Assert.Equal(delivered + 1, log.Unique);
        Assert.InRange(log.Duplicates, 0, 999);
        Assert.Empty(log.OutOfOrder);
        TestContext.Current.TestOutputHelper?.WriteLine($"{log.Duplicates} duplicates.");
    }

    private async Task<Account> AccountAsync(ServerProcess server)
    {
        await server.UntilAsync(async () => await server.CountAsync(1, "", Ct) > Events, Ct);
        return new Account(
            await server.CountAsync(1, "", Ct), await server.CountAsync(3, "hook", Ct), await server.CountAsync(4, "hook", Ct),
            await server.CountAsync(5, "hook", Ct), await server.CountAsync(2, "", Ct), await WaitingAsync(server));
    }

    private async Task<long> WaitingAsync(ServerProcess server) =>
        (await server.AdminAsync("status", Ct)).GetProperty("destinations")[0].GetProperty("waiting").GetInt64();

    private sealed record Account(long Received, long Delivered, long Filtered, long Dead, long Dropped, long Waiting);
}
