using System.Text.Json;
using System.Text.Json.Nodes;

namespace Pintle.Insight.Reference;

/// <summary>A dashboard for Grafana: what comes in, what goes out, what waits, what the store does.</summary>
public static class GrafanaDashboard
{
    private const int PanelsPerRow = 3;
    private const int PanelWidth = 8;
    private const int PanelHeight = 8;

    private static readonly Panel[] Panels =
    [
        new("Events committed", "eps", [new("sum by (shard) (rate({pintle.lanes.committed_events}{job=\"pintle\"}[$__rate_interval]))", "shard {{shard}}")]),
        new("Events settled by outcome", "eps", [new("sum by (outcome) (rate({pintle.router.outcomes}{job=\"pintle\",destination=~\"$destination\"}[$__rate_interval]))", "{{outcome}}")]),
        new("Events delivered by destination", "eps", [new("sum by (destination) (rate({pintle.router.outcomes}{job=\"pintle\",outcome=\"delivered\",destination=~\"$destination\"}[$__rate_interval]))", "{{destination}}")]),
        new("Oldest waiting event", "s", [new("max by (destination) ({pintle.router.oldest_waiting}{job=\"pintle\",destination=~\"$destination\"})", "{{destination}}")]),
        new("Waiting events", "short", [new("sum by (destination) ({pintle.router.waiting}{job=\"pintle\",destination=~\"$destination\"})", "{{destination}}")]),
        new("Breaker open", "bool_on_off", [new("max by (destination) ({pintle.router.breaker_open}{job=\"pintle\",destination=~\"$destination\"})", "{{destination}}")]),
        new("Requests by status class", "reqps", [new("sum by (status_class) (rate({pintle.router.request_duration}_count{job=\"pintle\",destination=~\"$destination\"}[$__rate_interval]))", "{{status_class}}")]),
        new("Request duration", "s",
        [
            new("histogram_quantile(0.5, sum by (le, destination) (rate({pintle.router.request_duration}_bucket{job=\"pintle\",destination=~\"$destination\"}[$__rate_interval])))", "{{destination}} p50"),
            new("histogram_quantile(0.99, sum by (le, destination) (rate({pintle.router.request_duration}_bucket{job=\"pintle\",destination=~\"$destination\"}[$__rate_interval])))", "{{destination}} p99"),
        ]),
        new("Requests in flight", "short", [new("sum by (destination) ({pintle.router.in_flight}{job=\"pintle\",destination=~\"$destination\"})", "{{destination}}")]),
        new("Retries", "ops", [new("sum by (destination) (rate({pintle.router.retries}{job=\"pintle\",destination=~\"$destination\"}[$__rate_interval]))", "{{destination}}")]),
        new("Parked users", "short", [new("sum by (destination) ({pintle.router.parked_users}{job=\"pintle\",destination=~\"$destination\"})", "{{destination}}")]),
        new("Dead letters kept", "short", [new("sum by (destination) ({pintle.store.dead_letters}{job=\"pintle\",destination=~\"$destination\"})", "{{destination}}")]),
        new("Append duration", "s",
        [
            new("histogram_quantile(0.5, sum by (le) (rate({pintle.lanes.append_duration}_bucket{job=\"pintle\"}[$__rate_interval])))", "p50"),
            new("histogram_quantile(0.99, sum by (le) (rate({pintle.lanes.append_duration}_bucket{job=\"pintle\"}[$__rate_interval])))", "p99"),
        ]),
        new("Outcome commit duration", "s",
        [
            new("histogram_quantile(0.5, sum by (le) (rate({pintle.router.commit_duration}_bucket{job=\"pintle\"}[$__rate_interval])))", "p50"),
            new("histogram_quantile(0.99, sum by (le) (rate({pintle.router.commit_duration}_bucket{job=\"pintle\"}[$__rate_interval])))", "p99"),
        ]),
        new("Store errors", "short",
        [
            new("sum by (shard) (increase({pintle.lanes.append_errors}{job=\"pintle\"}[$__rate_interval]))", "append, shard {{shard}}"),
            new("sum by (shard) (increase({pintle.router.commit_errors}{job=\"pintle\"}[$__rate_interval]))", "outcomes, shard {{shard}}"),
        ]),
        new("Store size", "bytes",
        [
            new("sum by (shard) ({pintle.store.size}{job=\"pintle\"})", "shard {{shard}}"),
            new("min ({pintle.store.disk_free}{job=\"pintle\"})", "free on disk"),
            new("max ({pintle.store.disk_min_free}{job=\"pintle\"})", "store.minFree"),
        ]),
        new("Age of the log", "s", [new("max by (shard) ({pintle.store.oldest_event}{job=\"pintle\"})", "shard {{shard}}")]),
        new("Segments", "short", [new("sum by (shard) ({pintle.store.segments}{job=\"pintle\"})", "shard {{shard}}")]),
        new("Bytes committed", "Bps",
        [
            new("sum (rate({pintle.lanes.committed_event_bytes}{job=\"pintle\"}[$__rate_interval]))", "events"),
            new("sum (rate({pintle.lanes.committed_stored_bytes}{job=\"pintle\"}[$__rate_interval]))", "as stored"),
        ]),
        new("Reads behind the tail", "ops", [new("sum by (shard) (rate({pintle.lanes.tail_misses}{job=\"pintle\"}[$__rate_interval]))", "shard {{shard}}")]),
        new("Memory", "bytes",
        [
            new("dotnet_process_memory_working_set_bytes{job=\"pintle\"}", "process"),
            new("sum ({pintle.lanes.tail_bytes}{job=\"pintle\"})", "recent events"),
        ]),
        new("Duplicate window", "s", [new("min ({pintle.lanes.duplicate_window_length}{job=\"pintle\"})", "length")]),
        new("Remembered message ids", "short", [new("sum ({pintle.lanes.duplicate_window_entries}{job=\"pintle\"})", "ids")]),
        new("Duplicates left out", "eps", [new("sum (rate({pintle.lanes.duplicates}{job=\"pintle\"}[$__rate_interval]))", "duplicates")]),
    ];

