using System.Diagnostics;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Pintle.TestKit;

namespace Pintle.EndToEnd.Tests.ControlPlane;

/// <summary>The commands of the API against the real server.</summary>
public sealed partial class WorkspaceCommandTests : IAsyncLifetime
{
    private const string Hook = "https://hook.example/secret-path";

    private readonly CancellationTokenSource _limit = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
    private readonly ServerProcess _server = new();
    private string _token = "";
    private string _workspace = "";

    public WorkspaceCommandTests() => _limit.CancelAfter(TimeSpan.FromSeconds(120));

    private CancellationToken Ct => _limit.Token;

    private string ConfigHome => Path.Combine(_server.DataDirectory, "config-home");

    public async ValueTask InitializeAsync()
    {
        Assert.True(await _server.StartInTheBoxAsync(Ct), _server.Output);
        using var browser = new HttpClient { BaseAddress = _server.ControlAddress };
        _workspace = await _server.SetUpAsync(browser, Ct);
        _token = (await browser.MakeAsync($"/api/v1/workspaces/{_workspace}/tokens", new { name = "cli", role = "admin" }, Ct))["token"]!.GetValue<string>();
    }

    public async ValueTask DisposeAsync()
    {
        await _server.DisposeAsync();
        _limit.Dispose();
    }

    [Fact]
    public async Task Who_logs_in_once_works_with_everything_of_the_workspace_until_they_log_out()
    {
        Assert.Contains("There is no token for http://127.0.0.1:8081", await RefusedAsync("api", "sources", "list"), StringComparison.Ordinal);
        Assert.Contains("does not know the token", await RefusedAsync("login", "--server", $"{_server.ControlAddress}", "--token", "pat_wrong"), StringComparison.Ordinal);
        Assert.Contains("is not the address of a control plane", await RefusedAsync("login", "--server", $"{_server.GatewayAddress}", "--token", _token), StringComparison.Ordinal);
        Assert.Contains("has no workspace \"ws_other\"", await RefusedAsync("login", "--server", $"{_server.ControlAddress}", "--token", _token, "--workspace-id", "ws_other"), StringComparison.Ordinal);

        var (code, text, errors) = await RunAsync(["login", "--server", $"{_server.ControlAddress}"], input: $"{_token}\n");
        Assert.True(code == 0, errors);
        Assert.Contains($"as ada@shop.example: admin of Shop ({_workspace}).", text, StringComparison.Ordinal);
        Assert.DoesNotContain(_token, text + errors, StringComparison.Ordinal);
        var kept = Path.Combine(ConfigHome, "pintle", "login.json");
        Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, OperatingSystem.IsWindows() ? default : File.GetUnixFileMode(kept));

        var source = JsonNode.Parse(await GoodAsync("api", "sources", "create", "--set", "name=Web", "--set", "type=Javascript", "--json"))!["id"]!.GetValue<string>();
        var body = Path.Combine(_server.DataDirectory, "hook.yaml");
        await File.WriteAllTextAsync(body, $"name: Hook\ntype: WEBHOOK\nsettings:\n  webhookUrl: {Hook}\n  webhookMethod: POST\n", Ct);
        var destination = JsonNode.Parse(await GoodAsync("api", "destinations", "create", "--body", body, "--set", "enabled=false", "--json"))!["id"]!.GetValue<string>();
        await GoodAsync("api", "connections", "create", "--set", $"sourceId={source}", "--set", $"destinationId={destination}");

        Assert.Matches($@"(?m)^ID +NAME +TYPE +ENABLED +UPDATEDAT\s+{source} +Web +Javascript +yes +2", await GoodAsync("api", "sources", "list"));
        Assert.Contains("name: Shop window\n", await GoodAsync("api", "sources", "update", source, "--set", "name=Shop window"), StringComparison.Ordinal);
        Assert.Contains("enabled: false\n", await GoodAsync("api", "destinations", "show", destination), StringComparison.Ordinal);
        Assert.Contains("in use by destination \"Hook\"", await RefusedAsync("api", "sources", "delete", source), StringComparison.Ordinal);
        Assert.Contains("  name: A source needs a name", await RefusedAsync("api", "sources", "create", "--set", "name= ", "--set", "type=Javascript"), StringComparison.Ordinal);
        var connection = JsonNode.Parse(await GoodAsync("api", "connections", "list", "--json"))![0]!["id"]!.GetValue<string>();
        await GoodAsync("api", "connections", "delete", connection);
        Assert.Contains($"Deleted the source {source}.", await GoodAsync("api", "sources", "delete", source), StringComparison.Ordinal);
        Assert.Contains("name: Shop window\n", await GoodAsync("api", "request", "POST", $"sources/{source}/restore"), StringComparison.Ordinal);
        await GoodAsync("api", "request", "DELETE", $"sources/{source}");
        Assert.Contains("ada@shop.example", await GoodAsync("api", "members", "list"), StringComparison.Ordinal);
        Assert.Matches("^ID +NAME +TYPE +NEEDSRECONNECTING +REFRESHEDAT", await GoodAsync("api", "accounts", "list"));
        Assert.Contains("There is no account", await RefusedAsync("api", "accounts", "show", "acc_none"), StringComparison.Ordinal);
        Assert.Matches("ada@shop.example +deleted +source", await GoodAsync("api", "audit", "list", "--limit", "1"));
        Assert.Contains("cli", await GoodAsync("api", "tokens", "list"), StringComparison.Ordinal);

