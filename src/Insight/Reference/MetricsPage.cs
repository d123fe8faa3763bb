using System.Text;

namespace Pintle.Insight.Reference;

/// <summary>Writes the reference page of the metrics.</summary>
public static class MetricsPage
{
    public static string Write(MetricCatalogue catalogue)
    {
        var page = new StringBuilder();
        page.Append("# Metrics\n\n<!-- generated from the instruments: ./dev gen -->\n\n");
        page.Append("`GET /metrics` on the control listener, in the Prometheus text format; over OTLP when `OTEL_EXPORTER_OTLP_ENDPOINT` is set. The runtime's own\n");
        page.Append("metrics (`dotnet_…`) are there too. A Grafana dashboard is in `deploy/grafana/pintle.json`, alert rules are in\n");
        page.Append("`deploy/prometheus/alerts.yaml`; both expect the scrape job to be named `pintle`.\n\n");
        page.Append("| metric | in Prometheus | kind | unit | meaning |\n|---|---|---|---|---|\n");
        foreach (var metric in catalogue.Metrics)
        {
            page.Append($"| `{metric.Name}` | `{metric.PrometheusName}` | {metric.Kind} | {Words(metric.Unit)} | {metric.Description} |\n");
        }

        return page.ToString();
    }

    private static string Words(string unit) => unit switch
    {
        "s" => "seconds",
        "By" => "bytes",
        _ => unit.Trim('{', '}'),
    };
}
