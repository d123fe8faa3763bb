using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Microsoft.AspNetCore.Http;
using Pintle.TestKit;

namespace Pintle.EndToEnd.Tests;

/// <summary>What a running server gives at <c>/metrics</c>, against the reference page, the dashboard and the alert rules.</summary>
public sealed partial class MetricsTests
{
    private readonly CancellationTokenSource _limit = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);

    public MetricsTests() => _limit.CancelAfter(TimeSpan.FromSeconds(90));

    private CancellationToken Ct => _limit.Token;

    [Fact]
    public async Task Every_series_is_in_the_reference_and_has_the_labels_that_dashboard_and_alerts_use()
    {
        await using var vendor = await FakeVendor.StartAsync();
        vendor.Answer = (call, context) =>
        {
            context.Response.StatusCode = call.Target switch
            {
                "/dead" => StatusCodes.Status400BadRequest,
                "/parked" => StatusCodes.Status500InternalServerError,
                _ => StatusCodes.Status200OK,
            };
            return Task.CompletedTask;
        };
        await using var server = new ServerProcess();
        server.WriteWorkspace(Workspace(vendor.Url));
        Assert.True(await server.StartAsync(Ct, fault: null, "--router.firstRetry", "50ms"), server.Output);
        var events = new SampleEvents(1);
        await server.PostAsync("/v1/batch", SampleEvents.Batch(Enumerable.Range(0, 10).Select(n => events.Track($"u{n}", $"m{n}", n))), Ct);
        await server.PostAsync("/v1/batch", SampleEvents.Batch([events.Track("u0", "m0", 0)]), Ct);

        var text = "";
        await server.UntilAsync(
            async () =>
            {
                text = (await server.ControlAsync("/metrics", Ct))!.Value.Body;
                return Value(text, "pintle_router_retries_total", "parked") > 0 && Value(text, "pintle_router_outcomes_total", "dead") == 10
                    && Value(text, "pintle_router_breaker_open", "away") == 1 && Value(text, "pintle_lanes_duplicates_total") == 1
                    && Value(text, "pintle_transformation_events_total") == 10 && Value(text, "pintle_store_dead_letters", "dead") == 10 && Value(text, "pintle_router_oldest_waiting_seconds", "away") > 0;
            },
            Ct);

        Assert.Equal(10, Value(text, "pintle_lanes_committed_events_total"));
        Assert.Equal(10, Value(text, "pintle_router_waiting", "away"));
        Assert.InRange(Value(text, "pintle_router_parked_users", "parked"), 1, 10);
        Assert.Equal(10, Value(text, "pintle_lanes_duplicate_window_entries"));
        Assert.True(Value(text, "pintle_lanes_tail_bytes") > 0 && Value(text, "pintle_store_disk_free_bytes") > 0);
        Assert.Contains("status_class=\"4xx\"", text, StringComparison.Ordinal);
        Assert.Equal(0, Value(text, "pintle_lanes_append_errors_total"));

        var reference = PageRow().Matches(await File.ReadAllTextAsync(Path.Combine(Repository.Root, "docs", "reference", "metrics.md"), Ct)).Select(m => m.Groups[1].Value).ToHashSet();
        var families = Family().Matches(text).Select(m => m.Groups[1].Value).ToHashSet();
        Assert.Empty(families.Where(f => f.StartsWith("pintle_", StringComparison.Ordinal)).Except(reference));
        Assert.Empty(reference.Where(r => !r.StartsWith("pintle_gateway", StringComparison.Ordinal)).Except(families));

        var queries = await File.ReadAllTextAsync(Path.Combine(Repository.Root, "deploy", "grafana", "pintle.json"), Ct) + await File.ReadAllTextAsync(Path.Combine(Repository.Root, "deploy", "prometheus", "alerts.yaml"), Ct);
        Assert.Contains("dotnet_process_memory_working_set_bytes", families);
        foreach (Match use in LabelledUse().Matches(queries))
        {
            var labels = use.Groups[1].Value.Split(", ").Where(l => l != "le");
            var series = text.Split('\n').First(l => l.StartsWith(use.Groups[2].Value, StringComparison.Ordinal));
            Assert.All(labels, label => Assert.Contains($"{label}=\"", series, StringComparison.Ordinal));
        }
    }

    private static string Workspace(string url)
    {
        var document = JsonNode.Parse(WorkspaceJson.Of(
            [new Webhook("hook", url, Transformation: "v1"), new Webhook("dead", url + "/dead"), new Webhook("parked", url + "/parked"), new Webhook("away", "http://127.0.0.1:1/")]))!;
        document["transformationVersions"] = new JsonArray(new JsonObject { ["id"] = "t", ["versionId"] = "v1", ["name"] = "Same", ["code"] = "export const transformEvent = event => event;" });
        return document.ToJsonString();
    }

    private static double Value(string text, string name, string destination = "") => text.Split('\n')
        .Where(l => l.StartsWith(name + "{", StringComparison.Ordinal) && (destination.Length == 0 || l.Contains($"destination=\"{destination}\"", StringComparison.Ordinal)))
        .Sum(l => double.Parse(l[(l.LastIndexOf('}') + 1)..].Trim().Split(' ')[0], System.Globalization.CultureInfo.InvariantCulture));

    [GeneratedRegex(@"^\| `pintle[^|]*\| `([a-z_]+)`", RegexOptions.Multiline)]
    private static partial Regex PageRow();

    [GeneratedRegex("^# TYPE ([a-z_]+) ", RegexOptions.Multiline)]
    private static partial Regex Family();

    [GeneratedRegex(@"by \(([a-z_, ]+)\) \((?:[a-z]+\()?(pintle_[a-z_]+)")]
    private static partial Regex LabelledUse();
}
