using Pintle.DestinationKit.Batching;
using Pintle.DestinationKit.Delivery;
using Pintle.DestinationKit.Json;

namespace Pintle.DestinationKit.Tests.Batching;

/// <summary>Whatever events come and whatever the limits are: each event once, a user's in order, no limit broken.</summary>
public sealed class RandomBatchesTests
{
    private const int Rounds = 2_000;

    [Fact]
    public void Random_events_are_batched_rightly()
    {
        for (var seed = Given.Seed; seed < Given.Seed + Rounds; seed++)
        {
            var random = new Random(seed);
            var rule = new BatchRule
            {
                MaxEvents = random.Next(1, 6),
                MaxBytes = random.Next(3) == 0 ? int.MaxValue : random.Next(40, 300),
                Takes = static request => request.Method == "POST",
                Join = BatchRule.JoinArrays("events"),
            };
            SentEvent[] sent = [.. Enumerable.Range(0, random.Next(30)).Select(n => Sent(random, n))];
            var on = new Handlers<object>();
            on.Batch(rule);
            try
            {
                Check(rule, sent, on.Combine(sent));
            }
            catch (Xunit.Sdk.XunitException wrong)
            {
                Assert.Fail($"PINTLE_SEED={seed}: {wrong.Message}");
            }
        }
    }

    private static void Check(BatchRule rule, SentEvent[] sent, IReadOnlyList<RouterItem> items)
    {
        Assert.Equal(sent.Select(s => s.Event.Place), items.SelectMany(i => i.Events).Select(e => e.Place).Order());
        foreach (var ofUser in items.SelectMany(i => i.Events).GroupBy(e => e["userId"].ToString()))
        {
            Assert.Equal(ofUser.Select(e => e.Place).Order(), ofUser.Select(e => e.Place));
        }

        Assert.Equal(items.Select(i => i.Events[0].Place).Order(), items.Select(i => i.Events[0].Place));
        Assert.All(items, item => Check(rule, item, [.. item.Events.Select(e => sent[e.Place].Send)]));
    }

    private static void Check(BatchRule rule, RouterItem item, Outcome.Send[] own)
    {
        var send = Assert.IsType<Outcome.Send>(item.Outcome);
        var goesAlone = own.Any(s => s.Requests is not [var only] || !rule.Takes(only)) || item.Events.Any(e => e.Metadata["dontBatch"].IsTruthy);
        Assert.Equal(!goesAlone, item.IsBatched);
        if (goesAlone)
        {
            Assert.Same(Assert.Single(own), send);
            return;
        }

        Assert.InRange(own.Length, 1, rule.MaxEvents);
        Assert.True(own.Length == 1 || own.Sum(s => s.Requests[0].Content.ToUtf8().Length) <= rule.MaxBytes, "more bytes than allowed");
        Assert.Single(own.Select(s => s.Requests[0].Endpoint).Distinct());
        Assert.Equal(item.Events.Select(e => (double)e.Place), Assert.Single(send.Requests).Content["events"].Items.Select(i => i["n"].AsNumber()!.Value));
    }

    private static SentEvent Sent(Random random, int number)
    {
        var user = random.Next(5) is > 0 and var n ? $$"""{"userId":"u{{n}}"}""" : """{"anonymous":true}""";
        var e = Given.Event(user, random.Next(10) == 0 ? """{"dontBatch":true}""" : "{}", place: number);
        var body = new JsObject { ["events"] = new JsArray { new JsObject { ["n"] = number, ["pad"] = new string('x', random.Next(60) * random.Next(6)) } } };
        var request = VendorRequest.Of(random.Next(10) == 0 ? "PUT" : "POST", $"https://vendor.example/{random.Next(2)}", body);
        return new SentEvent(e, random.Next(10) == 0 ? new Outcome.Send([request, request]) : new Outcome.Send(request));
    }
}
