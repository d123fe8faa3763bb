using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.Logging;

namespace Pintle.Load;

/// <summary>A bare Kestrel endpoint that reads the body and answers 200: what ingest is measured against.</summary>
internal static class Yardstick
{
    public static async Task<int> ServeAsync(int port)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.ConfigureKestrel(kestrel => kestrel.Listen(System.Net.IPAddress.Loopback, port));
        await using var app = builder.Build();
        var ok = "ok"u8.ToArray();
        app.Run(async context =>
        {
            var buffer = System.Buffers.ArrayPool<byte>.Shared.Rent(32 * 1024);
            while (await context.Request.Body.ReadAsync(buffer) > 0)
            {
            }

            System.Buffers.ArrayPool<byte>.Shared.Return(buffer);
            context.Response.ContentLength = ok.Length;
            await context.Response.Body.WriteAsync(ok);
        });
        await app.RunAsync();
        return 0;
    }
}
