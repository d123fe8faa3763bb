using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using OpenTelemetry.Metrics;
using OpenTelemetry.Resources;

namespace Pintle.Insight;

/// <summary>Metrics of all meters of the product, for Prometheus and, where configured, OTLP.</summary>
public static class PintleTelemetry
{
    private const string OtlpEndpoint = "OTEL_EXPORTER_OTLP_ENDPOINT";

    /// <summary>Collects every meter named <c>Pintle.*</c> and the runtime's own.</summary>
    public static IServiceCollection AddPintleTelemetry(this IServiceCollection services)
    {
        services.AddOpenTelemetry().ConfigureResource(resource => resource.AddService("pintle")).WithMetrics(metrics =>
        {
            metrics.AddMeter("Pintle.*", "System.Runtime").AddPrometheusExporter();
            if (!string.IsNullOrEmpty(Environment.GetEnvironmentVariable(OtlpEndpoint)))
            {
                metrics.AddOtlpExporter();
            }
        });
        return services;
    }

    /// <summary>Listens from now on: what is measured before would be lost.</summary>
    public static void StartPintleTelemetry(this IServiceProvider services) => services.GetRequiredService<MeterProvider>();

    /// <summary><c>/metrics</c> in the Prometheus text format.</summary>
    public static void MapMetrics(this IEndpointRouteBuilder routes) => routes.MapPrometheusScrapingEndpoint("/metrics");

    /// <summary><c>/health/live</c> and <c>/health/ready</c>: 200 or 503, with the name of what is not ready. Warnings are shown and don't fail it.</summary>
    public static void MapHealth(
        this IEndpointRouteBuilder routes, IReadOnlyDictionary<string, Func<CancellationToken, Task<bool>>> checks, Func<IReadOnlyList<string>> warnings)
    {
        routes.MapGet("/health/live", static (HttpContext context) => context.Response.WriteAsync("alive\n", context.RequestAborted));
        routes.MapGet("/health/ready", async (HttpContext context) =>
        {
            foreach (var (name, check) in checks)
            {
                if (!await check(context.RequestAborted))
                {
                    context.Response.StatusCode = StatusCodes.Status503ServiceUnavailable;
                    await context.Response.WriteAsync($"{name} is not ready\n", context.RequestAborted);
                    return;
                }
            }

            await context.Response.WriteAsync(string.Concat(warnings().Select(w => $"warning: {w}\n").Prepend("ready\n")), context.RequestAborted);
        });
    }
}
