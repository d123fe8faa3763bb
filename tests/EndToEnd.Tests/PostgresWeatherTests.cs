using System.Net;
using Npgsql;
using Pintle.TestKit;

namespace Pintle.EndToEnd.Tests;

/// <summary>What happens to PostgreSQL under the running server.</summary>
public sealed class PostgresWeatherTests : IAsyncLifetime
{
    private readonly CancellationTokenSource _limit = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
    private readonly HashSet<string> _acknowledged = [];
    private readonly ServerProcess _server = new();
    private PostgresCluster _cluster = null!;
    private FakeVendor _vendor = null!;
    private string _database = "";
    private long _sent;

    private CancellationToken Ct => _limit.Token;

    private string[] Flags => ["--store.kind", "postgres", "--store.shards", _database, "--store.fileBytes", "1MB", "--store.keep", "0",
        "--lanes.duplicateWindow", "0", "--store.trimEvery", "100ms"];

    public async ValueTask InitializeAsync()
    {
        _limit.CancelAfter(TimeSpan.FromSeconds(90));
        _cluster = await PostgresCluster.StartAsync();
        _database = await _cluster.CreateDatabaseAsync();
        _vendor = await FakeVendor.StartAsync();
        _server.WriteWorkspace(WorkspaceJson.Of(("hook", _vendor.Url)));
    }

    public async ValueTask DisposeAsync()
    {
        await _server.DisposeAsync();
        await _vendor.DisposeAsync();
        await _cluster.DisposeAsync();
        _limit.Dispose();
    }

    [Fact]
    public async Task A_server_that_starts_before_its_database_is_alive_and_takes_events_once_it_is_there()
    {
        await _cluster.StopAsync();
        var started = _server.StartAsync(Ct, fault: null, Flags);

        await _server.UntilAsync(async () => (await _server.ControlAsync("/health/live", Ct))?.Status == HttpStatusCode.OK, Ct);
        Assert.Equal(HttpStatusCode.ServiceUnavailable, (await _server.ControlAsync("/health/ready", Ct))?.Status);
        Assert.Equal(HttpStatusCode.ServiceUnavailable, await SendAsync());
        await _cluster.ResumeAsync();

        Assert.True(await started, _server.Output);
        Assert.Equal(HttpStatusCode.OK, await SendAsync());
        await AssertAllArriveAsync();
        await _server.UntilAsync(
            async () => (await _server.ControlAsync("/health/ready", Ct)) is { Status: HttpStatusCode.OK } ready && ready.Body.Contains("warning: ", StringComparison.Ordinal) && ready.Body.Contains("fsync=off", StringComparison.Ordinal), Ct);
    }

    [Fact]
    public async Task While_the_database_is_away_senders_are_put_off_and_all_goes_on_when_it_is_back()
    {
        Assert.True(await _server.StartAsync(Ct, fault: null, Flags), _server.Output);
        Assert.Equal(HttpStatusCode.OK, await SendAsync());
        await _cluster.StopAsync();

        Assert.Equal(HttpStatusCode.ServiceUnavailable, await SendAsync());
        await _cluster.ResumeAsync();

        await _server.UntilAsync(async () => await SendAsync() == HttpStatusCode.OK, Ct);
        await AssertAllArriveAsync();
    }

    [Fact]
    public async Task Connections_that_are_cut_again_and_again_under_load_lose_and_reorder_nothing()
    {
        Assert.True(await _server.StartAsync(Ct, fault: null, Flags), _server.Output);

        for (var n = 0; n < 60; n++)
        {
            await SendAsync();
            if (n % 3 == 0)
            {
                await _cluster.ExecuteAsync("SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE application_name = 'pintle'");
            }
        }

        Assert.NotEmpty(_acknowledged);
        await AssertAllArriveAsync();
    }

