using System.CommandLine;
using System.Text.Json;
using System.Text.Json.Nodes;
using Pintle.Server.Configuration;
using Pintle.Server.Hosting;
using Pintle.Workspace;

namespace Pintle.Server.Cli;

/// <summary><c>pintle openapi</c>: the description of the API, as a server with the control plane in the box has it.</summary>
internal static class OpenApiCommand
{
    private static readonly JsonSerializerOptions Readable = new() { WriteIndented = true };

    public static Command Create()
    {
        var command = new Command("openapi", "Prints the OpenAPI document of the control plane.");
        command.SetAction((_, ct) => RunAsync(ct));
        return command;
    }

    private static async Task<int> RunAsync(CancellationToken ct)
    {
        var directory = Directory.CreateTempSubdirectory("pintle-openapi-").FullName;
        try
        {
            const string Loopback = "127.0.0.1";
            var options = new PintleOptions
            {
                DataDirectory = directory,
                Gateway = new GatewaySection { Host = Loopback, Port = 0 },
                Control = new ControlSection { Host = Loopback, Port = 0 },
                Log = new LogSection { Level = "error" },
            };
            await using var host = await PintleHost.StartAsync(options, new WorkspaceHolder(), ct);
            using var http = new HttpClient { BaseAddress = new Uri(host.Addresses[^1]) };
            var document = JsonNode.Parse(await http.GetStringAsync(new Uri("/api/v1/openapi.json", UriKind.Relative), ct))!;

            // Where this process happened to listen.
            document.AsObject().Remove("servers");
            Console.WriteLine(document.ToJsonString(Readable));
            await host.StopAsync();
            return 0;
        }
        finally
        {
            Directory.Delete(directory, recursive: true);
        }
    }
}
