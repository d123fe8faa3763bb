using System.CommandLine;
using Pintle.Gateway;
using Pintle.Insight;
using Pintle.Insight.Reference;
using Pintle.Lanes;
using Pintle.Router;

namespace Pintle.Server.Cli;

/// <summary><c>pintle metrics</c>: the reference of every metric, and what is made of them.</summary>
internal static class MetricsCommand
{
    public static Command Create()
    {
        var form = new Option<string>("--as") { Description = "What to print.", DefaultValueFactory = _ => "page" };
        form.AcceptOnlyFromAmong("page", "dashboard", "alerts");
        var command = new Command("metrics", "Prints the reference of every metric, a Grafana dashboard, or alert rules for Prometheus.") { form };
        command.SetAction(result => Console.Out.Write(result.GetValue(form) switch
        {
            "dashboard" => GrafanaDashboard.Write(Catalogue()),
            "alerts" => AlertRules.Write(Catalogue()),
            _ => MetricsPage.Write(Catalogue()),
        }));
        return command;
    }

    /// <summary>Every metric of every part.</summary>
    public static MetricCatalogue Catalogue() => MetricCatalogue.Read(
        [typeof(GatewayApp).Assembly, typeof(LaneOwner).Assembly, typeof(RouterService).Assembly, typeof(StoreGauges).Assembly],
        () =>
        [
            new LaneGauges(() => []),
            new DestinationGauges(() => [], _ => null, TimeProvider.System),
            new StoreGauges(() => [], () => new Dictionary<string, long>(), () => null, TimeProvider.System),
        ]);
}
