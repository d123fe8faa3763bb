using Pintle.Events;
using Pintle.Insight.Finding;
using Pintle.Store;
using Pintle.Store.Segments;

namespace Pintle.Insight.Tests.Finding;

/// <summary>The search on any store.</summary>
public abstract class EventSearchTests
{
    private protected abstract Task<IEventStore> OpenAsync(TimeProvider time);

    [Fact]
    public async Task A_users_events_are_found_in_order_by_either_id_and_nobody_elses()
    {
        await using var rig = await SearchRig.StartAsync(OpenAsync);
        for (var n = 0; n < 50; n++)
        {
            await rig.AppendAsync([.. Enumerable.Range(0, 40).Select(u => rig.Event($"u{u}", $"u{u}-{n}")), rig.Event("", $"anon-{n}", anonymous: "u7")]);
        }

        Assert.Equal(Enumerable.Range(0, 50).Select(n => $"Log:u7-{n}"), await rig.FindAsync(User("u7", rig)));
        Assert.Equal(Enumerable.Range(0, 50).Select(n => $"Log:anon-{n}"), await rig.FindAsync(User("u7", rig) with { Users = [UserKey.Of("ws", "", "u7")] }));
        Assert.Empty(await rig.FindAsync(User("u40", rig)));
    }

    [Fact]
    public async Task A_message_is_found_in_every_source_and_job_run_unless_one_is_named()
    {
        await using var rig = await SearchRig.StartAsync(OpenAsync);
        await rig.AppendAsync(rig.Event("u1", "m"), rig.Event("u2", "other"), rig.Event("u3", "m", source: "second"), rig.Event("u4", "m", jobRun: "run-9"));
        var query = new HeaderQuery { From = rig.Time.GetUtcNow(), MessageHash = (source, run) => MessageKey.Of("ws", source, "m", run).Low64 };

        Assert.Equal(["Log:m", "Log:m", "Log:m"], await rig.FindAsync(query));
        Assert.Equal(["Log:m"], await rig.FindAsync(query with { SourceId = "second" }));
    }

    [Fact]
    public async Task The_time_decides_to_the_event_and_the_search_begins_there()
    {
        await using var rig = await SearchRig.StartAsync(OpenAsync);
        var start = rig.Time.GetUtcNow();
        for (var minute = 0; minute < 300; minute++)
        {
            await rig.AppendAsync(rig.Event("u1", $"{minute}"));
            rig.Time.Advance(TimeSpan.FromMinutes(1));
        }

        var query = User("u1", rig) with { From = start.AddMinutes(280), To = start.AddMinutes(283) };
        Assert.Equal(["Log:280", "Log:281", "Log:282"], await rig.FindAsync(query));
        var search = new LogSearch(rig.Store, query);
        await foreach (var found in search.FindAsync(null, SearchRig.Ct))
        {
            Assert.True(found.Event.Body.Length > 0);
        }

        Assert.InRange(search.Seen, 3, 300 - 280);
    }

    [Fact]
    public async Task An_answer_goes_on_where_the_one_before_ended_across_spill_and_log()
    {
        await using var rig = await SearchRig.StartAsync(OpenAsync);
        var old = await rig.AppendAsync([.. Enumerable.Range(0, 10).Select(n => rig.Event("u1", $"old-{n}")), rig.Event("u2", "u2")]);
        await rig.SpillAsync(old, "dst:a", "u1");
        await rig.SpillAsync(old, "dst:b", "u1", "u2");
        await rig.TrimAsync();
        await rig.AppendAsync([.. Enumerable.Range(0, 10).Select(n => rig.Event("u1", $"new-{n}"))]);

        var all = await rig.FindAsync(User("u1", rig));
        Assert.Equal([.. Enumerable.Range(0, 10).Select(n => $"Spill:old-{n}"), .. Enumerable.Range(0, 10).Select(n => $"Log:new-{n}")], all);
        var paged = new List<string>();
        for (SearchPlace? after = null; paged.Count < all.Count; after = SearchPlace.Parse(rig.LastPlace.ToString()))
        {
            paged.AddRange(await rig.FindAsync(User("u1", rig), after, limit: 3));
        }

        Assert.Equal(all, paged);
        Assert.Empty(await rig.FindAsync(User("u1", rig), rig.LastPlace));
    }

    [Fact]
    public async Task What_only_a_dead_letter_has_is_found_once_and_what_the_log_has_is_not_called_aged()
    {
        await using var rig = await SearchRig.StartAsync(OpenAsync);
        var (gone, copied) = (rig.Event("u1", "gone"), rig.Event("u2", "copied"));
        var old = await rig.AppendAsync(gone, copied);
        await rig.SpillAsync(old, "dst:b", "u2");
        await rig.DieAsync("a", gone, 0);
        await rig.DieAsync("b", gone, 0);
        await rig.DieAsync("a", copied, 0);
        await rig.TrimAsync();
        var kept = rig.Event("u1", "kept");
        rig.Time.Advance(TimeSpan.FromSeconds(1));
        await rig.AppendAsync(kept);
        await rig.DieAsync("a", kept, 1);

        Assert.Equal(["Aged:gone", "Log:kept"], await rig.FindAsync(User("u1", rig) with { From = DateTimeOffset.UnixEpoch }));
        Assert.Equal(["Log:kept"], await rig.FindAsync(User("u1", rig) with { From = DateTimeOffset.UnixEpoch }, new SearchPlace(SearchRegion.Aged, 0, 1, 0)));
        Assert.Equal(["Spill:copied"], await rig.FindAsync(User("u2", rig) with { From = DateTimeOffset.UnixEpoch }));
    }

    [Fact]
    public async Task Letters_of_the_events_asked_for_are_found_for_every_destination()
    {
        await using var rig = await SearchRig.StartAsync(OpenAsync);
        var e = rig.Event("u1", "m");
        await rig.AppendAsync(e, rig.Event("u1", "n"));
        await rig.DieAsync("a", e, 0);
        await rig.DieAsync("b", e, 0);
        await rig.DieAsync("b", e, 1);

        var letters = await LetterLookup.FindAsync(rig.Store.DeadLetters, new HashSet<(int, long)> { (e.LaneNumber, 0) }, rig.Time.GetUtcNow(), SearchRig.Ct);
        Assert.Equal(["a", "b"], letters.Select(l => l.Letter.DestinationId).Order());
    }

    private static HeaderQuery User(string user, SearchRig rig) => new() { Users = [UserKey.Of("ws", user, "")], From = rig.Time.GetUtcNow().AddDays(-1) };
}
