using System.Text;
using Pintle.Events;
using Pintle.Store.DeadLetters;
using Pintle.Store.Outcomes;
using Pintle.TestKit;

namespace Pintle.Store.Tests.Contract;

/// <summary>Outcomes: everything of a commit, or nothing; read back as committed.</summary>
public abstract partial class EventStoreContract
{
    [Fact]
    public async Task Commits_consumers_parked_users_and_ranges_together_and_forgets_them_together()
    {
        var (store, lanes) = await OwnerAsync();
        await using (store)
        {
            var key = new ParkedKey("c", 0, new UserKey(ulong.MaxValue));
            await store.CommitAsync(0, Commit(lanes) with
            {
                Consumers = [new("c", [1])],
                Parked = [new(key, Some.Time, [2])],
                ParkedRanges = [new(new(key, 20), [4]), new(new(key, 10), [3])],
                Spills = [new(new("c", 5), Some.Time, [5], [6])],
                Plans = [new(Guid.Empty, "c", Some.Time, "7", [7])],
            }, Ct);
            await store.CommitAsync(0, Commit(lanes) with { Consumers = [new("c", [9])], DoneParkedRanges = [new(key, 10)] }, Ct);

            Assert.Equal([9], (await store.Outcomes.ConsumersAsync(0, "c", Ct)).Single().State);
            var parked = Assert.Single(await ListAsync(store.Outcomes.ParkedAsync(0, "c", Ct)));
            Assert.Equal((key, Some.Time), (parked.Key, parked.NextTry));
            Assert.Equal([20L], (await store.Outcomes.ParkedRangesAsync(0, key, 0, 10, Ct)).Select(r => r.Key.FirstOffset));
            Assert.Equal([6], (await store.Outcomes.SpillsAsync(0, "c", 0, 100, Ct)).Single().Body);
            Assert.Equal([7], (await store.Outcomes.PlansAsync(0, "c", Ct)).Single().Ranges);

            await store.CommitAsync(0, Commit(lanes) with { Unparked = [key] }, Ct);
            Assert.Empty(await ListAsync(store.Outcomes.ParkedAsync(0, "c", Ct)));
            Assert.Empty(await store.Outcomes.ParkedRangesAsync(0, key, 0, 10, Ct));

            await store.CommitAsync(0, Commit(lanes) with { DeletedConsumers = ["c"] }, Ct);
            Assert.Empty(await store.Outcomes.ConsumersAsync(0, null, Ct));
            Assert.Empty(await store.Outcomes.SpillsAsync(0, "c", 0, 100, Ct));
            Assert.Empty(await store.Outcomes.PlansAsync(0, "c", Ct));
        }
    }

    [Fact]
    public async Task Ranges_behind_a_parked_user_are_read_page_by_page()
    {
        var (store, lanes) = await OwnerAsync();
        await using (store)
        {
            var key = new ParkedKey("c", 0, new UserKey(1));
            await store.CommitAsync(0, Commit(lanes) with { ParkedRanges = [.. Enumerable.Range(0, 10).Select(i => new ParkedRange(new(key, i * 10), [(byte)i]))] }, Ct);
            var page = await store.Outcomes.ParkedRangesAsync(0, key, 25, 3, Ct);
            Assert.Equal([30L, 40, 50], page.Select(r => r.Key.FirstOffset));
        }
    }

    [Fact]
    public async Task Spills_are_read_in_order_and_go_up_to_where_they_are_done()
    {
        var (store, lanes) = await OwnerAsync();
        await using (store)
        {
            SpillRow Row(string consumer, long sequence) => new(new(consumer, sequence), Some.Time, [(byte)sequence], [1]);
            await store.CommitAsync(0, Commit(lanes) with { Spills = [Row("c", 9), Row("c", 3), Row("c", 5), Row("d", 3)] }, Ct);
            Assert.Equal([5L, 9], (await store.Outcomes.SpillsAsync(0, "c", 4, 100, Ct)).Select(s => s.Key.Sequence));
            Assert.Equal([3L], (await store.Outcomes.SpillsAsync(0, "c", 0, 1, Ct)).Select(s => s.Key.Sequence));

            await store.CommitAsync(0, Commit(lanes) with { SpillsDoneBelow = [new("c", 9)] }, Ct);
            Assert.Equal([9L], (await store.Outcomes.SpillsAsync(0, "c", 0, 100, Ct)).Select(s => s.Key.Sequence));
            Assert.Single(await store.Outcomes.SpillsAsync(0, "d", 0, 100, Ct));
        }
    }

