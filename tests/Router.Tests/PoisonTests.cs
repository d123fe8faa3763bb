using Pintle.Router.Poison;

namespace Pintle.Router.Tests;

/// <summary>What is known after a crash of the events that were in hand. A crash is a set of notes that nobody clears.</summary>
public sealed class PoisonTests : IDisposable
{
    private readonly string _directory = Directory.CreateTempSubdirectory("pintle-notes-").FullName;

    private string Notes => Path.Combine(_directory, "in-hand.notes");

    public void Dispose() => Directory.Delete(_directory, recursive: true);

    [Fact]
    public void An_event_in_hand_at_three_unclean_ends_is_set_aside_and_one_that_survived_is_not()
    {
        for (var crash = 1; crash <= 3; crash++)
        {
            var hand = InHandNotes.Open(Notes).NewHand("dst:a")!;
            Assert.True(hand.Take(3, 41));
            hand.Leave();
            Assert.True(hand.Take(3, 42));
            Assert.Equal([(3, 42L, crash)], InHandNotes.Open(Copy()).SuspectsOf("dst:a"));
        }

        var notes = InHandNotes.Open(Notes);
        Assert.Empty(notes.SuspectsOf("dst:b"));
        var other = notes.NewHand("dst:b")!;
        Assert.True(other.Take(3, 42));
        other.Leave();
        var last = notes.NewHand("dst:a")!;
        Assert.True(last.Take(3, 41));
        last.Leave();
        Assert.False(last.Take(3, 42));

        // A replay of its dead letter may try again, in this process.
        Assert.True(last.Take(3, 42));
    }

    [Fact]
    public void A_crash_takes_back_a_dead_letter_but_not_the_verdict()
    {
        Crash(3);
        Assert.False(InHandNotes.Open(Notes).NewHand("dst:a")!.Take(0, 0));
        Assert.False(InHandNotes.Open(Notes).NewHand("dst:a")!.Take(0, 0));
    }

    [Fact]
    public void A_clean_end_and_an_event_that_is_transformed_after_all_wipe_the_strikes_out()
    {
        Crash(2);
        var survived = InHandNotes.Open(Notes);
        var hand = survived.NewHand("dst:a")!;
        Assert.True(hand.Take(0, 0));
        hand.Leave();
        Assert.False(survived.HasSuspects);
        Crash(2);
        InHandNotes.Open(Notes).Clear();
        Assert.Empty(InHandNotes.Open(Notes).SuspectsOf("dst:a"));
        Crash(2);
        Assert.True(InHandNotes.Open(Notes).NewHand("dst:a")!.Take(0, 0));
    }

    [Fact]
    public async Task A_suspect_is_taken_alone()
    {
        Crash(2);
        var notes = InHandNotes.Open(Notes);
        var (suspect, other) = (notes.NewHand("dst:a")!, notes.NewHand("dst:b")!);
        var steps = new System.Collections.Concurrent.ConcurrentQueue<string>();
        using var isIn = new ManualResetEventSlim();
        using var goesOn = new ManualResetEventSlim();
        var alone = Task.Run(
            () =>
            {
                suspect.Take(0, 0);
                isIn.Set();
                goesOn.Wait(TestContext.Current.CancellationToken);
                steps.Enqueue("suspect leaves");
                suspect.Leave();
            },
            TestContext.Current.CancellationToken);
        isIn.Wait(TestContext.Current.CancellationToken);
        Assert.False(notes.Turns.TryEnterReadLock(0));
        var innocent = Task.Run(
            () =>
            {
                goesOn.Set();
                other.Take(0, 1);
                steps.Enqueue("other enters");
                other.Leave();
            },
            TestContext.Current.CancellationToken);
        await Task.WhenAll(alone, innocent);
        Assert.Equal(["suspect leaves", "other enters"], steps);
    }

    [Fact]
    public void Hands_are_lent_again_and_when_there_are_none_nothing_is_noted()
    {
        var notes = InHandNotes.Open(Notes);
        var hands = Enumerable.Range(0, 512).Select(n => notes.NewHand($"dst:{n}")!).ToList();
        Assert.Null(notes.NewHand("one too many"));
        hands[7].Take(1, 1);
        hands[7].Release();
        hands[7].Release();
        Assert.NotNull(notes.NewHand("dst:new"));
        Assert.Null(notes.NewHand("one too many"));
        Assert.Empty(InHandNotes.Open(Notes).SuspectsOf("dst:7"));
    }

    [Fact]
    public void ANotes_of_another_format_is_begun_anew()
    {
        File.WriteAllBytes(Notes, [.. Enumerable.Repeat((byte)7, 5_000)]);
        Assert.False(InHandNotes.Open(Notes).HasSuspects);
        Crash(1);
        Assert.True(InHandNotes.Open(Notes).HasSuspects);
    }

    private void Crash(int times)
    {
        for (var crash = 0; crash < times; crash++)
        {
            InHandNotes.Open(Notes).NewHand("dst:a")!.Take(0, 0);
        }
    }

    // Looking at the notes counts what is in hand: on a copy it changes nothing.
    private string Copy()
    {
        var copy = Path.Combine(_directory, $"{Guid.CreateVersion7()}");
        File.Copy(Notes, copy);
        return copy;
    }
}
