using Pintle.Events;
using Pintle.Lanes.Owner;

namespace Pintle.Lanes.Tests.Owner;

public sealed class CommitQueueTests
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Clients_that_come_at_random_are_each_answered_once_and_share_commits()
    {
        const int Clients = 64;
        const int RequestsEach = 2_000;
        using var queue = new CommitQueue();
        var (commits, taken) = (0, 0);
        var committing = Task.Run(
            async () =>
            {
                while (await queue.WaitAsync(Ct))
                {
                    var batch = new List<IntakeRequest>();
                    while (queue.TryTake(out var request))
                    {
                        batch.Add(request);
                    }

                    (commits, taken) = (commits + 1, taken + batch.Count);
                    queue.Committed(batch.Count);
                    batch.ForEach(r => r.Complete(IntakeResult.Stored));
                }
            },
            Ct);

        await Task.WhenAll(Enumerable.Range(0, Clients).Select(client => Task.Run(() => SendAsync(queue, client, RequestsEach), Ct)));
        queue.Complete();
        await committing;

        Assert.False(queue.TryAdd(new IntakeRequest([])));
        Assert.Equal(Clients * RequestsEach, taken);
        Assert.InRange(commits, RequestsEach, Clients * RequestsEach / 2);
    }

    [Fact]
    public async Task A_client_that_comes_alone_is_served_though_many_were_expected()
    {
        using var queue = new CommitQueue();
        queue.Committed(1_000);
        var waiting = queue.WaitAsync(Ct);
        Assert.True(queue.TryAdd(new IntakeRequest([])));
        Assert.True(await waiting);
        Assert.True(queue.TryTake(out _));
    }

    private static async Task SendAsync(CommitQueue queue, int seed, int requests)
    {
        var random = new Random(seed);
        for (var i = 0; i < requests; i++)
        {
            var request = new IntakeRequest([]);
            Assert.True(queue.TryAdd(request));
            await request.Done.WaitAsync(Ct);
            for (var pause = random.Next(3); pause > 0; pause--)
            {
                await Task.Yield();
            }
        }
    }
}
