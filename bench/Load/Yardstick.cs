using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using Pintle.Events;
using Pintle.Gateway;
using Pintle.TestKit;
using Pintle.Workspace;
using Pintle.Workspace.Reading;

namespace Pintle.Load;

/// <summary>What ingest is measured against, in a process of its own.</summary>
internal static class Yardstick
{
    /// <summary>A Kestrel endpoint that reads the body and answers 200.</summary>
    public const string Bare = "bare";

    /// <summary>Pintle's gateway, which reads, checks and splits the events, and then forgets them.</summary>
    public const string Parsing = "parsing";

    public static async Task<int> ServeAsync(string kind, int port)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.ConfigureKestrel(kestrel => kestrel.Listen(System.Net.IPAddress.Loopback, port));
        await using var app = builder.Build();
        app.Run(kind == Bare ? AnswerAsync : GatewayWithoutStore().HandleAsync);
        await app.RunAsync();
        return 0;
    }

    private static async Task AnswerAsync(HttpContext context)
    {
        var buffer = System.Buffers.ArrayPool<byte>.Shared.Rent(32 * 1024);
        while (await context.Request.Body.ReadAsync(buffer) > 0)
        {
        }

        System.Buffers.ArrayPool<byte>.Shared.Return(buffer);
        context.Response.ContentLength = 2;
        await context.Response.Body.WriteAsync("ok"u8.ToArray());
    }

    private static GatewayApp GatewayWithoutStore()
    {
        var workspace = new WorkspaceHolder();
        workspace.Swap(WorkspaceReader.Read(System.Text.Encoding.UTF8.GetBytes(WorkspaceJson.Of()), 1, TimeProvider.System.GetUtcNow()));
        var info = new GatewayInfo("", "", _ => Task.FromResult(true), () => TimeProvider.System.GetUtcNow(), "JSON");
        return new GatewayApp(
            new GatewayOptions(), workspace, (_, _) => ValueTask.FromResult(IntakeResult.Stored), JobRuns.None, info, TimeProvider.System, NullLogger<GatewayApp>.Instance);
    }
}
