using Pintle.Store.Segments;
using Pintle.TestKit;

namespace Pintle.Store.Tests.Contract;

/// <summary>The log: appending, reading, trimming, and the fence.</summary>
public abstract partial class EventStoreContract
{
    [Fact]
    public async Task Reads_back_what_was_appended_in_order_and_goes_on_after_reopening()
    {
        var (store, lanes) = await OwnerAsync();
        await using (store)
        {
            await store.AppendAsync(0, Segment(lanes[0], 0, "a", "b"), Ct);
            await store.AppendAsync(0, Segment(lanes[0], 2, "c"), Ct);
        }

        var (again, grants) = await OwnerAsync();
        await using (again)
        {
            Assert.Equal(3, grants[0].NextOffset);
            Assert.Equal(0, grants[3].NextOffset);
            Assert.True(grants[0].Epoch > lanes[0].Epoch);
            await again.AppendAsync(0, Segment(grants[0], 3, "d"), Ct);
            var segments = await ReadAllAsync(again);
            Assert.Equal([0L, 1, 2, 3], segments.SelectMany(s => s.Events).Select(e => e.Offset));
            Assert.Equal("""{"type":"track"}""", System.Text.Encoding.UTF8.GetString(segments[0].Events[0].Body.Span));
        }
    }

    [Fact]
    public async Task A_retry_with_the_same_segment_id_is_a_success_with_the_same_sequence()
    {
        var (store, lanes) = await OwnerAsync();
        var segment = Segment(lanes[0], 0, "a");
        long sequence;
        await using (store)
        {
            sequence = await store.AppendAsync(0, segment, Ct);
            Assert.Equal(sequence, await store.AppendAsync(0, segment, Ct));
            await store.AppendAsync(0, Segment(lanes[1], 0, "b"), Ct);
            Assert.Equal(sequence, await store.AppendAsync(0, segment, Ct));
            Assert.Equal(2, (await ReadAllAsync(store)).Count);
        }
    }

    [Fact]
    public async Task A_segment_that_does_not_go_on_where_its_lane_ends_is_a_conflict()
    {
        var (store, lanes) = await OwnerAsync();
        await using (store)
        {
            await store.AppendAsync(0, Segment(lanes[0], 0, "a"), Ct);
            var conflict = await Assert.ThrowsAsync<OffsetConflictException>(() => store.AppendAsync(0, Segment(lanes[0], 7, "b"), Ct));
            Assert.Equal(1, conflict.Found);
            Assert.Single(await ReadAllAsync(store));
        }
    }

    [Fact]
    public async Task A_former_owner_can_neither_append_nor_commit()
    {
        var (former, lanes) = await OwnerAsync();
        await using (former)
        {
            await former.AppendAsync(0, Segment(lanes[0], 0, "a"), Ct);
            await using var owner = await OpenAsync();
            var grant = (await owner.AcquireAsync([0], Ct)).Single();
            Assert.Equal(1, grant.NextOffset);

            var mixed = Segment([(lanes[0], 1), (lanes[1], 0)], "b");
            Assert.Equal(0, (await Assert.ThrowsAsync<StaleEpochException>(() => former.AppendAsync(0, mixed, Ct))).Lane);
            var commit = Commit(lanes) with { Consumers = [new("c", [1])] };
            await Assert.ThrowsAsync<StaleEpochException>(() => former.CommitAsync(0, commit, Ct));

            await owner.AppendAsync(0, Segment(grant, 1, "c"), Ct);
            Assert.Equal([0L, 1], (await ReadAllAsync(owner)).SelectMany(s => s.Events).Select(e => e.Offset));
            Assert.Empty(await owner.Outcomes.ConsumersAsync(0, null, Ct));
        }
    }

    [Fact]
    public async Task Lanes_that_were_not_taken_over_stay_with_their_owner()
    {
        var (first, lanes) = await OwnerAsync();
        await using (first)
        {
            await using var second = await OpenAsync();
            await second.AcquireAsync([0], Ct);
            await first.AppendAsync(0, Segment(lanes[1], 0, "a"), Ct);
            await first.CommitAsync(0, Commit([lanes[1]]) with { Consumers = [new("c", [1])] }, Ct);
            Assert.Single(await second.Outcomes.ConsumersAsync(0, "c", Ct));
        }
    }

    [Fact]
    public async Task Reads_only_heads_when_asked_and_stops_at_the_size()
    {
        var (store, lanes) = await OwnerAsync();
        await using (store)
        {
            for (var i = 0; i < 5; i++)
            {
                await store.AppendAsync(0, Segment(lanes[0], i, $"m{i}"), Ct);
            }

            var heads = await store.ReadAsync(0, 0, int.MaxValue, SegmentParts.Head, Ct);
            Assert.All(heads, h => Assert.True(h.Body.IsEmpty));
            Assert.Equal(5, heads.Count);
            Assert.Single(await store.ReadAsync(0, heads[2].Sequence, 1, SegmentParts.All, Ct));
            Assert.Equal(heads[2].Sequence, (await store.ReadAsync(0, heads[2].Sequence, 1, SegmentParts.All, Ct))[0].Sequence);
        }
    }

