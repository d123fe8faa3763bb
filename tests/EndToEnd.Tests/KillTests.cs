using System.Net;
using Microsoft.AspNetCore.Http;
using Pintle.TestKit;

namespace Pintle.EndToEnd.Tests;

/// <summary>Ends the server at random moments and at named places, again and again, under load; nothing acknowledged may be lost.</summary>
public abstract class KillTests
{
    private const int Users = 5_000;
    private const int EventsPerRequest = 20;
    private const int Kills = 25;
    private const int LongestUntilFault = 20_000;

    // Small files that go at once, so that rotation, trim and their fail points are passed often.
    private static readonly string[] Flags = ["--store.fileBytes", "1MB", "--store.keep", "0", "--lanes.duplicateWindow", "0", "--store.trimEvery", "100ms", "--router.firstRetry", "2ms", "--router.longestRetry", "10ms", "--log.level", "warning"];

    /// <summary>Places of the store's code where the process ends, each with how often it is passed before.</summary>
    protected abstract IReadOnlyList<string> Faults { get; }

    /// <summary>Flags that choose the store.</summary>
    protected abstract Task<string[]> StoreAsync();

    private readonly HashSet<string> _acknowledged = [];
    private long _sent;

    [Fact]
    public async Task Twenty_five_kills_lose_nothing_and_keep_every_users_order()
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        limit.CancelAfter(TimeSpan.FromMinutes(3));
        var ct = limit.Token;
        var random = new Random(20261124);
        string[] flags = [.. Flags, .. await StoreAsync()];
        await using var steady = await FakeVendor.StartAsync();
        await using var flaky = await FakeVendor.StartAsync();
        flaky.Answer = (call, context) =>
        {
            context.Response.StatusCode = (call.Body.Length + Environment.TickCount) % 5 == 0 ? StatusCodes.Status500InternalServerError : StatusCodes.Status200OK;
            return Task.CompletedTask;
        };
        await using var server = new ServerProcess();
        server.WriteWorkspace(WorkspaceJson.Of(("steady", steady.Url), ("flaky", flaky.Url)));

        foreach (var fault in Faults)
        {
            // It can end the server before it takes events.
            if (await server.StartAsync(ct, fault, flags))
            {
                await LoadAsync(server, LongestUntilFault, random, ct);
            }

            server.Kill();
            Assert.True(server.WasEndedBy(fault.Split(':')[0]), $"{fault} did not end the server.\n{server.Output}");
        }

        for (var kill = Faults.Count; kill < Kills; kill++)
        {
            Assert.True(await server.StartAsync(ct, fault: null, flags), server.Output);
            await LoadAsync(server, random.Next(200, 700), random, ct);
            server.Kill();
        }

        Assert.True(await server.StartAsync(ct, fault: null, flags), server.Output);
        await server.UntilAsync(async () => await IsIdleAsync(server, ct), ct);
        foreach (var (vendor, id) in ((FakeVendor, string)[])[(steady, "steady"), (flaky, "flaky")])
        {
            // An event that is being transformed at three ends in a row is set aside by design, whoever ended the process: it is kept as a letter.
            var letters = (await server.AdminAsync($"deadletters?destination={id}", ct)).GetProperty("letters").EnumerateArray().ToList();
            Assert.All(letters, letter => Assert.Equal("crashed the process", letter.GetProperty("reason").GetString()));
            Assert.InRange(letters.Count, 0, 3);
            var log = new DeliveryLog(vendor.Accepted);
            Assert.Empty(_acknowledged.Except(log.MessageIds).Except(letters.Select(l => l.GetProperty("messageId").GetString()!)));
            Assert.Empty(log.OutOfOrder);
            Assert.InRange(log.Duplicates, 0, 1_000 * Kills);
            var delivered = await server.CountAsync(3, id, ct);
            Assert.True(log.Unique - delivered >= 0 && log.Unique - delivered <= letters.Count, $"{log.Unique} arrived at {id}, {letters.Count} letters, counted: {await server.AdminAsync("counters", ct)}");
            Assert.Equal(await server.CountAsync(1, "", ct), delivered + letters.Count);
        }

        TestContext.Current.TestOutputHelper?.WriteLine($"{_acknowledged.Count} acknowledged of {_sent}, {steady.Accepted.Count} + {flaky.Accepted.Count} deliveries.");
    }

    /// <summary>Sends events for a time, or until the server is gone.</summary>
    private async Task LoadAsync(ServerProcess server, int milliseconds, Random random, CancellationToken ct)
    {
        var samples = new SampleEvents(random.Next());
        var until = TimeProvider.System.GetTimestamp() + (TimeProvider.System.TimestampFrequency * milliseconds / 1000);
        while (TimeProvider.System.GetTimestamp() < until)
        {
            // One user makes 30 % of the load.
            var events = Enumerable.Range(0, EventsPerRequest)
                .Select(_ => (User: random.Next(10) < 3 ? 0 : random.Next(Users), Number: ++_sent)).ToList();
            var body = SampleEvents.Batch(events.Select(e => samples.Track($"u{e.User}", $"m{e.Number}", e.Number)));
            if (await server.PostAsync("/v1/batch", body, ct) is not { } status)
            {
                return;
            }

            if (status == HttpStatusCode.OK)
            {
                _acknowledged.UnionWith(events.Select(e => $"m{e.Number}"));
            }
        }
    }

    private static async Task<bool> IsIdleAsync(ServerProcess server, CancellationToken ct)
    {
        var status = await server.AdminAsync("status", ct);
        return status.GetProperty("destinations").EnumerateArray().All(d =>
            d.GetProperty("waiting").GetInt64() == 0 && d.GetProperty("parkedUsers").GetInt32() == 0 && d.GetProperty("inFlight").GetInt32() == 0);
    }
}
