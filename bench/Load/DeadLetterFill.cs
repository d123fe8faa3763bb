using System.Text;
using Microsoft.Extensions.Logging.Abstractions;
using Pintle.Events;
using Pintle.Store.DeadLetters;
using Pintle.Store.Outcomes;
using Pintle.Store.Segments;
using Pintle.Store.Sqlite;

namespace Pintle.Load;

/// <summary>Dead letters as a destination that refuses for hours leaves them: a batch a commit, five reasons, one of them rare.</summary>
internal static class DeadLetterFill
{
    public const string Destination = "hook-0";
    public const string Rare = "rejected: the event lacks or garbles something";
    public const string Second = "answered 422";

    /// <summary>One letter in so many is of the rare reason.</summary>
    public const int RareEvery = 100_000;

    private static readonly DateTimeOffset Start = TimeProvider.System.GetUtcNow().AddHours(-20);

    /// <summary>Fills the store of a data directory through its own interface.</summary>
    public static async Task RunAsync(string directory, int letters, int batch)
    {
        var options = new SqliteStoreOptions { Directory = Path.Combine(directory, "store") };
        await using var store = await SqliteStore.OpenAsync(options, TimeProvider.System, NullLogger<SqliteStore>.Instance, CancellationToken.None);
        var fence = (await store.AcquireAsync([.. Enumerable.Range(0, Lane.Count)], CancellationToken.None)).Select(g => new LaneEpoch(g.Lane, g.Epoch)).ToList();
        for (var first = 0; first < letters; first += batch)
        {
            var at = Start.AddMilliseconds(first / 5.0);
            await store.CommitAsync(0, new OutcomeCommit
            {
                Id = Guid.CreateVersion7(at), Node = "fill", Fence = fence, DeadLetters = [.. Enumerable.Range(first, Math.Min(batch, letters - first)).Select(n => Letter(n, at))],
            }, CancellationToken.None);
        }
    }

    private static DeadLetter Letter(int number, DateTimeOffset at)
    {
        var header = new EventHeader
        {
            SourceId = "src",
            Type = "track",
            Name = $"Event {number % 20}",
            MessageHash = MessageKey.Of("ws", "src", $"m{number}", "").Low64,
            User = UserKey.Of("ws", $"user-{(uint)number * 2_654_435_761u % 50_000}", ""),
            ReceivedAt = at,
        };
        var json = $$$"""{"type":"track","event":"Event {{{number % 20}}}","messageId":"m{{{number}}}","userId":"user-{{{(uint)number * 2_654_435_761u % 50_000}}}","properties":{"total":{{{number % 977}}},"currency":"EUR"}}""";
        return new DeadLetter
        {
            DestinationId = Destination, SourceId = "src", Reason = ReasonOf(number), Message = $"no such plan {number % 13}", StatusCode = 400, Attempts = 1, Lane = (int)(header.User.Hash % (ulong)Pintle.Events.Lane.Count), Offset = number,
            ReceivedAt = at, FailedAt = at, MessageId = $"m{number}", EventType = "track", EventName = header.Name, Event = Encoding.UTF8.GetBytes(json), Header = PackedHeader.Pack(header),
            Request = $"POST http://127.0.0.1/in\nContent-Type: application/json\n\n{json}",
        };
    }

    private static string ReasonOf(int number) => number % RareEvery == 7 ? Rare : (number % 10) switch
    {
        < 6 => "answered 400",
        < 9 => Second,
        _ when number % 3 == 0 => "answered 404",
        _ => "retry limit reached",
    };
}
