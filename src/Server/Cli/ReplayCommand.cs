using System.CommandLine;
using System.Text.Json;

namespace Pintle.Server.Cli;

/// <summary><c>pintle replay</c> and <c>pintle jobs list|show|cancel</c>.</summary>
internal static class ReplayCommand
{
    private static readonly TimeSpan LookEvery = TimeSpan.FromSeconds(1);

    public static Command CreateReplay()
    {
        Option<string?>[] options =
        [
            new("--destination") { Description = "Id of the destination.", Required = true },
            new("--from") { Description = "Events stored from this time on: 2026-11-25T08:00:00Z, or how long ago: 2h.", Required = true },
            new("--to") { Description = "Events stored before this time; now when left out." },
            new("--source") { Description = "Only of this source, by id or name; else of every source that is connected now." },
            new("--type") { Description = "Only these types: track,identify." },
            new("--event") { Description = "Only events of exactly this name." },
            new("--user") { Description = "Only of the person with this user id or anonymous id." },
            new("--transformation-version") { Description = "Through this version of its transformation; else the one in force." },
            new("--rate") { Description = "Most requests in a time: 500/s." },
        ];
        var available = new Option<bool>("--available") { Description = "Replay what there is when the log doesn't go back that far." };
        var wait = new Option<bool>("--wait") { Description = "Show the progress, and end with the job." };
        return AdminClient.Command(
            "replay", "Delivers events of the log to a destination again. A job: it goes on after a restart.", [.. options, available, wait],
            async (client, result, ct) =>
            {
                var given = options.Where(o => result.GetValue(o) is not null)
                    .Select(o => $"{o.Name[2..].Replace("-v", "V", StringComparison.Ordinal)}={Uri.EscapeDataString(Checked(o.Name, result.GetValue(o)!))}").Append($"available={result.GetValue(available)}");
                var answer = await client.AskAsync(HttpMethod.Post, "replay?" + string.Join('&', given), ct);
                AdminClient.Print(answer);
                if (result.GetValue(wait))
                {
                    await FollowAsync(client, answer.GetProperty("job").GetString()!, ct);
                }
            });
    }

    public static Command CreateJobs()
    {
        var id = new Argument<Guid>("id") { Description = "The job." };
        var show = AdminClient.Command("show", "Shows a job: what it replays and how far it is.", [], (client, result, ct) =>
            client.PrintAsync(HttpMethod.Get, $"jobs/{result.GetValue(id)}", ct));
        show.Arguments.Add(id);
        var cancel = AdminClient.Command("cancel", "Ends a running job; requests on their way still end.", [], (client, result, ct) =>
            client.PrintAsync(HttpMethod.Delete, $"jobs/{result.GetValue(id)}", ct));
        cancel.Arguments.Add(id);
        return new Command("jobs", "Replays: those at work and those that have ended.")
        {
            AdminClient.Command("list", "Lists them, newest first.", [], (client, _, ct) => client.PrintAsync(HttpMethod.Get, "jobs", ct)), show, cancel,
        };
    }

    private static string Checked(string option, string text) =>
        option is "--from" or "--to" ? Times.Read(option, text, TimeProvider.System.GetUtcNow())! : text;

    private static async Task FollowAsync(AdminClient client, string id, CancellationToken ct)
    {
        using var timer = new PeriodicTimer(LookEvery);
        while (true)
        {
            var job = await client.AskAsync(HttpMethod.Get, $"jobs/{id}", ct);
            var progress = job.GetProperty("progress");
            string Of(JsonElement of, string name) => of.GetProperty(name).ToString();
            Console.WriteLine(
                $"{Of(job, "state")}: {Of(progress, "read")} read, {Of(progress, "matched")} matched, {Of(progress, "delivered")} delivered, {Of(progress, "failed")} failed,"
                + $" {Of(job, "perSecond")}/s{(job.GetProperty("left").GetString() is { } left ? $", {left} left" : "")}");
            switch (Of(job, "state"))
            {
                case "running":
                    break;
                case "done":
                    return;
                default:
                    throw new RefusedException(job.GetProperty("problem").GetString() ?? "The job was cancelled.");
            }

            await timer.WaitForNextTickAsync(ct);
        }
    }
}