    [Fact]
    public async Task A_commit_that_is_sent_twice_counts_once()
    {
        var (store, lanes) = await OwnerAsync();
        await using (store)
        {
            var commit = Commit(lanes) with { Counters = [new(Some.Time, Key("a"), 3)], DeadLetters = [Letter("d", "r", 0)] };
            await store.CommitAsync(0, commit, Ct);
            await store.CommitAsync(0, commit, Ct);
            Assert.Equal(3, (await store.Outcomes.CountersAsync(CounterGrain.Minute, Some.Time.AddHours(-1), Some.Time.AddHours(1), Ct)).Single().Count);
            Assert.Equal(1, (await store.DeadLetters.GroupsAsync(new(), Ct)).Single().Count);
        }
    }

    [Fact]
    public async Task Counters_add_up_by_minute_hour_and_day()
    {
        var (store, lanes) = await OwnerAsync();
        await using (store)
        {
            for (var minute = 0; minute < 130; minute++)
            {
                await store.CommitAsync(0, Commit(lanes) with { Counters = [new(Some.Time.AddMinutes(minute), Key("a"), 2), new(Some.Time.AddMinutes(minute), Key("b"), 1)] }, Ct);
            }

            var (from, to) = (Some.Time.AddDays(-1), Some.Time.AddDays(1));
            Assert.Equal(260, (await store.Outcomes.CountersAsync(CounterGrain.Minute, from, to, Ct)).Count);
            var hours = await store.Outcomes.CountersAsync(CounterGrain.Hour, from, to, Ct);
            Assert.Equal([120L, 120, 20], hours.Where(r => r.Key == Key("a")).Select(r => r.Count));
            Assert.Equal(130, (await store.Outcomes.CountersAsync(CounterGrain.Day, from, to, Ct)).Single(r => r.Key == Key("b")).Count);
        }
    }

    [Fact]
    public async Task Minutes_are_summed_by_source_destination_and_kind_without_replays()
    {
        var (store, lanes) = await OwnerAsync();
        await using (store)
        {
            var (dead, received, replayed) = (Key("a") with { Kind = OutcomeKind.Dead, Detail = "why" }, Key("a") with { Kind = OutcomeKind.Received, DestinationId = "" }, Key("a") with { Replay = true });
            for (var minute = 0; minute < 10; minute++)
            {
                var at = Some.Time.AddMinutes(minute);
                await store.CommitAsync(0, Commit(lanes) with { Counters = [new(at, Key("a"), 2), new(at, Key("b"), 1), new(at, dead, 5), new(at, received, 7), new(at, replayed, 100)] }, Ct);
            }

            var sums = await store.Outcomes.CounterSumsAsync(Some.Time.AddMinutes(4), Some.Time.AddMinutes(8), Ct);
            Assert.Equal(
                [new OutcomeSum("src", "", OutcomeKind.Received, 28), new OutcomeSum("src", "dst", OutcomeKind.Delivered, 12), new OutcomeSum("src", "dst", OutcomeKind.Dead, 20)],
                sums.OrderBy(s => s.Kind));
            Assert.Empty(await store.Outcomes.CounterSumsAsync(Some.Time.AddMinutes(10), Some.Time.AddMinutes(20), Ct));
        }
    }

    [Fact]
    public async Task Jobs_are_written_anew_by_their_id()
    {
        var (store, lanes) = await OwnerAsync();
        await using (store)
        {
            var job = new JobRow(Guid.CreateVersion7(Some.Time), "replay", JobState.Running, Some.Time, "{}", "{}");
            await store.CommitAsync(0, Commit(lanes) with { Jobs = [job] }, Ct);
            await store.CommitAsync(0, Commit(lanes) with { Jobs = [job with { State = JobState.Done, Progress = "1" }] }, Ct);
            Assert.Equal(job with { State = JobState.Done, Progress = "1" }, Assert.Single(await store.Outcomes.JobsAsync(Ct)));
        }
    }

    [Fact]
    public async Task Dead_letters_are_grouped_paged_found_removed_and_dropped()
    {
        var (store, lanes) = await OwnerAsync();
        await using (store)
        {
            for (var batch = 0; batch < 4; batch++)
            {
                await store.CommitAsync(0, Commit(lanes) with
                {
                    DeadLetters = [.. Enumerable.Range(0, 10).Select(i => Letter(i < 5 ? "d1" : "d2", i % 2 == 0 ? "even" : "odd", batch))],
                }, Ct);
            }

            var groups = await store.DeadLetters.GroupsAsync(new(DestinationId: "d1"), Ct);
            Assert.Equal([("even", 12L), ("odd", 8L)], groups.Select(g => (g.Reason, g.Count)).Order());
            var first = await store.DeadLetters.PageAsync(new("d1", "even"), null, 4, Ct);
            Assert.Equal(4, first.Letters.Count);
            var rest = await store.DeadLetters.PageAsync(new("d1", "even"), first.Next, 100, Ct);
            Assert.Equal(8, rest.Letters.Count);
            Assert.Null(rest.Next);
            Assert.Equal("""{"n":0}""", Encoding.UTF8.GetString(first.Letters[0].Letter.Event.Span));

            await store.CommitAsync(0, Commit(lanes) with { RemovedDeadLetters = [first.Letters[0].Ref] }, Ct);
            Assert.Equal([first.Letters[1].Ref], (await store.DeadLetters.FindAsync([first.Letters[0].Ref, first.Letters[1].Ref, new(0, 999, 0), new(9, 1, 0)], Ct)).Select(l => l.Ref));
            Assert.Equal(11, (await store.DeadLetters.GroupsAsync(new("d1", "even"), Ct)).Single().Count);

            Assert.Equal(10, await store.DeadLetters.DropAsync(new DeadLetterFilter(From: Some.Time.AddMinutes(1), To: Some.Time.AddMinutes(2)), Ct));
            Assert.Equal(9, await store.DeadLetters.DropAsync(new DeadLetterFilter("d1", "even"), Ct) + 1);
            Assert.Equal(9, await store.DeadLetters.ExpireAsync(Some.Time.AddMinutes(1), long.MaxValue, Ct) + 2);
        }
    }