    [Fact]
    public async Task A_reader_that_holds_the_tables_does_not_stop_events_and_trimming_goes_on_after_it()
    {
        Assert.True(await _server.StartAsync(Ct, fault: null, Flags), _server.Output);
        Assert.Equal(HttpStatusCode.OK, await SendAsync());
        await using (var reader = new NpgsqlConnection(_database + ";Pooling=false"))
        {
            await reader.OpenAsync(Ct);
            await using var transaction = await reader.BeginTransactionAsync(Ct);
            await using var command = new NpgsqlCommand("SELECT count(*) FROM pintle.segment_1", reader);
            await command.ExecuteScalarAsync(Ct);
            while (await NewestBucketAsync() < 4)
            {
                Assert.Equal(HttpStatusCode.OK, await SendAsync());
            }

            Assert.Equal(1, await NumberAsync("SELECT min(number) FROM pintle.bucket"));
        }

        await AssertAllArriveAsync();
        await _server.UntilAsync(async () => await NumberAsync("SELECT min(number) FROM pintle.bucket") > 1, Ct);
    }

    [Fact]
    public async Task A_database_that_went_back_ends_the_server_with_an_alert_and_the_next_start_goes_on_from_it()
    {
        Assert.True(await _server.StartAsync(Ct, fault: null, Flags), _server.Output);
        Assert.Equal(HttpStatusCode.OK, await SendAsync());
        await AssertAllArriveAsync();
        await _cluster.StopAsync();
        await _cluster.BackUpAsync();
        await _cluster.ResumeAsync();
        for (var n = 0; n < 5; n++)
        {
            await _server.UntilAsync(async () => await SendAsync() == HttpStatusCode.OK, Ct);
        }

        await _vendor.WaitForAsync(_acknowledged.Count, Ct);
        await _cluster.StopAsync();
        await _cluster.RestoreAsync();
        await _cluster.ResumeAsync();
        _acknowledged.Clear();
        while (await SendAsync() is not null)
        {
            await Task.Delay(20, Ct);
        }

        Assert.Equal(1, await _server.EndAsync(Ct));
        Assert.Contains("has lost what it had confirmed", _server.Output, StringComparison.Ordinal);
        Assert.Empty(_acknowledged);
        Assert.True(await _server.StartAsync(Ct, fault: null, Flags), _server.Output);
        for (var n = 0; n < 5; n++)
        {
            Assert.Equal(HttpStatusCode.OK, await SendAsync());
        }

        await AssertAllArriveAsync();
    }

    [Fact]
    public async Task The_host_that_accepts_writes_is_found_among_several()
    {
        _database = _database.Replace("Host=127.0.0.1", $"Host=127.0.0.1:{FreePort.Take()},127.0.0.1", StringComparison.Ordinal) + ";Target Session Attributes=read-write";

        Assert.True(await _server.StartAsync(Ct, fault: null, Flags), _server.Output);

        Assert.Equal(HttpStatusCode.OK, await SendAsync());
        await AssertAllArriveAsync();
    }

    private async Task<HttpStatusCode?> SendAsync()
    {
        var samples = new SampleEvents((int)_sent);
        var numbers = Enumerable.Range(0, 200).Select(_ => ++_sent).ToList();
        var status = await _server.PostAsync("/v1/batch", SampleEvents.Batch(numbers.Select(n => samples.Track($"u{n % 20}", $"m{n}", n))), Ct);
        if (status == HttpStatusCode.OK)
        {
            _acknowledged.UnionWith(numbers.Select(n => $"m{n}"));
        }

        return status;
    }

    private async Task AssertAllArriveAsync()
    {
        await _server.UntilAsync(
            async () => _acknowledged.IsSubsetOf(new DeliveryLog(_vendor.Accepted).MessageIds) && await _server.CountAsync(1, "", Ct) == await _server.CountAsync(3, "hook", Ct), Ct);
        Assert.Empty(new DeliveryLog(_vendor.Accepted).OutOfOrder);
    }

    private Task<long> NewestBucketAsync() => NumberAsync("SELECT max(number) FROM pintle.bucket");

    private async Task<long> NumberAsync(string sql)
    {
        await using var connection = new NpgsqlConnection(_database + ";Pooling=false");
        await connection.OpenAsync(Ct);
        await using var command = new NpgsqlCommand(sql, connection);
        return Convert.ToInt64(await command.ExecuteScalarAsync(Ct), null);
    }
}
