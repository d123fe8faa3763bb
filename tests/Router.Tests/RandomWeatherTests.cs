using System.Net;
using Pintle.Router.Tests.Rig;
using Pintle.Store.Outcomes;

namespace Pintle.Router.Tests;

/// <summary>Random answers and random crashes from a seed: nothing lost, nobody out of order, the counters add up.</summary>
public sealed class RandomWeatherTests
{
    private const int Users = 40;

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(4)]
    [InlineData(5)]
    [InlineData(6)]
    public async Task Nothing_is_lost_or_out_of_order_and_the_counters_add_up(int seed)
    {
        var random = new Random(seed);
        await using var rig = await new RouterRig().StartAsync();
        var refused = new HashSet<RigCall>();
        rig.Vendor().Answer = (call, _) =>
        {
            int dice;
            lock (random)
            {
                dice = random.Next(100);
                if (dice is >= 75 and < 80)
                {
                    refused.Add(call);
                }
            }

            return dice switch
            {
                < 60 => Task.FromResult(RigVendor.Of(HttpStatusCode.OK)),
                < 70 => Task.FromResult(RigVendor.Of(HttpStatusCode.InternalServerError)),
                < 75 => Task.FromResult(RigVendor.Of(HttpStatusCode.ServiceUnavailable)),
                < 80 => Task.FromResult(RigVendor.Of(HttpStatusCode.BadRequest)),
                < 85 => Task.FromResult(RigVendor.Of(HttpStatusCode.TooManyRequests)),
                < 90 => throw RigVendor.TimedOut(),
                < 95 => throw RigVendor.CutOff(),
                _ => throw RigVendor.Refused(),
            };
        };
        var numbers = new long[Users];
        var sent = new HashSet<RigCall>();
        var crashes = 0;
        for (var round = 0; round < 12; round++)
        {
            List<(string User, long Number)> events;
            int pause;
            bool crash;
            lock (random)
            {
                events = [.. Enumerable.Range(0, random.Next(1, 150)).Select(_ => random.Next(3) == 0 ? 0 : random.Next(Users)).Select(u => ($"u{u}", numbers[u]++))];
                (pause, crash) = (random.Next(0, 20_000), random.Next(3) == 0);
            }

            await rig.AppendAsync(events);
            sent.UnionWith(events.Select(e => new RigCall(e.User, e.Number)));
            var until = rig.Time.GetUtcNow().AddMilliseconds(pause);
            await rig.UntilAsync(() => rig.Time.GetUtcNow() >= until, TimeSpan.FromMilliseconds(250));
            if (crash)
            {
                crashes++;
                await rig.CrashAsync();
                await rig.StartAsync();
            }
        }

        await rig.UntilAsync(rig.IsIdle, TimeSpan.FromSeconds(1));
        await rig.UntilCountAsync(OutcomeKind.Received, sent.Count, "");
        while (await rig.CountAsync(OutcomeKind.Delivered) + await rig.CountAsync(OutcomeKind.Dead) < sent.Count)
        {
            rig.Time.Advance(TimeSpan.FromMilliseconds(60));
            await Task.Delay(5, rig.Ct);
        }

        var dead = await rig.CountAsync(OutcomeKind.Dead);
        Assert.Equal(sent.Count, await rig.CountAsync(OutcomeKind.Delivered) + dead);
        var arrivals = new Arrivals(rig.Vendor().Accepted);

        // An event that the vendor refused, but whose end a crash took back, is tried again and may be accepted late.
        Assert.Empty(new Arrivals(rig.Vendor().Accepted.Where(c => !refused.Contains(c))).OutOfOrder);
        Assert.Empty(arrivals.Seen.Except(sent));
        var letters = (await rig.Store.DeadLetters.PageAsync(new("hook"), null, 100_000, rig.Ct)).Letters
            .Select(l => l.Letter.MessageId).ToHashSet();
        Assert.Equal(dead, letters.Count);
        Assert.Empty(sent.Except(arrivals.Seen).Select(e => $"{e.User}-{e.Number}").Except(letters));
        Assert.InRange(arrivals.Duplicates, 0, crashes * (rig.Options.MaxUncommitted + rig.Options.MaxInFlight));
    }
}
