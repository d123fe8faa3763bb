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
}
