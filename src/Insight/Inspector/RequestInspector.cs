using System.Globalization;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace Pintle.Insight.Inspector;

/// <summary>A webhook to look at: prints every request that arrives and answers 200.</summary>
public static class RequestInspector
{
    private static readonly JsonSerializerOptions Pretty = new() { WriteIndented = true, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>Listens on loopback until cancelled.</summary>
    public static async Task RunAsync(int port, TextWriter output, CancellationToken ct)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.ConfigureKestrel(kestrel => kestrel.ListenLocalhost(port));
        await using var app = builder.Build();
        var gate = new SemaphoreSlim(1);
        app.Run(async context =>
        {
            var text = await DescribeAsync(context.Request);
            await gate.WaitAsync(context.RequestAborted);
            try
            {
                await output.WriteLineAsync(text);
            }
            finally
            {
                gate.Release();
            }
        });
        await app.StartAsync(ct);
        await output.WriteLineAsync(string.Create(CultureInfo.InvariantCulture, $"Inspector: what arrives at http://127.0.0.1:{port}/ is shown here."));
        await Task.Delay(Timeout.Infinite, ct).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
    }

    private static async Task<string> DescribeAsync(HttpRequest request)
    {
        using var reader = new StreamReader(request.Body, Encoding.UTF8);
        var body = await reader.ReadToEndAsync();
        var time = TimeProvider.System.GetLocalNow().ToString("HH:mm:ss.fff", CultureInfo.InvariantCulture);
        return $"── {time} {request.Method} {request.Path}{request.QueryString}\n{Format(body)}";
    }

    private static string Format(string body)
    {
        try
        {
            return body.Length == 0 ? "" : JsonSerializer.Serialize(JsonDocument.Parse(body).RootElement, Pretty);
        }
        catch (JsonException)
        {
            return body;
        }
    }
}