    private static readonly JsonSerializerOptions Pretty = new() { WriteIndented = true, NewLine = "\n", Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public static string Write(MetricCatalogue catalogue)
    {
        var dashboard = new JsonObject
        {
            ["uid"] = "pintle",
            ["title"] = "Pintle",
            ["description"] = "Generated from the metrics: ./dev gen",
            ["schemaVersion"] = 39,
            ["editable"] = true,
            ["refresh"] = "30s",
            ["time"] = new JsonObject { ["from"] = "now-3h", ["to"] = "now" },
            ["templating"] = new JsonObject
            {
                ["list"] = new JsonArray(
                    new JsonObject { ["name"] = "datasource", ["type"] = "datasource", ["query"] = "prometheus", ["label"] = "Data source" },
                    new JsonObject
                    {
                        ["name"] = "destination",
                        ["type"] = "query",
                        ["label"] = "Destination",
                        ["datasource"] = DataSource(),
                        ["includeAll"] = true,
                        ["multi"] = true,
                        ["allValue"] = ".*",
                        ["current"] = new JsonObject { ["text"] = "All", ["value"] = "$__all" },
                        ["refresh"] = 2,
                        ["query"] = catalogue.Query("label_values({pintle.router.waiting}{job=\"pintle\"}, destination)"),
                    }),
            },
            ["panels"] = new JsonArray([.. Panels.Select((panel, index) => ToJson(panel, index, catalogue))]),
        };
        return dashboard.ToJsonString(Pretty) + "\n";
    }

    private static JsonObject ToJson(Panel panel, int index, MetricCatalogue catalogue) => new()
    {
        ["id"] = index + 1,
        ["type"] = "timeseries",
        ["title"] = panel.Title,
        ["datasource"] = DataSource(),
        ["gridPos"] = new JsonObject
        {
            ["x"] = index % PanelsPerRow * PanelWidth,
            ["y"] = index / PanelsPerRow * PanelHeight,
            ["w"] = PanelWidth,
            ["h"] = PanelHeight,
        },
        ["fieldConfig"] = new JsonObject { ["defaults"] = new JsonObject { ["unit"] = panel.Unit, ["min"] = 0 }, ["overrides"] = new JsonArray() },
        ["targets"] = new JsonArray([.. panel.Series.Select((series, number) => new JsonObject
        {
            ["refId"] = ((char)('A' + number)).ToString(), ["expr"] = catalogue.Query(series.Expression), ["legendFormat"] = series.Legend,
        })]),
    };

    private static JsonObject DataSource() => new() { ["type"] = "prometheus", ["uid"] = "${datasource}" };

    private sealed record Panel(string Title, string Unit, Series[] Series);

    private sealed record Series(string Expression, string Legend);
}
