using System.CommandLine;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Pintle.Server.Cli.Workspaces;

/// <summary><c>pintle api</c>: lists, shows, makes, changes and deletes what a workspace has, all kinds in the same way.</summary>
internal static class ResourceCommands
{
    private const int MostOnPage = 200;

    private static readonly Option<string[]> Set = new("--set")
    {
        Description = "A member: name=value, settings.webhookUrl=https://shop.example. A value that is JSON is taken as that (true, 5, [\"a\"], \"5\" in quotes for the text 5). Can be repeated.",
        Arity = ArgumentArity.OneOrMore,
    };

    private static readonly Option<string?> Body = new("--body") { Description = "File with the members, YAML or JSON; - reads what comes in. --set goes on top." };

    public static Command Create()
    {
        var all = new Command("api", "What a workspace has: lists, shows, makes, changes and deletes it by the control plane's API.");
        foreach (var resource in ApiResource.All)
        {
            all.Subcommands.Add(Create(resource));
        }

        all.Subcommands.Add(Request());
        return all;
    }

    private static Command Create(ApiResource resource)
    {
        (ResourceVerbs Verb, Func<ApiResource, Command> Make)[] verbs =
            [(ResourceVerbs.List, List), (ResourceVerbs.Show, Show), (ResourceVerbs.Create, Make), (ResourceVerbs.Update, Update), (ResourceVerbs.Delete, Delete)];
        var command = new Command(resource.Name, $"The workspace's {resource.Name switch { "audit" => "audit log", "sso-issuers" => "issuers of single sign-on", var name => name }}.");
        foreach (var (_, make) in verbs.Where(v => resource.Verbs.HasFlag(v.Verb)))
        {
            command.Subcommands.Add(make(resource));
        }

        return command;
    }

    private static Command List(ApiResource resource)
    {
        var limit = NumberOption.Create("--limit", "At most how many.", MostOnPage, 100_000);
        return ApiCommand.Create("list", "Lists them.", [limit], async (client, result, ct) =>
        {
            var (found, next) = (new List<JsonElement>(), (string?)null);
            var most = result.GetValue(limit);
            do
            {
                var after = next is null ? "" : $"&after={Uri.EscapeDataString(next)}";
                var page = (await client.AskWorkspaceAsync(HttpMethod.Get, $"{resource.Name}?limit={Math.Min(MostOnPage, most - found.Count)}{after}", ct)).Body;
                found.AddRange(page.GetProperty("items").EnumerateArray());
                next = page.TryGetProperty("next", out var more) ? more.GetString() : null;
            }
            while (next is not null && found.Count < most);

            if (ApiCommand.IsJson(result))
            {
                Print(JsonSerializer.SerializeToElement(found), isJson: true);
            }
            else
            {
                ApiText.Print(resource.Columns, found.Select(thing => resource.Columns.Select(c => ApiText.Cell(thing, c)).ToList()));
            }

            if (next is not null)
            {
                await Console.Error.WriteLineAsync($"There are more than these {found.Count}; --limit shows more.");
            }

            return 0;
        });
    }

    private static Command Show(ApiResource resource)
    {
        var id = Id(resource);
        return ApiCommand.Create("show", "Shows all that is said of one.", [id], async (client, result, ct) =>
        {
            Print((await client.AskWorkspaceAsync(HttpMethod.Get, Path(resource, result.GetRequiredValue(id)), ct)).Body, ApiCommand.IsJson(result));
            return 0;
        });
    }

    private static Command Make(ApiResource resource) => ApiCommand.Create("create", "Makes one, and shows it.", [Set, Body], async (client, result, ct) =>
    {
        Print((await client.AskWorkspaceAsync(HttpMethod.Post, resource.Name, ct, await BodyAsync(result, ct))).Body, ApiCommand.IsJson(result));
        return 0;
    });

    private static Command Update(ApiResource resource)
    {
        var id = Id(resource);
        return ApiCommand.Create("update", "Changes what is given of one, and shows it. null takes a member away.", [id, Set, Body], async (client, result, ct) =>
        {
            var path = Path(resource, result.GetRequiredValue(id));
            var patch = await BodyAsync(result, ct);
            var version = await VersionAsync(client, resource, path, ct);
            Print((await client.AskWorkspaceAsync(HttpMethod.Patch, path, ct, patch, version)).Body, ApiCommand.IsJson(result));
            return 0;
        });
    }

    private static Command Delete(ApiResource resource)
    {
        var id = Id(resource);
        return ApiCommand.Create("delete", "Deletes one.", [id], async (client, result, ct) =>
        {
            var path = Path(resource, result.GetRequiredValue(id));
            var version = await VersionAsync(client, resource, path, ct);
            await client.AskWorkspaceAsync(HttpMethod.Delete, path, ct, body: null, version);
            if (!ApiCommand.IsJson(result))
            {
                Console.WriteLine($"Deleted the {resource.One} {result.GetRequiredValue(id)}.");
            }

            return 0;
        });
    }

    // What has no command of its own: publishing, restoring, dead letters, replays, jobs, counters.
    private static Command Request()
    {
        var method = new Argument<string>("method") { Description = "GET, POST, PUT, PATCH or DELETE." };
        method.AcceptOnlyFromAmong("GET", "POST", "PUT", "PATCH", "DELETE");
        var path = new Argument<string>("path") { Description = "Below the workspace: sources/ID/restore, deadletters/groups?destination=ID. The API's document lists them: pintle openapi." };
        return ApiCommand.Create("request", "Makes any request of the API, and shows the answer.", [method, path, Set, Body], async (client, result, ct) =>
        {
            var verb = new HttpMethod(result.GetRequiredValue(method));
            var hasBody = result.GetValue(Body) is not null || result.GetValue(Set) is { Length: > 0 };
            var asked = result.GetRequiredValue(path).TrimStart('/');
            var version = verb == HttpMethod.Patch || verb == HttpMethod.Put || verb == HttpMethod.Delete ? "*" : null;
            var answer = await client.AskWorkspaceAsync(verb, asked, ct, hasBody ? await BodyAsync(result, ct) : null, version);
            if (answer.Body.ValueKind != JsonValueKind.Undefined)
            {
                Print(answer.Body, ApiCommand.IsJson(result));
            }

            return 0;
        });
    }

    private static Argument<string> Id(ApiResource resource) => new("id") { Description = $"Id of the {resource.One}." };

    private static string Path(ApiResource resource, string id) => $"{resource.Name}/{Uri.EscapeDataString(id)}";

    private static async Task<string?> VersionAsync(ApiClient client, ApiResource resource, string path, CancellationToken ct) =>
        resource.Verbs.HasFlag(ResourceVerbs.Show) ? (await client.AskWorkspaceAsync(HttpMethod.Get, path, ct)).Version : null;

    private static async Task<JsonObject> BodyAsync(ParseResult result, CancellationToken ct)
    {
        var (file, members) = (result.GetValue(Body), result.GetValue(Set) ?? []);
        return file is null && members.Length == 0
            ? throw new RefusedException("Say what it is to be, with --set name=value or --body FILE.")
            : GivenMembers.Put(file is null ? [] : await DocumentFile.ReadAsync(file, ct), members);
    }

    private static void Print(JsonElement answer, bool isJson) => Console.Write(DocumentFile.Write(answer, isJson));
}