    [Fact]
    public async Task Message_keys_are_read_since_a_time()
    {
        var (store, lanes) = await OwnerAsync();
        await using (store)
        {
            await store.AppendAsync(0, Segment(lanes[0], 0, "old"), Ct);
            Time.Advance(TimeSpan.FromMinutes(10));
            await store.AppendAsync(0, Segment(lanes[0], 1, "new"), Ct);
            var keys = await ListAsync(store.ReadMessageKeysAsync(0, Time.GetUtcNow().AddMinutes(-5), Ct));
            Assert.Equal([Pintle.Events.MessageKey.Of("ws", "src", "new-0", "")], keys.SelectMany(MessageKeyBlock.Read));
        }
    }

    [Fact]
    public async Task Trims_nothing_that_is_needed_or_young_and_goes_on()
    {
        var (store, lanes) = await OwnerAsync();
        await using (store)
        {
            var first = await store.AppendAsync(0, Segment(lanes[0], 0, "a"), Ct);
            Time.Advance(TimeSpan.FromHours(2));
            await store.TrimAsync(0, first, Time.GetUtcNow(), Ct);
            await store.TrimAsync(0, long.MaxValue, Some.Time, Ct);
            Assert.Single(await ReadAllAsync(store));

            var trimmed = await store.TrimAsync(0, first + 1, Time.GetUtcNow(), Ct);
            Assert.Equal(1, trimmed.Segments);
            var next = await store.AppendAsync(0, Segment(lanes[0], 1, "b"), Ct);
            Assert.True(next > first);
            Assert.Equal([1L], (await ReadAllAsync(store)).SelectMany(s => s.Events).Select(e => e.Offset));
            var status = await store.StatusAsync(0, Ct);
            Assert.Equal((next, next + 1), (status.FirstSequence, status.NextSequence));
        }

        var (again, grants) = await OwnerAsync();
        await using (again)
        {
            Assert.Equal(2, grants[0].NextOffset);
        }
    }

    [Fact]
    public async Task Whoever_reads_while_the_log_is_trimmed_finds_less_but_never_fails()
    {
        var (store, lanes) = await OwnerAsync();
        await using (store)
        {
            using var end = CancellationTokenSource.CreateLinkedTokenSource(Ct);
            Task[] readers =
            [
                RepeatAsync(() => store.StatusAsync(0, Ct), end.Token),
                RepeatAsync(() => store.StatusAsync(0, Ct), end.Token),
                RepeatAsync(() => ReadAllAsync(store), end.Token),
                RepeatAsync(() => ListAsync(store.ReadMessageKeysAsync(0, Some.Time, Ct)), end.Token),
            ];
            var appended = 0;
            while (appended < 25 && !readers.Any(r => r.IsCompleted))
            {
                Time.Advance(TimeSpan.FromSeconds(1));
                var sequence = await store.AppendAsync(0, Segment(lanes[0], appended, $"m{appended}"), Ct);
                appended++;
                Time.Advance(TimeSpan.FromSeconds(1));
                await store.TrimAsync(0, sequence + 1, Time.GetUtcNow(), Ct);
            }

            await end.CancelAsync();
            await Task.WhenAll(readers);
            Assert.Equal(25, appended);
        }
    }

    [Fact]
    public async Task A_damaged_segment_that_is_set_aside_is_counted_once_and_outlives_the_log()
    {
        var warnings = 0;
        var (store, lanes) = await OwnerAsync();
        await using (store)
        {
            var sequence = await store.AppendAsync(0, Segment(lanes[0], 0, "a"), Ct);
            var stored = (await store.ReadAsync(0, sequence, 1, SegmentParts.All, Ct)).Single();
            Assert.Equal(0, (await store.StatusAsync(0, Ct)).Damaged);
            warnings = (await store.WarningsAsync(Ct)).Count;
            await store.SetAsideAsync(stored, "a flipped bit", Ct);
            await store.SetAsideAsync(stored, "a flipped bit", Ct);
            Time.Advance(TimeSpan.FromHours(2));
            Assert.Equal(1, (await store.TrimAsync(0, sequence + 1, Time.GetUtcNow(), Ct)).Segments);
        }

        await using var again = await OpenAsync();
        Assert.Equal(1, (await again.StatusAsync(0, Ct)).Damaged);
        Assert.Equal(warnings + 1, (await again.WarningsAsync(Ct)).Count);
    }
}
