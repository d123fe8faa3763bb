using Pintle.TestKit;
using Pintle.Server.Configuration;

namespace Pintle.Server.Tests.Configuration;

public sealed class ConfigurationTests : IDisposable
{
    private readonly string _file = Path.Combine(Path.GetTempPath(), $"pintle-{Guid.CreateVersion7()}.yaml");

    public void Dispose() => File.Delete(_file);

    [Fact]
    public void Later_sources_win_and_units_are_read()
    {
        File.WriteAllText(_file, "gateway:\n  port: 1\n  maxRequestSize: 2MB\nrouter:\n  retryWindow: 1h30m\noutbound:\n  allow: [10.0.0.0/8]\n");
        var options = Load(new() { ["PINTLE__GATEWAY__PORT"] = "2", ["PINTLE__LANES__DUPLICATE_WINDOW"] = "5m" }, "--gateway.port", "3");
        Assert.Equal((3, 2L << 20), (options.Gateway.Port, options.Gateway.MaxRequestSize));
        Assert.Equal((TimeSpan.FromMinutes(90), TimeSpan.FromMinutes(5)), (options.Router.RetryWindow, options.Lanes.DuplicateWindow));
        Assert.Equal(["10.0.0.0/8"], options.Outbound.Allow);
    }

    [Fact]
    public void Keys_of_the_established_product_are_taken_with_their_units()
    {
        File.WriteAllText(_file, "Gateway:\n  webPort: 8090\n  maxReqSizeInKB: 100\nRouter:\n  retryTimeWindow: 180\n");
        var options = Load(new() { ["RSERVER_ROUTER_HTTP_TIMEOUT"] = "30s", ["RSERVER_BACKEND_CONFIG_CONFIG_JSONPATH"] = "w.json" });
        Assert.Equal((8090, 102_400), (options.Gateway.Port, options.Gateway.MaxRequestSize));
        Assert.Equal((TimeSpan.FromHours(3), TimeSpan.FromSeconds(30), "w.json"), (options.Router.RetryWindow, options.Router.RequestTimeout, options.Workspace.File));
    }

    [Fact]
    public void Everything_wrong_is_said_at_once_with_its_place_and_the_nearest_key()
    {
        File.WriteAllText(_file, "gateway:\n  prot: 1\n  port: high\nstore:\n  kind: oracle\n");
        var refused = Assert.Throws<ConfigurationException>(() => Load(new() { ["PINTLE__ROUTER__MAXINFLIGHT"] = "0" }, "--lanes.tailBytes", "12 apples"));
        Assert.Collection(
            refused.Problems,
            p => Assert.Equal($"{_file}, line 2: unknown key \"gateway.prot\"; did you mean \"gateway.port\"?", p),
            p => Assert.Equal($"{_file}, line 3: gateway.port must be a whole number, but is \"high\".", p),
            p => Assert.Equal($"{_file}, line 5: store.kind must be one of sqlite, postgres, but is \"oracle\".", p),
            p => Assert.Contains("environment variable PINTLE__ROUTER__MAXINFLIGHT", p, StringComparison.Ordinal),
            p => Assert.Contains("flag --lanes.tailBytes", p, StringComparison.Ordinal));
    }

    [Fact]
    public void Throttles_are_taken_from_both_kinds_of_keys_and_ours_come_last()
    {
        File.WriteAllText(
            _file, "router:\n  throttles: [WEBHOOK=7/1s]\nRouter:\n  throttler:\n    WEBHOOK:\n      limit: 100\n      timeWindow: 60\n      2AbC:\n        limit: 5\n        timeWindow: 250ms\n    SLACK:\n      limit: 0\n      timeWindow: 1s\n");
        var options = Load(new() { ["RSERVER_ROUTER_THROTTLER_GOOGLE_ADS_LIMIT"] = "3", ["RSERVER_ROUTER_THROTTLER_GOOGLE_ADS_TIME_WINDOW"] = "2s" });
        Assert.Equal(["WEBHOOK=100/60000ms", "2AbC=5/250ms", "GOOGLE_ADS=3/2000ms", "WEBHOOK=7/1s"], options.Router.Throttles);
        Assert.All(options.Router.Throttles, t => Assert.NotNull(Router.Retry.ThrottleRule.Parse(t).Rule));
    }

    [Fact]
    public void A_wrong_throttle_is_refused_with_its_place_and_the_nearest_form()
    {
        File.WriteAllText(
            _file, "router:\n  throttles: [WEBHOOK=100]\nRouter:\n  throttler:\n    SLACK:\n      limit: many\n      timeWindow: 1s\n    X:\n      limit: 5\n    Y:\n      limit: 5\n      timeWindow: soon\n");
        Assert.Collection(
            Assert.Throws<ConfigurationException>(() => Load([])).Problems,
            p => Assert.Equal($"{_file}, line 6: Router.throttler.SLACK.limit must be a whole number such as 100, but is \"many\".", p),
            p => Assert.Equal($"{_file}, line 9: Router.throttler.X.limit needs its other half; did you mean to add \"Router.throttler.X.timeWindow: 1s\"?", p),
            p => Assert.Equal($"{_file}, line 12: Router.throttler.Y.timeWindow must be a duration from 1ms to 24h such as 1s, but is \"soon\".", p),
            p => Assert.Equal($"{_file}, line 2: router.throttles must be throttles, but has \"WEBHOOK=100\"; did you mean \"WEBHOOK=100/1s\"?", p));
    }

    [Fact]
    public void The_reference_page_is_up_to_date()
    {
        var root = Repository.Root;
        Assert.Equal(File.ReadAllText(Path.Combine(root, "docs", "reference", "configuration.md")), ReferencePage.Write());
    }

    private PintleOptions Load(Dictionary<string, string> environment, params string[] flags) =>
        ConfigurationLoader.Load(File.Exists(_file) ? _file : null, environment, flags);
}
