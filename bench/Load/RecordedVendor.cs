using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Pintle.Load;

/// <summary>Answers look-ups as vendors did when cases were recorded, by method and address; away for what was not recorded.</summary>
internal sealed class RecordedVendor(WebApplication app) : IAsyncDisposable
{
    public string Url => app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.First();

    /// <param name="names">The destinations whose vendors answer.</param>
    public static async Task<RecordedVendor> StartAsync(IEnumerable<string> names)
    {
        var answers = new Dictionary<string, JsonNode>();
        foreach (var name in names)
        {
            var file = JsonNode.Parse(await File.ReadAllTextAsync(Path.Combine(TransformSample.Folder, $"{name}.json")))!;
            foreach (var recorded in file["network"]!.AsArray().Where(n => n!["httpRes"]!["status"]?.GetValue<int>() == 200))
            {
                answers.TryAdd($"{recorded!["httpReq"]!["method"]} {recorded["httpReq"]!["url"]}", recorded["httpRes"]!["data"] ?? "");
            }
        }

        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.ConfigureKestrel(kestrel => kestrel.Listen(System.Net.IPAddress.Loopback, 0));
        var app = builder.Build();
        app.Run(async context =>
        {
            // /https/host/path stands for https://host/path.
            var address = $"{context.Request.Path}{context.Request.QueryString}"[1..].Split('/', 2);
            if (answers.TryGetValue($"{context.Request.Method} {address[0]}://{address[^1]}", out var answer))
            {
                context.Response.ContentType = "application/json";
                await context.Response.WriteAsync(answer.ToJsonString());
            }
            else
            {
                context.Abort();
            }
        });
        await app.StartAsync();
        return new RecordedVendor(app);
    }

    public ValueTask DisposeAsync() => app.DisposeAsync();
}
