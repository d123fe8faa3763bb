using Microsoft.Extensions.Time.Testing;
using Pintle.DestinationKit.Delivery;
using Pintle.Events;
using Pintle.Router.Committing;
using Pintle.Router.Parking;
using Pintle.Router.Progress;
using Pintle.Router.Retry;
using Pintle.Router.Sending;
using Pintle.Store.Outcomes;
using Pintle.Store.Segments;
using Pintle.TestKit;

namespace Pintle.Router.Tests;

public sealed class RouterPartsTests
{
    private readonly FakeTimeProvider _time = new(Some.Time);

    [Fact]
    public void A_lanes_progress_is_what_a_set_of_offsets_says_however_they_end()
    {
        var random = new Random(5);
        for (var run = 0; run < 50; run++)
        {
            var start = random.Next(1_000);
            var offsets = Enumerable.Range(start, 500).ToArray();
            random.Shuffle(offsets);
            var (progress, done) = (new LaneProgress(start), new HashSet<long>());
            foreach (var offset in offsets.Take(random.Next(500)))
            {
                progress.MarkDone(offset);
                done.Add(offset);
            }

            var writer = new ByteWriter();
            progress.Write(writer);
            var reader = new ByteReader(writer.Written);
            foreach (var p in (LaneProgress[])[progress, LaneProgress.Read(ref reader)])
            {
                Assert.Equal(Enumerable.Range(start, 501).First(o => !done.Contains(o)), p.Cursor);
                Assert.All(Enumerable.Range(start, 600), o => Assert.Equal(done.Contains(o), p.IsDone(o)));
            }
        }
    }

    [Fact]
    public void A_ledger_needs_the_first_segment_with_an_open_event()
    {
        var ledger = new SegmentLedger(5);
        var (first, second) = (ledger.Open(5, Some.Time), ledger.Open(6, Some.Time));
        first.Left++;
        ledger.Close(first);
        ledger.Close(second);
        ledger.Advance(7);
        Assert.Equal(5, ledger.LowestNeeded);
        ledger.Close(first);
        Assert.Equal(7, ledger.LowestNeeded);
    }

    [Fact]
    public void A_breaker_opens_at_five_connection_failures_and_probes_after_1_2_4_up_to_60_seconds()
    {
        var breaker = new Breaker(_time);
        for (var i = 0; i < 5; i++)
        {
            Assert.False(breaker.IsOpen);
            breaker.Failed(isConnection: true, isProbe: false, null, openNow: false, "down");
        }

        foreach (var pause in (int[])[1, 2, 4, 8, 16, 32, 60, 60])
        {
            Assert.False(breaker.TryEnter(out _));
            _time.Advance(TimeSpan.FromSeconds(pause - 0.001));
            Assert.False(breaker.TryEnter(out _));
            _time.Advance(TimeSpan.FromSeconds(0.001));
            Assert.True(breaker.TryEnter(out var isProbe));
            Assert.True(isProbe);
            Assert.False(breaker.TryEnter(out _));
            breaker.Failed(isConnection: true, isProbe: true, null, openNow: false, "down");
        }

        _time.Advance(TimeSpan.FromSeconds(60));
        breaker.TryEnter(out _);
        breaker.Succeeded(isProbe: true);
        Assert.True(breaker.TryEnter(out var probe) && !probe);
    }

    [Fact]
    public void A_breaker_opens_at_nine_failures_in_ten_of_at_least_twenty()
    {
        var breaker = new Breaker(_time);
        breaker.Succeeded(isProbe: false);
        breaker.Succeeded(isProbe: false);
        for (var i = 0; i < 17; i++)
        {
            breaker.Failed(isConnection: false, isProbe: false, null, openNow: false, "500");
        }

        Assert.False(breaker.IsOpen);
        breaker.Failed(isConnection: false, isProbe: false, null, openNow: false, "500");
        Assert.True(breaker.IsOpen);
    }

    [Fact]
    public void A_vendors_retry_after_opens_the_breaker_for_as_long_and_an_hour_at_most()
    {
        var breaker = new Breaker(_time);
        breaker.Failed(isConnection: false, isProbe: false, TimeSpan.FromHours(5), openNow: false, "429");
        Assert.Equal(_time.GetUtcNow() + TimeSpan.FromHours(1), breaker.ProbeAt);
    }

