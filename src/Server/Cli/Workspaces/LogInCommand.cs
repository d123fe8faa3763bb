using System.CommandLine;
using Spectre.Console;

namespace Pintle.Server.Cli.Workspaces;

/// <summary><c>pintle login|logout</c>: keeps where the API is, and a personal access token.</summary>
internal static class LogInCommand
{
    public static Command CreateLogIn() => ApiCommand.WithoutClient("login", "Keeps a personal access token for the commands of the API. It is asked for when it is not given.", [], async (result, ct) =>
    {
        var server = LogIn.Address(
            result.GetValue(ApiCommand.Server) ?? LogIn.Given(Environment.GetEnvironmentVariable, "PINTLE_SERVER") ?? LogIn.Load()?.Server ?? LogIn.UsualServer);
        var token = result.GetValue(ApiCommand.Token) ?? LogIn.Given(Environment.GetEnvironmentVariable, "PINTLE_TOKEN") ?? await AskAsync(server, ct);
        using var client = new ApiClient(new LogIn(server, token, WorkspaceId: null));
        var session = await client.SessionAsync(ct);
        var wanted = result.GetValue(ApiCommand.WorkspaceId) ?? LogIn.Given(Environment.GetEnvironmentVariable, "PINTLE_WORKSPACE");
        var workspace = wanted is null ? ApiClient.OnlyWorkspace(session) : session.GetProperty("workspaces").EnumerateArray().FirstOrDefault(w => w.GetProperty("id").GetString() == wanted);
        if (workspace.ValueKind == System.Text.Json.JsonValueKind.Undefined)
        {
            throw new RefusedException($"The token has no workspace \"{wanted}\".");
        }

        new LogIn(server, token, workspace.GetProperty("id").GetString()).Save();
        Console.WriteLine(
            $"Logged in to {server} as {session.GetProperty("user").GetProperty("email").GetString()}: {workspace.GetProperty("role").GetString()} of {workspace.GetProperty("name").GetString()} ({workspace.GetProperty("id").GetString()}).");
        return 0;
    });

    public static Command CreateLogOut()
    {
        var command = new Command("logout", "Forgets the token that login keeps. The token stays good: delete it with pintle api tokens delete.");
        command.SetAction(async (_, _) =>
        {
            try
            {
                File.Delete(LogIn.Path);
            }
            catch (DirectoryNotFoundException)
            {
                // Nobody ever logged in.
            }
            catch (Exception wrong) when (wrong is IOException or UnauthorizedAccessException)
            {
                await Console.Error.WriteLineAsync(wrong.Message);
                return 1;
            }

            Console.WriteLine("Logged out.");
            return 0;
        });
        return command;
    }

    private static async Task<string> AskAsync(string server, CancellationToken ct)
    {
        var token = Console.IsInputRedirected
            ? await Console.In.ReadLineAsync(ct)
            : await AnsiConsole.PromptAsync(new TextPrompt<string>(Markup.Escape($"Token for {server}:")).Secret(null), ct);
        return token?.Trim() is { Length: > 0 } given ? given : throw new RefusedException("No token was given.");
    }
}
