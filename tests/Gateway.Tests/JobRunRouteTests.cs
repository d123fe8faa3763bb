using System.Text.Json;
using Pintle.Events;

namespace Pintle.Gateway.Tests;

public sealed class JobRunRouteTests
{
    private readonly GatewayHarness _gateway = new(new GatewayOptions { InternalEndpoints = true });

    [Fact]
    public async Task A_drain_is_201_without_a_body_and_names_the_run()
    {
        var answer = await _gateway.SendAsync("PUT", "/internal/drain/job/run-1");
        Assert.Equal((201, ""), (answer.Status, answer.Text));
        Assert.Equal(["run-1"], _gateway.Drained);
    }

    [Fact]
    public async Task A_drain_that_can_not_be_written_down_is_503()
    {
        _gateway.Failure = new IOException("away");
        Assert.Equal(503, (await _gateway.SendAsync("PUT", "/internal/drain/job/run-1")).Status);
    }

    [Theory]
    [InlineData("GET", "/internal/drain/job/run-1", 405)]
    [InlineData("PUT", "/internal/drain/job/", 404)]
    [InlineData("PUT", "/internal/drain/job/a/b", 404)]
    public async Task Other_methods_and_paths_drain_nothing(string method, string path, int status)
    {
        var answer = await _gateway.SendAsync(method, path);
        Assert.Equal(status, answer.Status);
        Assert.Equal(status == 405 ? "PUT" : "", answer.Headers.Allow.ToString());
        Assert.Empty(_gateway.Drained);
    }

    [Fact]
    public async Task Without_the_switch_there_is_no_drain() =>
        Assert.Equal(404, (await new GatewayHarness().SendAsync("PUT", "/internal/drain/job/run-1")).Status);

    [Fact]
    public async Task A_status_shows_tasks_sources_and_destinations()
    {
        _gateway.Runs["run"] = Status(new JobRunStats(10, 7, 1), isCompleted: false);
        var answer = await _gateway.SendAsync("GET", "/internal/v2/job-status/run?task_run_id=t");
        Assert.Equal(
            """{"id":"run","tasks":[{"id":"t","sources":[{"id":"s","completed":false,"stats":{"in":10,"out":7,"failed":1},"destinations":[{"id":"d","completed":false,"stats":{"in":10,"out":7,"failed":1}}]}]}]}""",
            answer.Text);
        Assert.Equal((200, "no-store", "application/json; charset=utf-8"), (answer.Status, answer.Headers.CacheControl.ToString(), answer.Headers.ContentType.ToString()));
        Assert.Equal(404, (await _gateway.SendAsync("GET", "/internal/v2/job-status/other")).Status);
        Assert.Equal(404, (await _gateway.SendAsync("GET", "/internal/v2/job-status/run?task_run_id=a&task_run_id=b")).Status);
    }

    [Theory]
    [InlineData("/internal/v2/job-status/run")]
    [InlineData("/internal/v2/job-status/run/failed-records")]
    public async Task Only_a_completed_run_is_forgotten(string path)
    {
        _gateway.Runs["run"] = Status(new JobRunStats(10, 7, 1), isCompleted: false);
        Assert.Equal(400, (await _gateway.SendAsync("DELETE", path)).Status);
        _gateway.Runs["run"] = Status(new JobRunStats(10, 7, 3), isCompleted: true);
        var done = await _gateway.SendAsync("DELETE", path);
        Assert.Equal((204, ""), (done.Status, done.Text));
        Assert.Equal(404, (await _gateway.SendAsync("DELETE", path)).Status);
    }

    [Fact]
    public async Task Failed_records_come_page_by_page()
    {
        _gateway.Runs["run"] = Status(new JobRunStats(1, 0, 1), isCompleted: true);
        _gateway.Failures = (after, size) =>
            new JobRunFailures([new JobRunFailure("t", "s", "d", JsonDocument.Parse($"{{\"row\":{size}}}").RootElement, 400)], after is null ? "2" : after == "2" ? null : throw new FormatException());
        const string Page = """{"id":"run","tasks":[{"id":"t","sources":[{"id":"s","records":[],"destinations":[{"id":"d","records":[{"record":{"row":7},"code":400}]}]}]}]""";
        Assert.Equal(Page + ""","paging":{"size":1,"next":"2"}}""", (await _gateway.SendAsync("GET", "/internal/v2/job-status/run/failed-records?pageSize=7")).Text);
        Assert.Equal(Page + "}", (await _gateway.SendAsync("GET", "/internal/v2/job-status/run/failed-records?pageSize=7&pageToken=2")).Text);
        Assert.Equal(404, (await _gateway.SendAsync("GET", "/internal/v2/job-status/other/failed-records")).Status);
        foreach (var query in (string[])["pageSize=0", "pageSize=x", "pageSize=100000", "pageToken=y"])
        {
            Assert.Equal(400, (await _gateway.SendAsync("GET", $"/internal/v2/job-status/run/failed-records?{query}")).Status);
        }
    }

    private static JobRunStatus Status(JobRunStats stats, bool isCompleted) =>
        new("run", [new JobRunTask("t", [new JobRunSource("s", isCompleted, stats, [new JobRunDestination("d", isCompleted, stats)])])]);
}
