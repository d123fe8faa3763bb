namespace Pintle.UserCode.Tests.Hostile.Network;

/// <summary>User code reaches no address that is not public, by whatever name.</summary>
public sealed class RefusedAddressTests : IDisposable
{
    private readonly Fetching _fetching = new();

    public void Dispose() => _fetching.Dispose();

    [Theory]
    [InlineData("http://127.0.0.1/")]
    [InlineData("  http://127.0.0.1/  ")]
    [InlineData("https://127.0.0.1/")]
    [InlineData("http://127.255.255.254/")]
    [InlineData("http://127.1/")]
    [InlineData("http://2130706433/")]
    [InlineData("http://0x7f000001/")]
    [InlineData("http://0x7f.0.0.1/")]
    [InlineData("http://0177.0.0.1/")]
    [InlineData("http://017700000001/")]
    [InlineData("http://127.0.0.1:1/")]
    [InlineData("http://user:pass@127.0.0.1/")]
    [InlineData("http://public.example@127.0.0.1/")]
    [InlineData("http://0.0.0.0/")]
    [InlineData("http://0/")]
    [InlineData("http://localhost/")]
    [InlineData("http://LOCALHOST/")]
    [InlineData("http://[::1]/")]
    [InlineData("http://[0:0:0:0:0:0:0:1]/")]
    [InlineData("http://[::]/")]
    [InlineData("http://[::127.0.0.1]/")]
    [InlineData("http://[::ffff:127.0.0.1]/")]
    [InlineData("http://[::ffff:7f00:1]/")]
    [InlineData("http://[64:ff9b::7f00:1]/")]
    [InlineData("http://[2002:7f00:1::]/")]
    [InlineData("http://[fe80::1]/")]
    [InlineData("http://[fd00:ec2::254]/")]
    [InlineData("http://169.254.169.254/latest/meta-data/")]
    [InlineData("http://2852039166/")]
    [InlineData("http://[::ffff:a9fe:a9fe]/")]
    [InlineData("http://10.0.0.1/")]
    [InlineData("http://172.31.0.1/")]
    [InlineData("http://192.168.0.1/")]
    [InlineData("http://100.64.0.1/")]
    [InlineData("http://224.0.0.1/")]
    [InlineData("http://255.255.255.255/")]
    [InlineData("http://127.0.0.1.to.test/")]
    [InlineData("http://169.254.169.254.to.test/")]
    [InlineData("http://__1.to.test/")]
    [InlineData("http://__ffff_127.0.0.1.to.test/")]
    [InlineData("http://10.0.0.1-and-192.168.0.1.to.test/")]
    public async Task Is_not_connected_to(string url)
    {
        var (isGood, error) = await _fetching.FetchAsync(url);
        Assert.False(isGood);
        Assert.StartsWith("blocked request to non-public address: ", error.GetProperty("message").GetString(), StringComparison.Ordinal);
        Assert.Equal("ERROR", (await _fetching.CallAsync("fetch", url)).Value.GetString());
    }

    [Theory]
    [InlineData("", "fetch url is required")]
    [InlineData("  ", "fetch url is required")]
    [InlineData("nowhere", "invalid url, nowhere")]
    [InlineData("//127.0.0.1/", "only http and https are supported")]
    [InlineData("/etc/passwd", "only http and https are supported")]
    [InlineData("file:///etc/passwd", "only http and https are supported")]
    [InlineData("ftp://127.0.0.1/", "only http and https are supported")]
    [InlineData("gopher://127.0.0.1/", "only http and https are supported")]
    [InlineData("ws://127.0.0.1/", "only http and https are supported")]
    [InlineData("unix:///var/run/docker.sock", "only http and https are supported")]
    [InlineData("data:text/plain,x", "only http and https are supported")]
    [InlineData("javascript:1", "only http and https are supported")]
    [InlineData("http://", "invalid url")]
    [InlineData("http://127.0.0.1\\@public.example/", "invalid url")]
    [InlineData("http://[::1", "invalid url")]
    public async Task Is_refused_before_anything_is_sent(string url, string words)
    {
        var (isGood, error) = await _fetching.FetchAsync(url);
        Assert.False(isGood);
        Assert.Contains(words, error.GetProperty("message").GetString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_url_of_a_megabyte_is_refused_in_few_words()
    {
        var (_, error) = await _fetching.FetchAsync($"http://x.example/{new string('x', 1 << 20)}");
        Assert.Equal("invalid url, it has more than 65536 characters", error.GetProperty("message").GetString());
    }

    [Fact]
    public async Task Code_in_a_worker_hears_why()
    {
        await using var running = new Running(_fetching.Call);
        var result = await running.RunAsync("export async function transformEvent(e) { return { messageId: e.messageId, first: await fetch('http://[::1]/'), second: await fetchV2('http://169.254.169.254/').catch((x) => x.message) }; }");
        var output = Assert.Single(result.Items).Output;
        Assert.Equal("ERROR", output.GetProperty("first").GetString());
        Assert.Contains("169.254.169.254 is not a public address", output.GetProperty("second").GetString(), StringComparison.Ordinal);
    }
}
