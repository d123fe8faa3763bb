using System.Text;

namespace Pintle.Insight.Reference;

/// <summary>Alert rules for Prometheus: what a person has to look at, and what then.</summary>
public static class AlertRules
{
    private static readonly Rule[] Rules =
    [
        new("PintleDown", "critical", "1m", "up{job=\"pintle\"} == 0 or absent(up{job=\"pintle\"})",
            "Pintle is down", "Senders get no answer and nothing is delivered. What was answered 200 is on disk."),
        new("PintleAppendErrors", "critical", "1m", "sum by (shard) (increase({pintle.lanes.append_errors}[5m])) > 0",
            "The store of shard {{ $labels.shard }} can't take events", "Senders get 503. The log says why: the disk is full, or the database is away."),
        new("PintleCommitErrors", "warning", "5m", "sum by (shard) (increase({pintle.router.commit_errors}[5m])) > 0",
            "The store of shard {{ $labels.shard }} can't take outcomes", "Deliveries pause at their bound until it can."),
        new("PintleStoreFull", "critical", "1m", "{pintle.store.disk_free} < {pintle.store.disk_min_free}",
            "The disk is below store.minFree", "Events are refused with 503 while deliveries go on. Make room, or shorten store.keep."),
        new("PintleStoreNearlyFull", "warning", "10m",
            "{pintle.store.disk_free} < 2 * {pintle.store.disk_min_free} or predict_linear({pintle.store.disk_free}[1h], 4 * 3600) < {pintle.store.disk_min_free}",
            "The disk is nearly full", "Below store.minFree events are refused. Make room, or shorten store.keep."),
        new("PintleDamagedSegments", "critical", "0m", "max by (shard) ({pintle.lanes.damaged_segments}) > 0",
            "Segments of the log can't be read", "They are kept and passed over: their events were not delivered. The log names them; check the disk."),
        new("PintleBreakerOpen", "warning", "5m", "max by (destination) ({pintle.router.breaker_open}) == 1",
            "Destination {{ $labels.destination }} refuses as a whole", "Its events wait in order and it is probed. `pintle status` says why."),
        new("PintleDeliveryLag", "warning", "5m", "max by (destination) ({pintle.router.oldest_waiting}) > 900",
            "Destination {{ $labels.destination }} is more than 15 min behind", "`pintle status` says why: away, throttled, paused, or slower than what comes in."),
        new("PintleTransformationHeld", "warning", "5m", "sum by (transformation) (increase({pintle.transformation.events}{outcome=\"held\"}[5m])) > 0",
            "User transformation {{ $labels.transformation }} can't be run", "The events of its destinations wait. `pintle status` says why: its code can't be had, or it has ended too many workers."),
        new("PintleDeadLettersRising", "warning", "0m",
            "sum by (destination) (increase({pintle.router.outcomes}{outcome=\"dead\"}[15m])) > 10 and sum by (destination) (increase({pintle.router.outcomes}{outcome=\"dead\"}[15m])) > 0.01 * sum by (destination) (increase({pintle.router.outcomes}[15m]))",
            "Dead letters of destination {{ $labels.destination }} are rising", "More than 1 % of its events end in failure. `pintle deadletters list --destination {{ $labels.destination }}` groups them by reason."),
    ];

    public static string Write(MetricCatalogue catalogue)
    {
        var yaml = new StringBuilder();
        yaml.Append("# Alert rules of Pintle. Generated from the metrics: ./dev gen\ngroups:\n  - name: pintle\n    rules:\n");
        foreach (var rule in Rules)
        {
            yaml.Append($"      - alert: {rule.Name}\n        expr: |-\n          {catalogue.Query(rule.Expression)}\n        for: {rule.For}\n");
            yaml.Append($"        labels:\n          severity: {rule.Severity}\n        annotations:\n");
            yaml.Append($"          summary: |-\n            {rule.Summary}\n          description: |-\n            {rule.Description}\n");
        }

        return yaml.ToString();
    }

    private sealed record Rule(string Name, string Severity, string For, string Expression, string Summary, string Description);
}
