using Pintle.DestinationKit.Lookups;

namespace Pintle.DestinationKit.Tests.Lookups;

/// <summary>Many that want to know the same at once.</summary>
public sealed class LookupTogetherTests
{
    private readonly TransformEnvironment _environment = new();
    private readonly Lookup<string> _lookup = new("people") { MaxEntries = 2 };
    private readonly List<TaskCompletionSource<string?>> _asked = [];

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task They_ask_once_and_hear_the_same()
    {
        Task<string?>[] waiting = [.. Enumerable.Range(0, 50).Select(_ => AskAsync("a"))];
        Assert.All(waiting, w => Assert.False(w.IsCompleted));
        Assert.Single(_asked).SetResult("found");
        Assert.All(await Task.WhenAll(waiting), found => Assert.Equal("found", found));
        Assert.Equal("found", await KnownAsync("a"));
    }

    [Fact]
    public async Task They_ask_once_from_many_threads_too()
    {
        var asked = 0;
        using var start = new Barrier(8);
        var vendor = new TaskCompletionSource<string?>(TaskCreationOptions.RunContinuationsAsynchronously);
        var waiting = Enumerable.Range(0, 8).Select(_ => Task.Factory.StartNew(
            () =>
            {
                start.SignalAndWait(Ct);
                return Enumerable.Range(0, 100).Select(_ => _lookup.GetAsync(_environment, "a", AskedAsync, Ct)).ToArray();
            },
            Ct,
            TaskCreationOptions.LongRunning,
            TaskScheduler.Default)).ToArray();
        var all = await Task.WhenAll(waiting);
        vendor.SetResult("found");
        Assert.All(await Task.WhenAll(all.SelectMany(a => a)), found => Assert.Equal("found", found));
        Assert.Equal(1, asked);

        Task<string?> AskedAsync()
        {
            Interlocked.Increment(ref asked);
            return vendor.Task;
        }
    }

    [Fact]
    public async Task Different_keys_do_not_wait_for_each_other()
    {
        var (a, b) = (AskAsync("a"), AskAsync("b"));
        _asked[1].SetResult("b");
        Assert.Equal("b", await b);
        Assert.False(a.IsCompleted);
        _asked[0].SetResult("a");
        Assert.Equal("a", await a);
    }

    [Fact]
    public async Task A_failure_is_everybodys_and_is_not_remembered()
    {
        Task<string?>[] waiting = [AskAsync("a"), AskAsync("a")];
        _asked[0].SetException(new EventRetryException(503, "away"));
        foreach (var one in waiting)
        {
            Assert.Equal("away", (await Assert.ThrowsAsync<EventRetryException>(() => one)).Message);
        }

        var again = AskAsync("a");
        _asked[1].SetResult("found");
        Assert.Equal("found", await again);
    }

    [Fact]
    public async Task A_failure_before_the_question_is_out_is_one_too()
    {
        await Assert.ThrowsAsync<InvalidOperationException>(() => _lookup.GetAsync(_environment, "a", static () => throw new InvalidOperationException("a bug"), Ct));
        var again = AskAsync("a");
        _asked[0].SetResult("found");
        Assert.Equal("found", await again);
    }

    [Fact]
    public async Task One_that_gives_up_does_not_take_the_answer_from_the_others()
    {
        using var first = new CancellationTokenSource();
        var (gone, staying) = (AskAsync("a", first.Token), AskAsync("a"));
        await first.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => gone);
        Assert.False(staying.IsCompleted);
        _asked[0].SetResult("found");
        Assert.Equal("found", await staying);
        Assert.Equal("found", await KnownAsync("a"));
    }

    [Fact]
    public async Task A_question_that_must_make_room_is_still_answered()
    {
        Task<string?>[] waiting = [AskAsync("a"), AskAsync("b"), AskAsync("c"), AskAsync("a")];
        Assert.Equal(4, _asked.Count);
        for (var i = 0; i < 4; i++)
        {
            _asked[i].SetResult($"answer {i}");
        }

        Assert.Equal(["answer 0", "answer 1", "answer 2", "answer 3"], await Task.WhenAll(waiting));
        Assert.Equal("answer 3", await KnownAsync("a"));
    }

    [Fact]
    public async Task A_late_failure_does_not_take_a_newer_answer_along()
    {
        var old = AskAsync("a");
        _lookup.Forget(_environment, "a");
        var newer = AskAsync("a");
        _asked[1].SetResult("newer");
        Assert.Equal("newer", await newer);
        _asked[0].SetException(new EventRetryException(503, "away"));
        await Assert.ThrowsAsync<EventRetryException>(() => old);
        Assert.Equal("newer", await KnownAsync("a"));
    }

    // What is known already: nobody would answer a new question.
    private Task<string?> KnownAsync(string key)
    {
        var (before, known) = (_asked.Count, AskAsync(key));
        Assert.Equal(before, _asked.Count);
        return known;
    }

    private Task<string?> AskAsync(string key, CancellationToken? ct = null) => _lookup.GetAsync(
        _environment,
        key,
        () =>
        {
            _asked.Add(new TaskCompletionSource<string?>());
            return _asked[^1].Task;
        },
        ct ?? Ct);
}
