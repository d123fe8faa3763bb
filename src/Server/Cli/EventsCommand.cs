using System.CommandLine;
using System.Globalization;
using System.Text.Json;
using Pintle.Events;
using Pintle.Server.Admin;

namespace Pintle.Server.Cli;

/// <summary><c>pintle events find|tail</c>: where an event is, and what happens right now.</summary>
internal static class EventsCommand
{
    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web);

    public static Command Create() => new("events", "Events on their way.") { Find(), Tail() };

    private static Command Find()
    {
        var user = new Option<string?>("--user") { Description = "A userId, or the anonymousId of events without one." };
        var message = new Option<string?>("--message") { Description = "A messageId." };
        var source = new Option<string?>("--source") { Description = "Id or name of a source." };
        var since = new Option<string>("--since") { Description = "Received since: 2h, 3d, or a time.", DefaultValueFactory = _ => "2h" };
        var until = new Option<string?>("--until") { Description = "Received until: 30m (ago), or a time." };
        var limit = NumberOption.Create("--limit", "Most events at a time, up to 1000.", 100, 1_000);
        var after = new Option<string?>("--after") { Description = "Goes on where a former answer ended." };
        var json = JsonOption();
        return AdminClient.Command(
            "find", "Finds a user's or a message's events and says what has become of each.", [user, message, source, since, until, limit, after, json],
            async (client, result, ct) =>
            {
                var now = TimeProvider.System.GetUtcNow();
                var query = Query(
                    ("user", result.GetValue(user)), ("message", result.GetValue(message)), ("source", result.GetValue(source)),
                    ("since", Times.Read("--since", result.GetValue(since), now)), ("until", Times.Read("--until", result.GetValue(until), now)), ("after", result.GetValue(after)),
                    ("limit", result.GetValue(limit).ToString(CultureInfo.InvariantCulture)));
                await foreach (var line in client.LinesAsync("events" + query, ct))
                {
                    Console.WriteLine(result.GetValue(json) ? line : Readable(line));
                }
            });
    }

    private static Command Tail()
    {
        var source = new Option<string?>("--source") { Description = "Id or name of a source." };
        var destination = new Option<string?>("--destination") { Description = "Id of a destination." };
        var user = new Option<string?>("--user") { Description = "A userId, or the anonymousId of events without one." };
        var type = new Option<string?>("--type") { Description = "An event type, such as track." };
        var failed = new Option<bool>("--failed") { Description = "Only what failed." };
        var json = JsonOption();
        return AdminClient.Command(
            "tail", "Shows what happens to each event as it happens.", [source, destination, user, type, failed, json],
            (client, result, ct) =>
            {
                var query = Query(
                    ("source", result.GetValue(source)), ("destination", result.GetValue(destination)), ("user", result.GetValue(user)),
                    ("type", result.GetValue(type)), ("failed", result.GetValue(failed) ? "true" : null));
                var lines = client.LinesAsync("events/tail" + query, ct);
                return result.GetValue(json) ? PrintAsync(lines) : FollowAsync(lines, ct);
            });
    }

    private static Option<bool> JsonOption() => new("--json") { Description = "One JSON object a line." };

    private static async Task PrintAsync(IAsyncEnumerable<string> lines)
    {
        await foreach (var line in lines)
        {
            Console.WriteLine(line);
        }
    }

    /// <summary>Prints an event's line when all its destinations have answered, or after a moment.</summary>
    private static async Task FollowAsync(IAsyncEnumerable<string> lines, CancellationToken ct)
    {
        var gathered = new TailLines(TimeProvider.System, Console.Out);
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(ct);
        var ticking = gathered.FlushAsync(stop.Token);
        try
        {
            await foreach (var line in lines)
            {
                using var document = JsonDocument.Parse(line);
                if (document.RootElement.TryGetProperty("missed", out var missed))
                {
                    gathered.Missed(missed.GetInt64());
                }
                else
                {
                    gathered.Add(document.RootElement.Deserialize<LiveStep>(Json)!);
                }
            }
        }
        finally
        {
            await stop.CancelAsync();
            await ticking.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    private static string Readable(string line)
    {
        using var document = JsonDocument.Parse(line);
        return document.RootElement.TryGetProperty("found", out _)
            ? HistoryText.Of(document.RootElement.Deserialize<FindEnd>(Json)!)
            : HistoryText.Of(document.RootElement.Deserialize<EventHistory>(Json)!);
    }

    private static string Query(params (string Name, string? Value)[] parameters) => "?" + string.Join(
        '&', parameters.Where(p => !string.IsNullOrEmpty(p.Value)).Select(p => $"{p.Name}={Uri.EscapeDataString(p.Value!)}"));
}
