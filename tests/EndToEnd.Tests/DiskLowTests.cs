using System.Net;
using Microsoft.AspNetCore.Http;
using Pintle.TestKit;

namespace Pintle.EndToEnd.Tests;

/// <summary>The data directory's disk runs low under the running server. A file system in memory is filled for it: quick, and nobody else's.</summary>
public sealed class DiskLowTests
{
    private const string Disk = "/dev/shm";
    private const long Margin = 64L << 20;
    private const int Events = 3_000;

    private readonly CancellationTokenSource _limit = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);

    public DiskLowTests() => _limit.CancelAfter(TimeSpan.FromSeconds(60));

    private CancellationToken Ct => _limit.Token;

    [Fact]
    public async Task Below_the_limit_events_are_put_off_while_what_was_taken_is_delivered_committed_and_trimmed()
    {
        Assert.SkipUnless(Directory.Exists(Disk), $"{Disk} is missing.");
        var free = new DriveInfo(Disk).AvailableFreeSpace;
        var minFree = Math.Max(free - Margin, free / 2);
        var gate = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        await using var vendor = await FakeVendor.StartAsync();
        vendor.Answer = (_, _) => gate.Task;
        await using var server = new ServerProcess(Disk);
        server.WriteWorkspace(WorkspaceJson.Of(("hook", vendor.Url)));
        string[] flags = ["--store.minFree", $"{minFree}", "--store.keep", "0", "--lanes.duplicateWindow", "0", "--store.fileBytes", "1MB", "--store.trimEvery", "100ms", "--router.requestTimeout", "60s"];
        Assert.True(await server.StartAsync(Ct, fault: null, flags), server.Output);
        var samples = new SampleEvents(9);
        for (var from = 0; from < Events; from += 100)
        {
            var body = SampleEvents.Batch(Enumerable.Range(from, 100).Select(n => samples.Track($"u{n % 200}", $"m{n}", n)));
            Assert.Equal(HttpStatusCode.OK, await server.PostAsync("/v1/batch", body, Ct));
        }

        var stored = await FirstSequenceAsync(server);
        Fill(Path.Combine(server.DataDirectory, "filler"), free - minFree + Math.Min(Margin, minFree / 2));
        using var http = new HttpClient { BaseAddress = server.GatewayAddress };
        var taken = Events;
        while (await SendAsync(http) is { Status: StatusCodes.Status200OK })
        {
            taken++;
        }

        Assert.Equal((503, "1"), await SendAsync(http));
        Assert.Contains("the disk", (await server.ControlAsync("/health/ready", Ct))!.Value.Body, StringComparison.Ordinal);

        gate.SetResult();
        await server.UntilAsync(async () => await server.CountAsync(3, "hook", Ct) == taken && await server.CountAsync(1, "", Ct) == taken, Ct);
        await server.UntilAsync(async () => await FirstSequenceAsync(server) > stored, Ct);
        Assert.Equal((503, "1"), await SendAsync(http));

        File.Delete(Path.Combine(server.DataDirectory, "filler"));
        await server.UntilAsync(async () => (await SendAsync(http)).Status == StatusCodes.Status200OK, Ct);
        await server.UntilAsync(async () => await server.CountAsync(3, "hook", Ct) == taken + 1, Ct);
        Assert.Equal(taken + 1, vendor.Accepted.Count);
    }

    private async Task<(int Status, string RetryAfter)> SendAsync(HttpClient http)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, "/v1/track")
        {
            Content = new StringContent("""{"userId":"late","event":"Late"}"""),
        };
        request.Headers.Authorization = new("Basic", Convert.ToBase64String(System.Text.Encoding.ASCII.GetBytes(WorkspaceJson.WriteKey + ":")));
        using var answer = await http.SendAsync(request, Ct);
        return ((int)answer.StatusCode, answer.Headers.RetryAfter?.ToString() ?? "");
    }

    private async Task<long> FirstSequenceAsync(ServerProcess server) => (await server.AdminAsync("status", Ct)).GetProperty("store")[0].GetProperty("firstSequence").GetInt64();

    private static void Fill(string file, long bytes)
    {
        using var filler = new FileStream(file, new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write, PreallocationSize = bytes });
    }
}
