using Pintle.DestinationKit.Batching;

namespace Pintle.DestinationKit.Tests.Batching;

public sealed class OrderedBatchesTests
{
    [Fact]
    public void An_event_goes_to_the_last_batch_that_it_fits()
    {
        var batches = new OrderedBatches<List<string>>();
        Add(batches, "a", "x");
        Add(batches, "b", "y");
        Add(batches, "c", "x");
        Assert.Equal(["ax cx", "by"], Written(batches));
    }

    [Fact]
    public void A_user_never_goes_back()
    {
        var batches = new OrderedBatches<List<string>>();
        Add(batches, "a", "x");
        Add(batches, "a", "y");
        Add(batches, "a", "x");
        Add(batches, "b", "y");
        Add(batches, "a", "x");
        Assert.Equal(["ax", "ay by", "ax ax"], Written(batches));
    }

    [Fact]
    public void What_goes_alone_begins_a_batch_that_later_events_of_its_user_stay_behind()
    {
        var batches = new OrderedBatches<List<string>>();
        Add(batches, "a", "x");
        batches.For(Given.Event("""{"userId":"a"}"""), null, static () => []).Add("alone");
        Add(batches, "a", "x");
        Add(batches, "b", "x");
        Assert.Equal(["ax", "alone", "ax bx"], Written(batches));
    }

    [Fact]
    public void A_user_is_known_by_user_id_or_by_anonymous_id()
    {
        var batches = new OrderedBatches<List<string>>();
        batches.For(Given.Event("""{"anonymousId":"a"}"""), _ => true, static () => []).Add("1");
        batches.For(Given.Event("""{"anonymousId":"a"}"""), null, static () => []).Add("2");
        batches.For(Given.Event("""{"anonymousId":"b"}"""), b => b.Contains("1"), static () => []).Add("3");
        batches.For(Given.Event("""{"anonymousId":"a"}"""), b => b.Contains("1"), static () => []).Add("4");
        Assert.Equal(["1 3", "2", "4"], Written(batches));
    }

    // A batch takes events of one kind.
    private static void Add(OrderedBatches<List<string>> batches, string user, string kind) =>
        batches.For(Given.Event($$"""{"userId":"{{user}}"}"""), batch => batch[0].EndsWith(kind, StringComparison.Ordinal), static () => []).Add(user + kind);

    private static IEnumerable<string> Written(OrderedBatches<List<string>> batches) => batches.All.Select(b => string.Join(' ', b));
}