        Assert.Contains("\"destinations\"", await GoodAsync("api", "request", "GET", "status", "--json"), StringComparison.Ordinal);
        Assert.Contains("There is no", await RefusedAsync("api", "request", "GET", "nothing/of/the/kind"), StringComparison.Ordinal);
        await GoodAsync("api", "invitations", "create", "--set", "email=bob@shop.example", "--set", "role=viewer");
        Assert.Matches("bob@shop.example +viewer", await GoodAsync("api", "invitations", "list"));
        Assert.Matches("^ID +NAME +ISSUER", await GoodAsync("api", "sso-issuers", "list"));

        await GoodAsync("logout");
        Assert.False(File.Exists(kept));
    }

    [Fact]
    public async Task Lists_are_read_to_their_end_or_say_that_there_is_more()
    {
        using var http = new HttpClient { BaseAddress = _server.ControlAddress };
        http.DefaultRequestHeaders.Authorization = new("Bearer", _token);
        for (var i = 0; i < 203; i++)
        {
            await http.MakeAsync($"/api/v1/workspaces/{_workspace}/sources", new { name = $"Source {i}", type = "Javascript" }, Ct);
        }

        Assert.Equal(203, JsonNode.Parse(await TokenAsync(0, null, "api", "sources", "list", "--json", "--limit", "1000"))!.AsArray().Select(s => $"{s!["id"]}").Distinct().Count());
        var (_, some, errors) = await RunAsync(["api", "sources", "list", "--limit", "201", "--json"], variables: Variables(null));
        Assert.Equal(201, JsonNode.Parse(some)!.AsArray().Count);
        Assert.Contains("There are more than these 201", errors, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_workspace_is_kept_as_a_file_compared_with_it_and_made_what_it_says()
    {
        var file = Path.Combine(_server.DataDirectory, "shop.yaml");
        await File.WriteAllTextAsync(file, WorkspaceJson.Of(("hook", Hook)), Ct);
        Assert.Matches("created +destination +hook", await TokenAsync(0, Hook, "workspace", "import", file, "--dry-run"));
        Assert.Contains("created", await TokenAsync(0, Hook, "workspace", "import", file), StringComparison.Ordinal);

        await TokenAsync(0, Hook, "api", "credentials", "create", "--set", "key=vendor", "--set", "value=hush hush", "--set", "isSecret=true");
        var code = "export function transformEvent(event) {\n  return event; // as it came\n}\n";
        var codeFile = Path.Combine(_server.DataDirectory, "code.json");
        await File.WriteAllTextAsync(codeFile, new JsonObject { ["name"] = "Same", ["code"] = code, ["publish"] = true }.ToJsonString(), Ct);
        var transformation = JsonNode.Parse(await TokenAsync(0, Hook, "api", "transformations", "create", "--body", codeFile, "--json"))!["id"]!.GetValue<string>();
        await TokenAsync(0, Hook, "api", "destinations", "update", "hook", "--set", $"transformationId={transformation}");

        await TokenAsync(0, Hook, "workspace", "export", "--file", file);
        var yaml = await File.ReadAllTextAsync(file, Ct);
        Assert.Contains("code: |\n", yaml, StringComparison.Ordinal);
        Assert.Contains("env.PINTLE_CREDENTIAL_VENDOR", yaml, StringComparison.Ordinal);
        Assert.DoesNotContain("hush", yaml, StringComparison.Ordinal);
        Assert.Contains("PINTLE_CREDENTIAL_VENDOR (for credentials.", await RefusedAsync(Variables(null), "workspace", "diff", file), StringComparison.Ordinal);
        Assert.Contains("0 created, 0 updated, 0 removed", await TokenAsync(0, "hush hush", "workspace", "diff", file), StringComparison.Ordinal);

        await TokenAsync(0, null, "api", "sources", "create", "--set", "name=Stray", "--set", "type=Javascript");
        await TokenAsync(0, null, "api", "destinations", "update", "hook", "--set", "name=Renamed");
        var diff = await TokenAsync(2, "hush hush", "workspace", "diff", file);
        Assert.Matches("updated +destination +hook", diff);
        Assert.Contains("destination hook:\n  name: \"Renamed\" → \"hook\"\n", diff, StringComparison.Ordinal);
        Assert.Matches("removed +source +src_\\w+ +Stray", diff);
        Assert.Contains("Nothing was changed", diff, StringComparison.Ordinal);
        var report = JsonNode.Parse(await TokenAsync(2, "hush hush", "workspace", "diff", file, "--json"))!;
        Assert.True(report["dryRun"]!.GetValue<bool>());

        await TokenAsync(0, "hush hush", "workspace", "apply", file, "--keep");
        Assert.DoesNotContain("updated ", await TokenAsync(2, "hush hush", "workspace", "diff", file), StringComparison.Ordinal);
        await TokenAsync(0, "hush hush", "workspace", "apply", file);
        await TokenAsync(0, "hush hush", "workspace", "diff", file);
        Assert.Equal(JsonNode.Parse(await TokenAsync(0, null, "workspace", "export", "--json"))!.ToJsonString(), await ExportedJsonAsync());
        Assert.Equal(WithoutTimes(yaml), WithoutTimes(await TokenAsync(0, null, "workspace", "export")));
    }

    [Fact]
    public async Task What_the_server_can_not_take_is_told_beside_the_report_and_broken_files_with_their_line()
    {
        var file = Path.Combine(_server.DataDirectory, "odd.yaml");
        await File.WriteAllTextAsync(file, "sources:\n  - id: s1\n    name: Odd\n    sourceDefinition: {name: Nobody}\nstrange: {a: 1}\n", Ct);
        var (code, _, errors) = await RunAsync(["workspace", "import", file], variables: Variables(null));
        Assert.Equal(0, code);
        Assert.Contains("strange: This version has no place for it", errors, StringComparison.Ordinal);

        await File.WriteAllTextAsync(file, "sources:\n  - id: s1\n    id: s2\n", Ct);
        Assert.Contains($"{file}, line 3:", await RefusedAsync(Variables(null), "workspace", "import", file), StringComparison.Ordinal);
        await File.WriteAllTextAsync(file, "just text", Ct);
        Assert.Contains("must be an object", await RefusedAsync(Variables(null), "workspace", "import", file), StringComparison.Ordinal);
        Assert.Contains("nowhere.yaml", await RefusedAsync(Variables(null), "workspace", "import", "nowhere.yaml"), StringComparison.Ordinal);
        Assert.Contains("can't be reached", await RefusedAsync(Variables(null), "workspace", "export", "--server", "http://127.0.0.1:1"), StringComparison.Ordinal);
    }

    // A destination that was changed and changed back says when.
    private static string WithoutTimes(string yaml) => UpdatedAt().Replace(yaml, "");

    private async Task<string> ExportedJsonAsync()
    {
        var file = Path.Combine(_server.DataDirectory, "export.json");
        await TokenAsync(0, null, "workspace", "export", "--file", file);
        return JsonNode.Parse(await File.ReadAllTextAsync(file, Ct))!.ToJsonString();
    }

    private Dictionary<string, string> Variables(string? secret)
    {
        var variables = new Dictionary<string, string> { ["PINTLE_SERVER"] = $"{_server.ControlAddress}", ["PINTLE_TOKEN"] = _token };
        if (secret is not null)
        {
            variables["PINTLE_CREDENTIAL_VENDOR"] = secret;
        }

        return variables;
    }

    private async Task<string> TokenAsync(int expected, string? secret, params string[] arguments)
    {
        var (code, text, errors) = await RunAsync(arguments, variables: Variables(secret));
        Assert.True(code == expected, $"{string.Join(' ', arguments)}: {code}\n{text}\n{errors}");
        return text;
    }

    private async Task<string> GoodAsync(params string[] arguments)
    {
        var (code, text, errors) = await RunAsync(arguments);
        Assert.True(code == 0, $"{string.Join(' ', arguments)}: {code}\n{errors}");
        return text;
    }

    private Task<string> RefusedAsync(params string[] arguments) => RefusedAsync([], arguments);

    private async Task<string> RefusedAsync(Dictionary<string, string> variables, params string[] arguments)
    {
        var (code, _, errors) = await RunAsync(arguments, variables: variables);
        Assert.Equal(1, code);
        Assert.DoesNotContain("   at ", errors, StringComparison.Ordinal);
        return errors;
    }

    private async Task<(int Code, string Text, string Errors)> RunAsync(string[] arguments, string input = "", Dictionary<string, string>? variables = null)
    {
        var start = new ProcessStartInfo("dotnet")
        {
            RedirectStandardInput = true, RedirectStandardOutput = true, RedirectStandardError = true, ArgumentList = { "exec", Path.Combine(AppContext.BaseDirectory, "pintle.dll") },
        };
        Array.ForEach(arguments, start.ArgumentList.Add);
        start.Environment["XDG_CONFIG_HOME"] = ConfigHome;
        foreach (var (name, value) in variables ?? [])
        {
            start.Environment[name] = value;
        }

        using var command = Process.Start(start)!;
        await command.StandardInput.WriteAsync(input.AsMemory(), Ct);
        command.StandardInput.Close();
        var (output, errors) = (command.StandardOutput.ReadToEndAsync(Ct), command.StandardError.ReadToEndAsync(Ct));
        await command.WaitForExitAsync(Ct);
        return (command.ExitCode, await output, await errors);
    }

    [GeneratedRegex(@"(?m)^ +updatedAt: .*$")]
    private static partial Regex UpdatedAt();
}