    [Fact]
    public void Retries_double_up_to_five_minutes_and_end_with_the_window()
    {
        var schedule = new RetrySchedule();
        TimeSpan Pause(int attempts, double random = 0.5) => schedule.Next(attempts, Some.Time, Some.Time, null, random)!.Value - Some.Time;
        Assert.Equal([1, 2, 4, 256, 300, 300], ((int[])[1, 2, 3, 9, 10, 60]).Select(a => (int)Pause(a).TotalSeconds));
        Assert.Equal((0.8, 1.2), (Pause(1, 0).TotalSeconds, Pause(1, 1).TotalSeconds));
        Assert.Equal(TimeSpan.FromMinutes(30), schedule.Next(1, Some.Time, Some.Time, TimeSpan.FromMinutes(30), 0.5) - Some.Time);
        var late = Some.Time + TimeSpan.FromHours(4);
        Assert.NotNull(schedule.Next(2, Some.Time, late, null, 0.5));
        Assert.Null(schedule.Next(3, Some.Time, late, null, 0.5));
    }

    [Fact]
    public void Requests_survive_packing()
    {
        var request = new WireRequest("POST", "https://x.example/é", [new("a", "b"), new("a", "c")], new byte[] { 1, 2, 3 });
        var back = Assert.Single(RequestPacking.Unpack(RequestPacking.Pack([request])));
        Assert.Equal((request.Method, request.Url), (back.Method, back.Url));
        Assert.Equal(request.Headers, back.Headers);
        Assert.Equal(request.Body.ToArray(), back.Body.ToArray());
    }

    [Fact]
    public void A_shown_request_hides_its_secrets()
    {
        var shown = Redaction.Describe(new WireRequest("POST", "https://x.example/?api_key=abc&q=1", [new("Authorization", "Basic abc"), new("X-Api-Key", "abc"), new("Accept", "*/*")], "body"u8.ToArray()));
        Assert.DoesNotContain("abc", shown, StringComparison.Ordinal);
        Assert.Contains("q=1", shown, StringComparison.Ordinal);
        Assert.EndsWith("body", shown, StringComparison.Ordinal);
    }

    [Fact]
    public void A_parked_user_with_many_events_behind_survives_restarts_and_works_them_off_in_order()
    {
        var key = new ParkedKey("c", 3, new UserKey(9));
        var store = new Dictionary<long, ParkedRange>();
        var user = new ParkedUser(key);
        user.Fail(new FailedEvent(new EventAddress(3, 0, 1), [], 1, Some.Time, new Verdict(VerdictKind.Retry, 500, "r", "m")), Some.Time);
        var row = Collect(user, store);
        for (var offset = 1L; offset <= 12_000; offset++)
        {
            user.AddBehind(new EventAddress(3, offset * 7, offset));
            if (offset % 500 == 0)
            {
                row = Collect(user, store, row);
            }
        }

        user = ParkedUser.Restore(row);
        var worked = new List<long>();
        user.FailedIsDone();
        while (!user.IsEmpty)
        {
            if (user.TryPeekBehind(out var next))
            {
                worked.Add(next.Offset);
                user.TakeBehind();
                continue;
            }

            Collect(user, store, row);
            var page = store.Values.Where(r => r.Key.FirstOffset >= user.LoadFrom).OrderBy(r => r.Key.FirstOffset).Take(4).ToList();
            user.Load(page, page.Count < 4);
        }

        Assert.Equal(Enumerable.Range(1, 12_000).Select(o => o * 7L), worked);
        Collect(user, store, row);
        Assert.Empty(store);
    }

    [Fact]
    public void A_parked_user_needs_the_log_from_its_first_event_on_also_from_what_only_the_store_lists()
    {
        var store = new Dictionary<long, ParkedRange>();
        var user = new ParkedUser(new ParkedKey("c", 0, new UserKey(1)));
        user.Fail(new FailedEvent(new EventAddress(0, 0, 40), [], 1, Some.Time, new Verdict(VerdictKind.Retry, 500, "r", "m")), Some.Time);
        for (var n = 1L; n <= 5_000; n++)
        {
            user.AddBehind(new EventAddress(0, n, 40 + n));
        }

        Assert.Equal(40, user.LowestSequence);
        var restored = ParkedUser.Restore(Collect(user, store));
        Assert.Equal(40, restored.LowestSequence);
        user.FailedIsDone();
        while (user.TryPeekBehind(out var next))
        {
            Assert.Equal(next.Sequence, user.LowestSequence);
            user.TakeBehind();
        }

        Assert.True(user.MoreInStore);
        Assert.InRange(user.LowestSequence, 41, 5_040);
    }

    private static ParkedRow Collect(ParkedUser user, Dictionary<long, ParkedRange> store, ParkedRow? former = null)
    {
        var commit = new CommitBuilder();
        user.CollectInto(commit);
        commit.ParkedRanges.ForEach(r => store[r.Key.FirstOffset] = r);
        commit.DoneParkedRanges.ForEach(r => store.Remove(r.FirstOffset));
        return commit.Parked.Count > 0 ? commit.Parked[0] : former!;
    }
}
