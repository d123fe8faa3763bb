using Pintle.TestKit;
using System.Text.Json;
using System.Text.RegularExpressions;
using Pintle.Insight.Reference;
using Pintle.Server.Cli;
using YamlDotNet.RepresentationModel;

namespace Pintle.Server.Tests.Cli;

public sealed partial class MetricsCommandTests
{
    private static readonly MetricCatalogue Catalogue = MetricsCommand.Catalogue();

    [Fact]
    public void The_reference_page_the_dashboard_and_the_alert_rules_are_up_to_date()
    {
        Assert.Equal(File.ReadAllText(Path.Combine(Repository.Root, "docs", "reference", "metrics.md")), MetricsPage.Write(Catalogue));
        Assert.Equal(File.ReadAllText(Path.Combine(Repository.Root, "deploy", "grafana", "pintle.json")), GrafanaDashboard.Write(Catalogue));
        Assert.Equal(File.ReadAllText(Path.Combine(Repository.Root, "deploy", "prometheus", "alerts.yaml")), AlertRules.Write(Catalogue));
    }

    [Fact]
    public void Dashboard_and_alert_rules_name_only_metrics_that_exist()
    {
        var known = Catalogue.Metrics.SelectMany(m => m.Kind == "histogram"
            ? (string[])[m.PrometheusName + "_bucket", m.PrometheusName + "_count", m.PrometheusName + "_sum"]
            : [m.PrometheusName]).ToHashSet();
        var used = Names().Matches(GrafanaDashboard.Write(Catalogue) + AlertRules.Write(Catalogue)).Select(m => m.Value).ToHashSet();
        Assert.True(used.Count > 20);
        Assert.Empty(used.Except(known));
        Assert.Throws<InvalidOperationException>(() => Catalogue.Query("rate({pintle.router.outcome}[5m])"));
    }

    [Fact]
    public void The_files_are_what_their_readers_expect()
    {
        var yaml = new YamlStream();
        yaml.Load(new StringReader(AlertRules.Write(Catalogue)));
        var rules = (YamlSequenceNode)yaml.Documents[0].RootNode["groups"][0]["rules"];
        Assert.All(rules, rule => Assert.All((string[])["alert", "expr", "for", "labels", "annotations"], key => Assert.NotNull(rule[key])));
        Assert.All(rules, rule => Assert.DoesNotContain("{pintle", rule["expr"].ToString(), StringComparison.Ordinal));
        var panels = JsonDocument.Parse(GrafanaDashboard.Write(Catalogue)).RootElement.GetProperty("panels").EnumerateArray().ToList();
        Assert.All(panels, panel => Assert.NotEmpty(panel.GetProperty("targets").EnumerateArray()));
        Assert.Equal(panels.Count, panels.Select(p => (p.GetProperty("gridPos").GetProperty("x").GetInt32(), p.GetProperty("gridPos").GetProperty("y").GetInt32())).Distinct().Count());
    }

    [Fact]
    public void Every_metric_says_what_it_means_and_is_named_by_the_rules()
    {
        Assert.All(Catalogue.Metrics, metric =>
        {
            Assert.Matches("^pintle\\.[a-z]+\\.[a-z_]+$", metric.Name);
            Assert.EndsWith(".", metric.Description, StringComparison.Ordinal);
        });
    }

    [Fact]
    public void The_guide_says_of_every_alert_what_it_means_what_to_look_at_and_what_to_do()
    {
        var guide = File.ReadAllText(Path.Combine(Repository.Root, "docs", "guide", "operating.md"));
        var alerts = Alerts().Matches(AlertRules.Write(Catalogue)).Select(m => m.Groups[1].Value).ToList();
        var paragraphs = guide.Split("\n### ").Skip(1).ToDictionary(p => p.Split('\n')[0], p => p.Split("\n## ")[0]);
        Assert.Equal(alerts.Order(), paragraphs.Keys.Order());
        Assert.All(paragraphs.Values, paragraph => Assert.Matches(@"(?s)\*\*Means\*\*.*\*\*Look\*\*.*\*\*(Do|do)\*\*", paragraph));
    }

    [GeneratedRegex("alert: ([A-Za-z]+)")]
    private static partial Regex Alerts();

    [GeneratedRegex("pintle_[a-z_]+")]
    private static partial Regex Names();
}
