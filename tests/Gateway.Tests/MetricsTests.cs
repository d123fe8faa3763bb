using System.Diagnostics.Metrics;

namespace Pintle.Gateway.Tests;

/// <summary>What the gateway measures. The meter is the process's own: only what the test's own requests record counts here.</summary>
public sealed class MetricsTests : IDisposable
{
    private static readonly AsyncLocal<MetricsTests?> Current = new();

    private readonly Dictionary<string, double> _sums = [];
    private readonly MeterListener _listener = new();

    public MetricsTests()
    {
        Current.Value = this;
        _listener.InstrumentPublished = (instrument, listener) =>
        {
            if (instrument.Meter.Name == "Pintle.Gateway")
            {
                listener.EnableMeasurementEvents(instrument);
            }
        };
        _listener.SetMeasurementEventCallback<long>((instrument, value, tags, _) => Current.Value?.Add(instrument, value, tags));
        _listener.SetMeasurementEventCallback<double>((instrument, _, tags, _) => Current.Value?.Add(instrument, 1, tags));
        _listener.Start();
    }

    public void Dispose() => _listener.Dispose();

    [Fact]
    public async Task Requests_count_by_route_and_status_and_events_by_source()
    {
        var gateway = new GatewayHarness(new GatewayOptions { InternalEndpoints = true });
        await gateway.PostAsync("/v1/batch", """{"batch":[{"userId":"u"},{"userId":"v"}]}""");
        await gateway.PostAsync("/v1/track", "{");
        await gateway.SendAsync("GET", "/nope/whatever");
        await gateway.SendAsync("PUT", "/internal/drain/job/one");
        await gateway.SendAsync("PUT", "/internal/drain/job/two");
        await gateway.SendAsync("OPTIONS", "/v1/track", null, "Origin: https://a.example", "Access-Control-Request-Method: POST");

        Assert.Equal(1, _sums["pintle.gateway.requests route=/v1/batch status=200"]);
        Assert.Equal(1, _sums["pintle.gateway.requests route=/v1/track status=400"]);
        Assert.Equal(1, _sums["pintle.gateway.requests route=(none) status=404"]);
        Assert.Equal(2, _sums["pintle.gateway.requests route=/internal/drain/job/{job_run_id} status=201"]);
        Assert.Equal(1, _sums["pintle.gateway.requests route=(preflight) status=204"]);
        Assert.Equal(1, _sums["pintle.gateway.request_duration route=/v1/batch"]);
        Assert.Equal(2, _sums["pintle.gateway.events source=src"]);
        Assert.Equal(42, _sums["pintle.gateway.received_bytes"]);
    }

    [Fact]
    public async Task Memory_of_bodies_is_given_back_whatever_the_answer()
    {
        var gateway = new GatewayHarness(new GatewayOptions { MaxRequestBytes = 50_000 });
        await gateway.PostAsync("/v1/track", """{"userId":"u"}""");
        await gateway.PostAsync("/v1/track", new string('x', 40_000));
        await gateway.SendAsync("POST", "/v1/track", new byte[90_000], "auth: wk");
        await gateway.SendBrokenAsync("/v1/track", "{", new IOException("gone"));
        Assert.Equal(0, _sums["pintle.gateway.in_flight_bytes"]);
        Assert.Equal(14 + 40_000 + 1, _sums["pintle.gateway.received_bytes"]);
    }

    [Fact]
    public async Task Events_over_the_limit_count()
    {
        var gateway = new GatewayHarness(new GatewayOptions { RateLimit = true, RateLimitEvents = 2 });
        await gateway.PostAsync("/v1/batch", """{"batch":[{"userId":"u"},{"userId":"v"}]}""");
        await gateway.PostAsync("/v1/batch", """{"batch":[{"userId":"u"},{"userId":"v"}]}""");
        Assert.Equal(2, _sums["pintle.gateway.rate_limited_events"]);
        Assert.Equal(2, _sums["pintle.gateway.events source=src"]);
    }

    [Fact]
    public async Task Sources_that_nobody_knows_share_a_row()
    {
        var gateway = new GatewayHarness(new GatewayOptions { InternalEndpoints = true });
        var messages = ((string[])["src", "src", "x1", "x2"]).Select((source, n) =>
            $$$"""{"properties":{"requestType":"track","routingKey":"r","workspaceID":"ws","sourceID":"{{{source}}}","receivedAt":"2024-01-02T03:04:05Z","requestIP":"1.1.1.1"},"payload":{"type":"track","messageId":"m{{{n}}}","rudderId":"r","receivedAt":"","request_ip":"","userId":"u"}}""");
        Assert.Equal(200, (await gateway.PostAsync("/internal/v1/batch", $"[{string.Join(',', messages)}]")).Status);
        Assert.Equal(2, _sums["pintle.gateway.events source=src"]);
        Assert.Equal(2, _sums["pintle.gateway.events source=(unknown)"]);
    }

    private void Add(Instrument instrument, double value, ReadOnlySpan<KeyValuePair<string, object?>> tags)
    {
        var key = instrument.Name;
        foreach (var (name, tag) in tags)
        {
            key += $" {name}={tag}";
        }

        lock (_sums)
        {
            _sums[key] = _sums.GetValueOrDefault(key) + value;
        }
    }
}
