using System.Diagnostics;
using System.Net.Http.Json;
using System.Text.Json;
using System.Text.Json.Nodes;
using Pintle.TestKit;

namespace Pintle.EndToEnd.Tests;

/// <summary>User code of a workspace file: tested and published by commands, run by the server.</summary>
public sealed class TransformationCommandTests : IAsyncDisposable
{
    private const string Masks = "import { stars } from 'textTools';\nexport function transformEvent(event: any) { event.email = stars(event.email); return event }";
    private const string Document = $$"""
        {"workspaceId":"ws","sources":[{"id":"src","writeKey":"{{WorkspaceJson.WriteKey}}","enabled":true,"sourceDefinition":{"name":"Javascript"},"destinations":[
          {"id":"hook","enabled":true,"transformations":[{"id":"mask","versionId":"mask-1"}],"destinationDefinition":{"name":"WEBHOOK","displayName":"Webhook"} }]}],
         "libraries":[{"versionId":"tools-1"}],
         "libraryVersions":[{"id":"tools","versionId":"tools-1","name":"Text tools","code":"export const stars = (text) => '*'.repeat(text.length)"}],
         "transformationVersions":[{"id":"mask","versionId":"mask-1","name":"Mask","code":"export function transformEvent(event) { return event }"}] }
        """;

    private readonly CancellationTokenSource _limit = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
    private readonly ServerProcess _server = new();

    public TransformationCommandTests()
    {
        _limit.CancelAfter(TimeSpan.FromSeconds(120));
        _server.WriteWorkspace(Document);
        Write("mask.ts", Masks);
        Write("tests.json", """[{"name":"masks","events":[{"email":"abc"}],"expected":[{"email":"***"}]}]""");
    }

    private CancellationToken Ct => _limit.Token;

    public async ValueTask DisposeAsync()
    {
        await _server.DisposeAsync();
        _limit.Dispose();
    }

    [Fact]
    public async Task What_is_published_runs_at_its_destinations()
    {
        var port = FreePort.Take();
        Assert.True(await _server.StartAsync(Ct, null, "--roles", "gateway,pipeline,control,transformer", "--transformer.port", $"{port}"), _server.Output);
        var (code, text) = await RunAsync("publish", "Mask", "--code", "mask.ts", "--tests", "tests.json");
        Assert.True(code == 0 && text.Contains("mask-2 is in force at hook.", StringComparison.Ordinal), text);
        Assert.Contains("mask-2", await File.ReadAllTextAsync(Path.Combine(_server.DataDirectory, "workspace.json"), Ct), StringComparison.Ordinal);

        using var http = new HttpClient { BaseAddress = new Uri($"http://127.0.0.1:{port}") };
        JsonNode? item = null;
        await _server.UntilAsync(async () => (item = await TransformAsync(http, "mask-2"))["statusCode"]!.GetValue<int>() == 200, Ct);
        Assert.Equal("*****", item!["output"]!["email"]!.GetValue<string>());
        Assert.Equal("Transformation not found in the workspace file: version mask-9", (await TransformAsync(http, "mask-9"))["error"]!.GetValue<string>());
    }

    [Fact]
    public async Task A_test_that_is_not_good_ends_with_1_and_nothing_is_written()
    {
        Write("broken.js", "export function transformEvent(event) { return { email: event.email } }");
        var (code, text) = await RunAsync("publish", "mask", "--code", "broken.js", "--tests", "tests.json");
        Assert.True(code == 1 && text.Contains("[0].email: expected \"***\", but it is \"abc\"", StringComparison.Ordinal), text);
        Assert.Equal(Document, await File.ReadAllTextAsync(Path.Combine(_server.DataDirectory, "workspace.json"), Ct));
    }

    [Fact]
    public async Task Events_of_a_file_are_shown_as_they_come_out()
    {
        Write("event.json", """{"email":"a","n":1}""");
        var (code, text) = await RunAsync("test", "mask", "--events", "event.json", "--json");
        Assert.Equal(0, code);
        Assert.Equal("""[{"email":"a","n":1}]""", JsonNode.Parse(text)![0]!["results"]![0]!["outputs"]!.ToJsonString());
    }

    [Fact]
    public async Task All_that_is_in_force_is_tested_and_listed()
    {
        var (code, text) = await RunAsync("test");
        Assert.True(code == 0 && text.Contains("passed  compiles and loads", StringComparison.Ordinal) && text.Contains("passed  sample event", StringComparison.Ordinal), text);
        var listed = JsonNode.Parse((await RunAsync("list", "--json")).Text)!.AsArray();
        Assert.Equal([("mask", "mask-1"), ("tools", "tools-1")], listed.Select(l => ((string)l!["id"]!, (string)l["published"]![0]!)));
        Assert.Contains("Imported as \"textTools\".", (await RunAsync("show", "text tools")).Text, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("There is no transformation and no library \"absent\".", "show", "absent")]
    [InlineData("There is no version \"mask-7\" of mask.", "test", "mask", "--version", "mask-7")]
    [InlineData("file.tests[0].events is missing.", "publish", "mask", "--code", "mask.ts", "--tests", "wrong.json")]
    [InlineData("Python is not run", "publish", "mask", "--code", "mask.py")]
    public async Task What_cannot_be_done_is_said(string problem, params string[] arguments)
    {
        Write("wrong.json", """[{"name":"t"}]""");
        Write("mask.py", "");
        var (code, text) = await RunAsync(arguments);
        Assert.True(code == 2 && text.Contains(problem, StringComparison.Ordinal), text);
    }

    [Fact]
    public async Task A_transformer_without_any_code_says_that_for_each_event()
    {
        using var transformer = await TransformerProcess.StartAsync(_server.DataDirectory, Ct);
        using var http = new HttpClient { BaseAddress = transformer.Address };
        var item = await TransformAsync(http, "mask-1");
        Assert.Equal(404, item["statusCode"]!.GetValue<int>());
        Assert.StartsWith("Transformation not found: version mask-1", item["error"]!.GetValue<string>(), StringComparison.Ordinal);
    }

    private async Task<JsonNode> TransformAsync(HttpClient http, string version)
    {
        var body = JsonSerializer.Serialize(new[]
        {
            new
            {
                message = new { messageId = "m", email = "a@b.c" }, metadata = new { messageId = "m", sourceId = "src", destinationId = "hook" },
                destination = new { Transformations = new[] { new { VersionID = version } } }, libraries = new[] { new { VersionID = "tools-1" } },
            },
        });
        using var answer = await http.PostAsync(new Uri("/customTransform", UriKind.Relative), new StringContent(body), Ct);
        return (await answer.Content.ReadFromJsonAsync<JsonArray>(Ct))!.Single()!;
    }

    private void Write(string name, string text) => File.WriteAllText(Path.Combine(_server.DataDirectory, name), text);

    private async Task<(int Code, string Text)> RunAsync(params string[] arguments)
    {
        var start = new ProcessStartInfo("dotnet", ["exec", Path.Combine(AppContext.BaseDirectory, "pintle.dll"), "transformations", .. arguments, "--workspace", "workspace.json"])
        {
            WorkingDirectory = _server.DataDirectory,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        using var command = Process.Start(start)!;
        var (output, errors) = (command.StandardOutput.ReadToEndAsync(Ct), command.StandardError.ReadToEndAsync(Ct));
        await command.WaitForExitAsync(Ct);
        return (command.ExitCode, await output + await errors);
    }
}
