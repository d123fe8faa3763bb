using System.CommandLine;
using Microsoft.Extensions.Logging.Abstractions;
using Pintle.Server.Configuration;
using Pintle.Server.Hosting;
using Pintle.Server.Transformations;
using Pintle.UserCode;
using Pintle.UserCode.Publishing;
using Pintle.Workspace.Files;
using Pintle.Workspace.Reading;

namespace Pintle.Server.Cli.Transformations;

/// <summary>The user code of a workspace file, for commands that need no server.</summary>
internal sealed class CodeWorkspace : IAsyncDisposable
{
    private const int CannotBeDone = 2;

    private static readonly Option<string?> File = new("--workspace") { Description = "The workspace file; the configured one when left out." };
    private static readonly Option<string?> Config = new("--config") { Description = "Configuration file of the server." };
    private static readonly Option<bool> Json = new("--json") { Description = "Answers in JSON." };

    private readonly WorkspaceDocument _document;
    private readonly UserCodeHost _code;

    private CodeWorkspace(PintleOptions options, string file, bool isJson)
    {
        _document = new WorkspaceDocument(file, options.Workspace.Backend.Length > 0, TimeProvider.System);
        _code = new UserCodeHost(options, null, NullLogger<UserCodeRunner>.Instance);
        Revisions = new FileRevisions(_document, TimeProvider.System);
        IsJson = isJson;
    }

    public IRevisionStore Revisions { get; }

    public bool IsJson { get; }

    public UserCodeRunner Runner => _code.Parts.Runner;

    /// <summary>A command on a workspace file. What it returns is the exit code.</summary>
    public static Command Command(string name, string description, Symbol[] symbols, Func<CodeWorkspace, ParseResult, CancellationToken, Task<int>> run)
    {
        var command = new Command(name, description) { File, Config, Json };
        foreach (var symbol in symbols)
        {
            Add(command, symbol);
        }

        command.SetAction(async (result, ct) =>
        {
            try
            {
                var options = ServeCommand.LoadOptions(result.GetValue(Config), []);
                await using var workspace = new CodeWorkspace(options, result.GetValue(File) ?? (options.Workspace.File is { Length: > 0 } file ? file : "workspace.json"), result.GetValue(Json));
                return await run(workspace, result, ct);
            }
            catch (Exception wrong) when (wrong is RefusedException or RevisionException or WorkspaceException or ConfigurationException or IOException or UnauthorizedAccessException)
            {
                await Console.Error.WriteLineAsync(wrong.Message);
                return CannotBeDone;
            }
        });
        return command;
    }

    /// <summary>Tests and publishes, with the file's credentials.</summary>
    public async Task<Publisher> PublisherAsync(CancellationToken ct) => new(Revisions, Runner, await CredentialsAsync(ct));

    public async Task<IReadOnlyDictionary<string, string>> CredentialsAsync(CancellationToken ct) => (await _document.ReadAsync(ct)).Credentials;

    /// <summary>Destinations that have a version of a transformation.</summary>
    public async Task<IReadOnlyList<string>> DestinationsAsync(string id, CancellationToken ct) =>
        [.. (await _document.ReadAsync(ct)).DestinationsById.Values.Where(d => d.Transformations.Any(t => t.Id == id)).Select(d => d.Id).Order(StringComparer.Ordinal)];

    /// <summary>All versions, transformations first.</summary>
    public async Task<IReadOnlyList<Revision>> AllAsync(CancellationToken ct) =>
        [.. await Revisions.ListAsync(CodeKind.Transformation, ct), .. await Revisions.ListAsync(CodeKind.Library, ct)];

    /// <summary>Versions of the one that is meant by an id or a name.</summary>
    /// <exception cref="RefusedException">None or several are.</exception>
    public async Task<IReadOnlyList<Revision>> FindAsync(string idOrName, CancellationToken ct)
    {
        var all = (await AllAsync(ct)).GroupBy(r => (r.Kind, r.Id)).ToList();
        var found = all.FindAll(g => g.Key.Id == idOrName) is { Count: > 0 } byId ? byId : all.FindAll(g => g.Any(r => r.Name.Equals(idOrName, StringComparison.OrdinalIgnoreCase)));
        return found switch
        {
            [var one] => [.. one],
            [] => throw new RefusedException($"There is no transformation and no library \"{idOrName}\". pintle transformations list names them."),
            _ => throw new RefusedException($"\"{idOrName}\" may be {string.Join(" or ", found.Select(g => $"the {g.Key.Kind.ToString().ToLowerInvariant()} {g.Key.Id}"))}; name it by its id."),
        };
    }

    public ValueTask DisposeAsync() => _code.DisposeAsync();

    private static void Add(Command command, Symbol symbol)
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
}
