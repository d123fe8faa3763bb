using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Pintle.Load;

/// <summary>Stands for a control plane that has the same code for every version.</summary>
internal sealed class CodeBackend(WebApplication app) : IAsyncDisposable
{
    public string Url => app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.First();

    public static async Task<CodeBackend> StartAsync()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.ConfigureKestrel(kestrel => kestrel.Listen(System.Net.IPAddress.Loopback, 0));
        var app = builder.Build();
        app.Run(context => context.Response.WriteAsync(JsonSerializer.Serialize(new
        {
            versionId = context.Request.Query["versionId"].ToString(), name = "bench", code = UserCodeSample.Module, codeVersion = "1",
        })));
        await app.StartAsync();
        return new CodeBackend(app);
    }

    public ValueTask DisposeAsync() => app.DisposeAsync();
}
