using System.CommandLine;

namespace Pintle.Server.Cli;

/// <summary><c>pintle deadletters list|show|replay|drop</c>.</summary>
internal static class DeadLettersCommand
{
    public static Command Create()
    {
        var destination = new Option<string?>("--destination") { Description = "Id of the destination." };
        var reason = new Option<string?>("--reason") { Description = "Exactly this reason." };
        var limit = NumberOption.Create("--limit", "About how many.", 20, 1_000);
        var after = new Option<string?>("--after") { Description = "Goes on at the next of a former answer." };
        var all = new Option<bool>("--all") { Description = "Those of every destination, for every reason." };
        var samples = NumberOption.Create("--samples", "How many of the newest of each group are shown.", 1, 5);
        var version = new Option<string?>("--transformation-version") { Description = "Through this version of its transformation; else the one in force." };
        Option[] filter = [destination, reason];
        string Query(ParseResult result, params string[] more) => "?" + string.Join('&', ((string?[])
        [
            result.GetValue(destination) is { } id ? $"destination={Uri.EscapeDataString(id)}" : null,
            result.GetValue(reason) is { } words ? $"reason={Uri.EscapeDataString(words)}" : null,
            .. more,
        ]).OfType<string>());

        return new Command("deadletters", "Events that ended in failure.")
        {
            AdminClient.Command("list", "Counts them by destination and reason.", [.. filter, samples], (client, result, ct) =>
                client.PrintAsync(HttpMethod.Get, "deadletters/groups" + Query(result, $"samples={result.GetValue(samples)}"), ct)),
            AdminClient.Command("show", "Shows them with event, request and answer.", [.. filter, limit, after], (client, result, ct) =>
                client.PrintAsync(HttpMethod.Get, "deadletters" + Query(
                    result, [$"limit={result.GetValue(limit)}", .. result.GetValue(after) is { } next ? [$"after={Uri.EscapeDataString(next)}"] : Array.Empty<string>()]), ct)),
            AdminClient.Command("replay", "Delivers a destination's again, from the original event. Goes on after a restart.", [.. filter, version], (client, result, ct) =>
                client.PrintAsync(HttpMethod.Post, "deadletters/replay" + Query(result, result.GetValue(version) is { } code ? [$"transformationVersion={Uri.EscapeDataString(code)}"] : []), ct)),
            AdminClient.Command("drop", "Deletes a destination's, those of a reason, or all.", [.. filter, all], (client, result, ct) =>
                client.PrintAsync(HttpMethod.Delete, "deadletters" + Query(result, $"all={result.GetValue(all)}"), ct)),
        };
    }
}
