using System.Diagnostics;
using System.Net.Http.Json;
using System.Text.Json.Nodes;
using Pintle.TestKit;

namespace Pintle.Load;

/// <summary>A server with the control plane in the box, and a person who has logged in.</summary>
internal sealed class BoxUnderLoad : IAsyncDisposable
{
    private readonly Process _server;
    private readonly string _directory;

    private BoxUnderLoad(Process server, string directory, HttpClient api, int port, string workspace) => (_server, _directory, Api, Port, Workspace) = (server, directory, api, port, workspace);

    public HttpClient Api { get; }

    public int Port { get; }

    /// <summary>Path of the workspace in the API.</summary>
    public string Workspace { get; }

    public TimeSpan Cpu
    {
        get
        {
            _server.Refresh();
            return _server.TotalProcessorTime;
        }
    }

    /// <param name="document">What the workspace is to have.</param>
    public static async Task<BoxUnderLoad> StartAsync(string document)
    {
        var directory = Directory.CreateDirectory(Path.Combine(Path.GetTempPath(), $"pintle-load-{Guid.CreateVersion7()}")).FullName;
        var (gateway, control) = (FreePort.Take(), FreePort.Take());
        var server = Process.Start(new ProcessStartInfo(Subject.Executable)
        {
            RedirectStandardOutput = true,
            ArgumentList =
            {
                "serve", "--dataDirectory", directory, "--workspace.file", "", "--gateway.host", "127.0.0.1", "--gateway.port", $"{gateway}", "--control.port", $"{control}",
                "--outbound.allow", "127.0.0.0/8", "--log.level", "warning",
            },
        })!;
        var token = ConfigScenario.Token().Match((await server.StandardOutput.ReadLineAsync())!).Groups[1].Value;
        var api = new HttpClient { BaseAddress = new Uri($"http://127.0.0.1:{control}"), Timeout = Timeout.InfiniteTimeSpan };
        var person = await PostAsync(api, "/api/v1/setup", new { token, name = "Bench", email = "bench@load.example", password = "a long enough password", workspaceName = "Load" });
        var workspace = $"/api/v1/workspaces/{person["workspaces"]![0]!["id"]}";
        await PostAsync(api, $"{workspace}/import", JsonNode.Parse(document)!);

        // Until what was imported is in force.
        await Task.Delay(2_000);
        return new BoxUnderLoad(server, directory, api, gateway, workspace);
    }

    public async ValueTask DisposeAsync()
    {
        Api.Dispose();
        _server.Kill();
        await _server.WaitForExitAsync();
        _server.Dispose();
        Directory.Delete(_directory, recursive: true);
    }

    private static async Task<JsonNode> PostAsync(HttpClient http, string path, object body)
    {
        using var answer = await http.PostAsJsonAsync(path, body);
        var text = await answer.Content.ReadAsStringAsync();
        return answer.IsSuccessStatusCode ? JsonNode.Parse(text)! : throw new InvalidOperationException($"{path}: {(int)answer.StatusCode} {text}");
    }
}