    [Fact]
    public async Task Pages_of_dead_letters_go_through_all_of_them_once_in_either_direction()
    {
        var (store, lanes) = await OwnerAsync();
        await using (store)
        {
            for (var batch = 0; batch < 7; batch++)
            {
                await store.CommitAsync(0, Commit(lanes) with { DeadLetters = [.. Enumerable.Range(0, 9).Select(i => Letter($"d{i % 2}", $"r{i % 3}", batch))] }, Ct);
            }

            foreach (var filter in (DeadLetterFilter[])[new(), new("d1"), new(Reason: "r2"), new("d0", "r1"), new(From: Some.Time.AddMinutes(2), To: Some.Time.AddMinutes(5)), new("nobody")])
            {
                var upwards = await AllPagesAsync(store, filter, limit: 4);
                var downwards = await AllPagesAsync(store, filter with { NewestFirst = true }, limit: 5);
                Assert.Equal((await store.DeadLetters.GroupsAsync(filter, Ct)).Sum(g => g.Count), upwards.Count);
                Assert.Equal(upwards.Distinct(), downwards.AsEnumerable().Reverse());
            }

            await Assert.ThrowsAsync<FormatException>(() => store.DeadLetters.PageAsync(new(), "1-2", 1, Ct));
        }
    }

    [Fact]
    public async Task Dead_letters_are_dropped_one_by_one_and_by_the_thousand()
    {
        var (store, lanes) = await OwnerAsync();
        await using (store)
        {
            for (var batch = 0; batch < 300; batch++)
            {
                await store.CommitAsync(0, Commit(lanes) with { DeadLetters = [Letter("d", "r", batch), Letter("d", "other", batch)] }, Ct);
            }

            var some = (await store.DeadLetters.PageAsync(new("d", "r"), null, 3, Ct)).Letters.Select(l => l.Ref).ToList();
            Assert.Equal(3, await store.DeadLetters.DropAsync([.. some, some[0], new(0, 9_999, 0), new(0, some[0].Batch, -1)], Ct));
            Assert.Equal(297, await store.DeadLetters.DropAsync(new DeadLetterFilter("d", "r"), Ct));
            Assert.Equal(0, await store.DeadLetters.DropAsync(new DeadLetterFilter("d", "r"), Ct));
            Assert.Equal(290, await store.DeadLetters.ExpireAsync(Some.Time.AddMinutes(290), long.MaxValue, Ct));
            Assert.Equal(("other", 10L), Assert.Single((await store.DeadLetters.GroupsAsync(new(), Ct)).Select(g => (g.Reason, g.Count))));
            Assert.Equal(10, await store.DeadLetters.ExpireAsync(Some.Time, 0, Ct));
        }
    }

    private static async Task<List<DeadLetterRef>> AllPagesAsync(IEventStore store, DeadLetterFilter filter, int limit)
    {
        var (all, after) = (new List<DeadLetterRef>(), (string?)null);
        do
        {
            var page = await store.DeadLetters.PageAsync(filter, after, limit, Ct);
            Assert.InRange(page.Letters.Count, 0, limit);
            all.AddRange(page.Letters.Select(l => l.Ref));
            after = page.Next;
        }
        while (after is not null);
        return all;
    }

    private static CounterKey Key(string name) => new("src", "dst", name, OutcomeKind.Delivered, "", false);

    private static DeadLetter Letter(string destination, string reason, int minute) => new()
    {
        DestinationId = destination, SourceId = "src", Reason = reason, Message = "because", Lane = 0, Offset = minute,
        ReceivedAt = Some.Time, FailedAt = Some.Time.AddMinutes(minute), Event = Encoding.UTF8.GetBytes($"{{\"n\":{minute}}}"), Header = default,
    };
}
