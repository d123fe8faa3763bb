using System.Collections.Concurrent;
using System.Globalization;
using System.Net;
using System.Text;

namespace Pintle.EndToEnd.Tests.Damage;

/// <summary>
/// Requests that were damaged on the way, over real sockets, to the real server. (A hundred thousand more go to its handler in
/// memory: Gateway.Tests.)
/// </summary>
public sealed class DamagedRequestTests
{
    private const int Connections = 8;
    private const int Requests = 40_000;

    // What a request of up to 3 MB of zeros, eight at a time, and their garbage may take.
    private const long MoreMemory = 250L << 20;

    private const string Workspace = """
        {"workspaceId":"ws","sources":[
          {"id":"src","name":"Web","writeKey":"wk","enabled":true,"sourceDefinition":{"name":"Javascript"},"destinations":[]},
          {"id":"good","name":"Web","writeKey":"test-write-key","enabled":true,"sourceDefinition":{"name":"Javascript"},"destinations":[]},
          {"id":"hook","name":"Hook","writeKey":"wk-hook","enabled":true,"sourceDefinition":{"name":"Webhook","category":"webhook"},"destinations":[]}]}
        """;

    [Fact]
    public async Task No_damaged_request_harms_the_server()
    {
        var seed = int.TryParse(Environment.GetEnvironmentVariable("PINTLE_SEED"), NumberStyles.None, CultureInfo.InvariantCulture, out var given) ? given : 1;
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        limit.CancelAfter(TimeSpan.FromSeconds(90));
        await using var server = new ServerProcess();
        server.WriteWorkspace(Workspace);
        Assert.True(await server.StartAsync(limit.Token, null, "--gateway.internalEndpoints", "true"), server.Output);
        await RunAsync(server, seed + 1_000, Requests / 10, limit.Token);
        var before = server.Memory;

        var answers = await RunAsync(server, seed, Requests, limit.Token);

        Assert.InRange(server.Memory - before, long.MinValue, MoreMemory);
        // The damage must not be such that everything stops at the first check.
        var counts = string.Join(", ", answers.OrderBy(a => a.Key).Select(a => $"{a.Key}: {a.Value}"));
        Assert.True(answers[200] > Requests / 10 && answers[400] > Requests / 10, counts);
        Assert.Equal(HttpStatusCode.OK, await server.PostAsync("/v1/track", """{"userId":"u","event":"Good"}"""u8.ToArray(), limit.Token));
        Assert.DoesNotContain("fail", server.Output, StringComparison.OrdinalIgnoreCase);
    }

    private static async Task<ConcurrentDictionary<int, int>> RunAsync(ServerProcess server, int seed, int requests, CancellationToken ct)
    {
        var answers = new ConcurrentDictionary<int, int>();
        await Parallel.ForAsync(0, Connections, ct, async (lane, stop) =>
        {
            var source = new DamagedRequests(seed + (lane * 100));
            var random = new Random(seed + lane);
            for (var sent = 0; sent < requests / Connections;)
            {
                var bytes = new MemoryStream();
                var hasOddVersion = false;
                for (var together = 1 + random.Next(4); together > 0; together--, sent++)
                {
                    var (request, isOdd) = source.Next();
                    bytes.Write(request);
                    hasOddVersion |= isOdd;
                }

                foreach (var status in await RawConnection.ExchangeAsync(server.GatewayAddress, bytes.ToArray(), stop))
                {
                    Assert.True(status is < 500 or 503 || (status == 505 && hasOddVersion), $"seed {seed}, lane {lane}, near request {sent}: {status}\n{Encoding.Latin1.GetString(bytes.ToArray())}\n{server.Output}");
                    answers.AddOrUpdate(status, 1, (_, n) => n + 1);
                }
            }
        });
        return answers;
    }
}
