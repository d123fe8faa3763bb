using System.CommandLine;

namespace Pintle.Server.Cli.Workspaces;

/// <summary>Commands that talk to the API, with the options that all of them have.</summary>
internal static class ApiCommand
{
    public static readonly Option<string?> Server = new("--server") { Description = $"Address of the control listener; PINTLE_SERVER, that of the login or {LogIn.UsualServer} when left out." };
    public static readonly Option<string?> Token = new("--token") { Description = "A personal access token; PINTLE_TOKEN or that of the login when left out. Others on this machine can see it on the command line." };
    public static readonly Option<string?> WorkspaceId = new("--workspace-id") { Description = "PINTLE_WORKSPACE, that of the login or the token's only one when left out." };

    private static readonly Option<bool> Json = new("--json") { Description = "Answers in JSON." };

    /// <summary>A command of the API. What it returns is the exit code.</summary>
    public static Command Create(string name, string description, Symbol[] symbols, Func<ApiClient, ParseResult, CancellationToken, Task<int>> run) =>
        WithoutClient(name, description, [.. symbols, Json], async (result, ct) =>
        {
            using var client = new ApiClient(LogIn.Find(
                result.GetValue(Server), result.GetValue(Token), result.GetValue(WorkspaceId), Environment.GetEnvironmentVariable, LogIn.Load()));
            return await run(client, result, ct);
        });

    /// <summary>A command that finds the server by itself.</summary>
    public static Command WithoutClient(string name, string description, Symbol[] symbols, Func<ParseResult, CancellationToken, Task<int>> run)
    {
        var command = new Command(name, description);
        foreach (var symbol in symbols)
        {
            if (symbol is Argument argument)
            {
                command.Arguments.Add(argument);
            }
            else
            {
                command.Options.Add((Option)symbol);
            }
        }

        command.Options.Add(Server);
        command.Options.Add(Token);
        command.Options.Add(WorkspaceId);
        command.SetAction(async (result, ct) =>
        {
            try
            {
                return await run(result, ct);
            }
            catch (Exception wrong) when (wrong is RefusedException or IOException or UnauthorizedAccessException)
            {
                await Console.Error.WriteLineAsync(wrong.Message);
                return 1;
            }
        });
        return command;
    }

    /// <summary>Was the answer asked for in JSON?</summary>
    public static bool IsJson(ParseResult result) => result.GetValue(Json);
}
